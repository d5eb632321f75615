"""Who may read how learning goes, and what of a version never changes once it was answered?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity

FIXED = """
DROP TRIGGER stays_ended ON people_linkagemodel;
CREATE TRIGGER stays_ended BEFORE UPDATE ON people_linkagemodel
  FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL OR OLD.rejected_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
GRANT UPDATE (rejected_at, rejected_by_id, rejected_reason) ON people_linkagemodel TO ruta_app;
REVOKE UPDATE ON people_learningrun FROM ruta_app;
GRANT UPDATE (state, step, done_count, whole_count, seen_at, finished_at, problem, model_id) ON people_learningrun TO ruta_app;
CREATE TRIGGER stays_ended BEFORE UPDATE ON people_learningrun
  FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
"""
LOOSE = """
DROP TRIGGER stays_ended ON people_learningrun; GRANT UPDATE ON people_learningrun TO ruta_app;
REVOKE UPDATE (rejected_at, rejected_by_id, rejected_reason) ON people_linkagemodel FROM ruta_app;
DROP TRIGGER stays_ended ON people_linkagemodel;
CREATE TRIGGER stays_ended BEFORE UPDATE OF approved_at, approved_by_id ON people_linkagemodel
  FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
"""


class Migration(migrations.Migration):
    """A proposal is answered once; a run that ended stays as it ended."""

    dependencies = [("people", "0024_learning")]
    operations = [
        RowSecurity("people_learningrun", read=MINE),
        Audited("people_learningrun"),
        migrations.RunSQL(FIXED, LOOSE),
    ]
