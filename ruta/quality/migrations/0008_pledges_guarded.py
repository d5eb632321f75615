"""Who reads signatures? The institution of whoever signed. They are added, and neither changed nor taken back."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity

GRANTS = "REVOKE UPDATE, DELETE ON quality_pledge FROM ruta_app"
BACK = "GRANT UPDATE, DELETE ON quality_pledge TO ruta_app"
SIGNER = f"{MINE} AND user_id = nullif(current_setting('ruta.user', true), '')::bigint"


class Migration(migrations.Migration):
    """Each signs for themselves alone: the database says it too."""

    dependencies = [("quality", "0007_pledges")]
    operations = [
        RowSecurity("quality_pledge", read=MINE, insert=SIGNER, update=""),
        migrations.RunSQL(GRANTS, BACK),
        Audited("quality_pledge"),
    ]
