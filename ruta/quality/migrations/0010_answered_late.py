"""Was what lies in the box ever answered after its day? A second term does not undo that."""

from django.db import migrations, models

GRANT = "GRANT UPDATE (was_late) ON quality_suggestion TO ruta_app"
REVOKE = "REVOKE UPDATE (was_late) ON quality_suggestion FROM ruta_app"
KNOWN = """
SELECT set_config('ruta.kind', 'system', true), set_config('ruta.reason', 'answered after its day', true);
UPDATE quality_suggestion SET was_late = true WHERE (answered_at AT TIME ZONE 'America/Tegucigalpa')::date > due_on;
SELECT set_config('ruta.kind', '', true), set_config('ruta.reason', '', true);
"""


class Migration(migrations.Migration):
    """Of what was answered late and sent back before this, only the last term is known."""

    dependencies = [("quality", "0009_results_are_read")]
    operations = [
        migrations.AddField("suggestion", "was_late", models.BooleanField(default=False, db_default=False)),
        migrations.RunSQL(GRANT, REVOKE),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
