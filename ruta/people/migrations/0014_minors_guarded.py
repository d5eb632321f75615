"""Who reads who answers for a minor, and which side of a notice to SENAF writes what?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Movable, RowSecurity, either_side

# A guardianship ends; a notice is answered once, by whoever received it. Nothing else about them changes.
FIXED = """
REVOKE UPDATE ON people_guardianship, people_senafnotice FROM ruta_app;
GRANT UPDATE (ended_at) ON people_guardianship TO ruta_app;
GRANT UPDATE (answered_at, answered_by_id, answer, act) ON people_senafnotice TO ruta_app;
CREATE TRIGGER stays_ended BEFORE UPDATE OF ended_at ON people_guardianship
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF answered_at, answered_by_id, answer, act ON people_senafnotice
  FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
"""
UNFIXED = """
DROP TRIGGER stays_ended ON people_guardianship; DROP TRIGGER stays_ended ON people_senafnotice;
GRANT UPDATE ON people_guardianship, people_senafnotice TO ruta_app;
"""


class Migration(migrations.Migration):
    """The owner alone reads a guardianship; owner and SENAF read a notice, and SENAF answers it."""

    dependencies = [("people", "0013_minors")]
    operations = [
        RowSecurity("people_guardianship", read=MINE),
        RowSecurity("people_senafnotice", read=either_side("owner_institution_id", "receiver_id"), update=either_side("receiver_id")),
        migrations.RunSQL(FIXED, UNFIXED),
        *(ChildOf(f"people_{name}", "people_person", "person_id") for name in ("guardianship", "senafnotice")),
        *(Movable(f"people_{name}", refuses=True) for name in ("guardianship", "senafnotice")),
        *(Audited(f"people_{name}") for name in ("guardianship", "senafnotice")),
    ]
