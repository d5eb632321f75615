"""Who reads what lies in the box? The institution that keeps it. What was written stays; its answer and what it led to are added."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

GRANTS = """
REVOKE UPDATE ON quality_suggestion, quality_servicechange FROM ruta_app;
GRANT UPDATE (state, due_on, answer, answered_at, answered_by_id, reply, change_id) ON quality_suggestion TO ruta_app;
GRANT UPDATE (done_on) ON quality_servicechange TO ruta_app;
"""


class Migration(migrations.Migration):
    """Default deny."""

    dependencies = [("quality", "0003_box")]
    operations = [
        RowSecurity("quality_servicechange", read=MINE),
        RowSecurity("quality_suggestion", read=MINE),
        ChildOf("quality_suggestion", "quality_servicechange", "change_id"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        *(Audited(f"quality_{name}") for name in ("servicechange", "suggestion")),
    ]
