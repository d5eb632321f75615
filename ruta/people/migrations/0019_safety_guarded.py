"""Who reads that a place is not safe, who reads why, and what may change about it?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Movable, RowSecurity

READS_STRICT = "coalesce(current_setting('ruta.strict', true), '') = 'on'"
FIXED = """
REVOKE UPDATE ON people_unsafeplace, people_reservedreason FROM ruta_app;
GRANT UPDATE (ended_at) ON people_unsafeplace TO ruta_app;
CREATE TRIGGER stays_ended BEFORE UPDATE OF ended_at ON people_unsafeplace
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
"""
UNFIXED = """
DROP TRIGGER stays_ended ON people_unsafeplace;
GRANT UPDATE ON people_unsafeplace, people_reservedreason TO ruta_app;
"""


class Migration(migrations.Migration):
    """The owner reads the place and writes the reason; the reason is read by the roles of protection."""

    dependencies = [("people", "0018_safety")]
    operations = [
        RowSecurity("people_unsafeplace", read=MINE),
        RowSecurity("people_reservedreason", read=f"{MINE} AND {READS_STRICT}", update=""),
        migrations.RunSQL(FIXED, UNFIXED),
        *(ChildOf(f"people_{name}", "people_person", "person_id") for name in ("unsafeplace", "reservedreason")),
        *(Movable(f"people_{name}", refuses=True) for name in ("unsafeplace", "reservedreason")),
        *(Audited(f"people_{name}") for name in ("unsafeplace", "reservedreason")),
    ]
