"""What does somebody who is in see of their courses? Their place, their sittings, what they attended and what they hold."""

from django.db import migrations

OWN = "person_id = (SELECT ruta_self())"
MINE_TO_SIT = f"(SELECT e.edition_id FROM training_enrolment e WHERE e.{OWN})"
READ = {
    "training_enrolment": OWN,
    "training_award": OWN,
    "training_attendance": f"enrolment_id IN (SELECT e.id FROM training_enrolment e WHERE e.{OWN})",
    "training_edition": f"id IN {MINE_TO_SIT}",
    "training_session": f"edition_id IN {MINE_TO_SIT}",
    "training_course": f"id IN (SELECT d.course_id FROM training_edition d WHERE d.id IN {MINE_TO_SIT})",
}


class Migration(migrations.Migration):
    """Policies of the person beside those of the institution."""

    dependencies = [("subjects", "0004_records_found"), ("training", "0002_guarded")]
    operations = [
        migrations.RunSQL(f"CREATE POLICY own_read ON {table} FOR SELECT TO ruta_app USING ({which})", f"DROP POLICY own_read ON {table}")
        for table, which in READ.items()
    ]
