"""Who reads who learns what? Its institution; a certificate is checked through a narrow door that tells no name."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, Movable, RowSecurity

TABLES = ("course", "edition", "session", "trainingneed", "learner", "enrolment", "attendance", "award")
PARENTS = {
    "edition": {"course": "course_id"},
    "session": {"edition": "edition_id"},
    "enrolment": {"edition": "edition_id", "learner": "learner_id"},
    "attendance": {"session": "session_id", "enrolment": "enrolment_id"},
}
# The name never leaves: one that somebody reads on the paper is compared.
CHECK = """
SELECT a.number, a.owner_institution_id, a.course_name, a.hours, a.issued_on, a.revoked_at, a.why_revoked, a.credential,
  said <> '' AND a.sort_holder = said
FROM training_award a WHERE a.number = wanted
"""
CHECKED = (
    "TABLE (number text, institution_id bigint, course_name text, hours smallint, issued_on date, revoked_at timestamptz, why_revoked text, "
    "credential text, matches boolean)"
)
REVOKED = """
SELECT a.number, a.why_revoked FROM training_award a WHERE a.owner_institution_id = whose AND a.revoked_at IS NOT NULL ORDER BY a.id
"""
GRANTS = """
GRANT SELECT ON training_award TO ruta_reader;
CREATE POLICY reader ON training_award FOR SELECT TO ruta_reader USING (true);
REVOKE UPDATE ON training_award, training_attendance FROM ruta_app;
GRANT UPDATE (revoked_at, why_revoked) ON training_award TO ruta_app;
"""
UNGRANT = "DROP POLICY reader ON training_award;"
GUARD = """
CREATE FUNCTION ruta_guard_award() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user = 'ruta_app' AND OLD.revoked_at IS NOT NULL
  THEN RAISE EXCEPTION 'what was revoked is not given back' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
CREATE TRIGGER guard_award BEFORE UPDATE ON training_award FOR EACH ROW EXECUTE FUNCTION ruta_guard_award();
"""
UNGUARD = "DROP TRIGGER guard_award ON training_award; DROP FUNCTION ruta_guard_award();"


class Migration(migrations.Migration):
    """Default deny, and two doors for whoever checks."""

    dependencies = [("training", "0001_initial"), ("people", "0012_merging_guarded"), ("base", "0003_masked_audit")]
    operations = [
        RowSecurity("training_course", read=MINE),
        *(RowSecurity(f"training_{name}", read=MINE) for name in ("edition", "session", "trainingneed", "learner", "enrolment", "award")),
        RowSecurity("training_attendance", read=MINE, update="", delete=MINE),
        *(ChildOf(f"training_{name}", f"training_{parent}", key) for name, keys in PARENTS.items() for parent, key in keys.items()),
        ChildOf("training_enrolment", "people_person", "person_id"),
        ChildOf("training_award", "training_enrolment", "enrolment_id"),
        migrations.RunSQL(
            "ALTER TABLE training_award ADD CONSTRAINT training_award_copies_of_person FOREIGN KEY (enrolment_id, person_id, owner_institution_id) "
            "REFERENCES training_enrolment (id, person_id, owner_institution_id) ON UPDATE CASCADE",
            "ALTER TABLE training_award DROP CONSTRAINT training_award_copies_of_person",
        ),
        Movable("training_enrolment", refuses=True),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_check_award(wanted text, said text)", CHECK, owner="ruta_reader", returns=CHECKED, volatility="STABLE"),
        Definer(
            "ruta_revoked_awards(whose bigint)",
            REVOKED,
            owner="ruta_reader",
            returns="TABLE (number text, why_revoked text)",
            volatility="STABLE",
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        *(Audited(f"training_{name}") for name in TABLES),
    ]
