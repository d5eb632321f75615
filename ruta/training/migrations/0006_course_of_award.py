"""Which service was it, of a certificate that anybody checks? Asked before the name of the course is told, and never told itself."""

from django.db import migrations

from ruta.base.schema import Definer

OF_AWARD = """
SELECT a.person_id IS NOT NULL, c.service_type FROM training_award a JOIN training_enrolment r ON r.id = a.enrolment_id
JOIN training_edition e ON e.id = r.edition_id JOIN training_course c ON c.id = e.course_id WHERE a.number = wanted
"""
COLUMNS = {"enrolment": "id, edition_id", "edition": "id, course_id", "course": "id, service_type"}
GRANTS = "".join(
    f"GRANT SELECT ({columns}) ON training_{table} TO ruta_reader;\n"
    f"CREATE POLICY reader ON training_{table} FOR SELECT TO ruta_reader USING (true);\n"
    for table, columns in COLUMNS.items()
)
UNGRANT = "".join(
    f"DROP POLICY reader ON training_{table};\nREVOKE SELECT ({columns}) ON training_{table} FROM ruta_reader;\n"
    for table, columns in COLUMNS.items()
)


class Migration(migrations.Migration):
    """One more narrow door: of a number, whether it is of a person, and the service."""

    dependencies = [("training", "0005_appraisals_guarded")]
    operations = [
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer(
            "ruta_service_of_award(wanted text)",
            OF_AWARD,
            owner="ruta_reader",
            returns="TABLE (is_of_person boolean, service_type text)",
            volatility="STABLE",
        ),
    ]
