"""Who reads an opinion? The institution it is about. It is written once and stays; only what was done about it is added."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

GRANTS = """
REVOKE UPDATE ON quality_opinionalert FROM ruta_app;
GRANT UPDATE (attended_at, attended_by_id, note) ON quality_opinionalert TO ruta_app;
"""


class Migration(migrations.Migration):
    """Default deny."""

    dependencies = [("quality", "0001_initial"), ("people", "0002_security")]
    operations = [
        RowSecurity("quality_opinion", read=MINE, update=""),
        RowSecurity("quality_opinionalert", read=MINE),
        ChildOf("quality_opinion", "employers_employer", "employer_id"),
        ChildOf("quality_opinionalert", "quality_opinion", "opinion_id"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        *(Audited(f"quality_{name}") for name in ("opinion", "opinionalert")),
    ]
