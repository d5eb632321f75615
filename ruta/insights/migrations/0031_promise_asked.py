"""Registration and information on rights have days too, and workshops a length."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"
MARK = "    -- What was written to the box"
OPENED = {"people_importrow": "id, owner_institution_id, person_id, outcome"}
WIDENED = {"training_session": "ends_at", "training_course": "audience"}
READ = [f"GRANT SELECT ({columns}) ON {table} TO ruta_insights" for table, columns in (OPENED | WIDENED).items()] + [
    f"CREATE POLICY insights ON {table} FOR SELECT TO ruta_insights USING (true)" for table in OPENED
]
BACK = [f"DROP POLICY insights ON {table}" for table in OPENED] + [
    f"REVOKE SELECT ({columns}) ON {table} FROM ruta_insights" for table, columns in (OPENED | WIDENED).items()
]


def waits(more: str) -> str:
    """The function of all waits, with these beside the others."""
    text = (SQL / "promise_waits.sql").read_text()
    body = text[text.index("CREATE FUNCTION") : text.index("DROP FUNCTION")]
    return "DROP FUNCTION ruta_promise_waits(date);\n" + body.replace(MARK, more + MARK)


class Migration(migrations.Migration):
    """The next counting of the night fills the rest."""

    dependencies = [("insights", "0030_called_off"), ("people", "0045_fewer_steps"), ("training", "0008_programmes_guarded")]
    operations = [
        migrations.RunSQL(READ, BACK),
        migrations.RunSQL(waits((SQL / "promise_asked.sql").read_text()), waits("")),
        migrations.RunSQL((SQL / "promise_lengths.sql").read_text(), "DROP FUNCTION ruta_service_lengths(date)"),
    ]
