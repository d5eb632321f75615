"""Until when is somebody known to have kept a job?"""

from django.db import migrations, models

# The link of a shortlist is made anew when its message leaves; its hash alone is kept.
MINTED = "GRANT UPDATE (token_sha256, expires_at) ON placements_shortlist TO ruta_app"
NOT_MINTED = "REVOKE UPDATE (token_sha256, expires_at) ON placements_shortlist FROM ruta_app"


class Migration(migrations.Migration):
    """Two dates that are empty until somebody asked."""

    dependencies = [("placements", "0006_hours_and_contracts")]
    operations = [
        migrations.AddField(model_name="application", name="kept_until", field=models.DateField(null=True)),
        migrations.AddField(model_name="application", name="left_on", field=models.DateField(null=True)),
        migrations.RunSQL(MINTED, NOT_MINTED),
    ]
