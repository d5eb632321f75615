"""Why is the key of a vacancy in the warehouse never that of a person? Numbers of vacancies are public, and both were counted from one."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"
VIEWS = (SQL / "fact_offices.sql").read_text()


def under_own_keys(views: str) -> str:
    """The same views, with vacancies under keys of their own."""
    return views.replace("ruta_pseudonym(v.id)", "ruta_vacancy_pseudonym(v.id)").replace(
        "ruta_pseudonym(a.vacancy_id)", "ruta_vacancy_pseudonym(a.vacancy_id)"
    )


class Migration(migrations.Migration):
    """The sums of their months change, so the next hour writes those anew."""

    dependencies = [("insights", "0034_promise_visits")]
    operations = [
        migrations.RunSQL((SQL / "vacancy_keys.sql").read_text(), "DROP FUNCTION ruta_vacancy_pseudonym(bigint)"),
        migrations.RunSQL(under_own_keys(VIEWS), VIEWS),
    ]
