"""Who reads posts, structures and what is supposed? Their institution; what was approved never changes."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

TABLES = ("post", "postversion", "structure", "seat", "assumption", "programmed")
DRAFT = "structure_id IN (SELECT s.id FROM staffing_structure s WHERE s.state = 'draft')"
ONLY_DRAFTS = """
CREATE POLICY actor_update ON staffing_{table} FOR UPDATE TO ruta_app USING ({mine} AND state = 'draft') WITH CHECK ({mine})
"""


class Migration(migrations.Migration):
    """Default deny; drafts change, approved versions do not; what was supposed is only added to."""

    dependencies = [("staffing", "0001_initial")]
    operations = [
        RowSecurity("staffing_post", read=MINE),
        RowSecurity("staffing_postversion", read=MINE, update=""),
        RowSecurity("staffing_structure", read=MINE, update=""),
        *(
            migrations.RunSQL(ONLY_DRAFTS.format(table=name, mine=MINE), f"DROP POLICY IF EXISTS actor_update ON staffing_{name}")
            for name in ("postversion", "structure")
        ),
        RowSecurity("staffing_seat", read=MINE, insert=f"{MINE} AND {DRAFT}", update="", delete=f"{MINE} AND {DRAFT}"),
        RowSecurity("staffing_assumption", read=MINE, update=""),
        RowSecurity("staffing_programmed", read=MINE),
        ChildOf("staffing_postversion", "staffing_post", "post_id"),
        ChildOf("staffing_seat", "staffing_structure", "structure_id"),
        ChildOf("staffing_seat", "staffing_post", "post_id"),
        *(Audited(f"staffing_{name}") for name in TABLES),
    ]
