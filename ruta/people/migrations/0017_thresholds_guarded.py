"""Who may read a version of the settings and a judged pair, and what of them never changes?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

FIXED = """
REVOKE UPDATE ON people_linkagemodel, people_judgedpair FROM ruta_app;
GRANT UPDATE (approved_at, approved_by_id) ON people_linkagemodel TO ruta_app;
GRANT UPDATE (verdict, judged_at, judged_by_id) ON people_judgedpair TO ruta_app;
CREATE TRIGGER stays_ended BEFORE UPDATE OF approved_at, approved_by_id ON people_linkagemodel
  FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF verdict, judged_at, judged_by_id ON people_judgedpair
  FOR EACH ROW WHEN (OLD.judged_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
"""
LOOSE = """
DROP TRIGGER stays_ended ON people_linkagemodel; DROP TRIGGER stays_ended ON people_judgedpair;
GRANT UPDATE ON people_linkagemodel, people_judgedpair TO ruta_app;
"""


class Migration(migrations.Migration):
    """What was approved and what was judged stay as they are."""

    dependencies = [("people", "0016_thresholds")]
    operations = [
        RowSecurity("people_linkagemodel", read=MINE),
        RowSecurity("people_judgedpair", read=MINE),
        ChildOf("people_judgedpair", "people_person", "one_id"),
        Audited("people_linkagemodel"),
        Audited("people_judgedpair"),
        migrations.RunSQL(FIXED, LOOSE),
    ]
