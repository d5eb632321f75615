"""Ten promises are measured out of one reading, where three were out of three: follow-ups, plans, workshops and shortlists have days too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"
OPENED = {
    "cases_followup": "id, owner_institution_id, case_id, subject, due_on, done_at, result",
    "placements_applicationstep": "id, owner_institution_id, application_id, state, at",
    "placements_shortlist": "id, owner_institution_id, vacancy_id, state, sent_at",
    "training_session": "id, owner_institution_id, edition_id, starts_at",
    "training_attendance": "id, owner_institution_id, session_id",
}
WIDENED = {
    "employers_vacancy": "technical_selection",
    "placements_application": "closed_at",
    "training_enrolment": "person_id, enrolled_at",
    "training_edition": "office_id",
    "training_course": "service_type",
}
READ = [f"GRANT SELECT ({columns}) ON {table} TO ruta_insights" for table, columns in (OPENED | WIDENED).items()] + [
    f"CREATE POLICY insights ON {table} FOR SELECT TO ruta_insights USING (true)" for table in OPENED
]
BACK = [f"DROP POLICY insights ON {table}" for table in OPENED] + [
    f"REVOKE SELECT ({columns}) ON {table} FROM ruta_insights" for table, columns in (OPENED | WIDENED).items()
]
DOOR = """
REVOKE EXECUTE ON FUNCTION ruta_promise_offices(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_promise_offices(date) TO ruta_app;
ALTER FUNCTION ruta_promise_offices(date) OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION ruta_promise_offices(date) TO ruta_owner;
RESET ROLE;
"""


def before() -> str:
    """The three functions as they were."""
    days, offices = (SQL / "promises.sql").read_text(), (SQL / "promise_parts.sql").read_text()
    begin = offices.index("CREATE FUNCTION ruta_promise_offices")
    return "".join((
        "DROP FUNCTION ruta_promise_waits(date);\n", days[days.index("CREATE FUNCTION ruta_promise_days") :],
        offices[begin : offices.index("$$;", begin) + 3], DOOR, (SQL / "promise_ways.sql").read_text(),
    ))  # fmt: skip


class Migration(migrations.Migration):
    """The next counting of the night fills the rest."""

    dependencies = [("insights", "0028_integral_crossed"), ("training", "0006_course_of_award")]
    operations = [
        migrations.RunSQL(READ, BACK),
        migrations.RunSQL((SQL / "promise_waits.sql").read_text(), before()),
    ]
