"""Of persons with integral service, how many are there of each sex and age together? Counted with the rest, as nobody reads the rows of all."""

from pathlib import Path

from django.db import migrations

COUNTING = Path(__file__).parents[1] / "sql" / "counting.sql"
BEGIN, END = "CREATE FUNCTION ruta_facts", "$facts$;"
SIGNATURE = "ruta_facts(date, numeric)"
WHOLE = "NULL::text AS item, 1 AS part, 1 AS whole FROM insights_integralperson"
CROSSED = WHOLE.replace("NULL::text", "sex || ' ' || age_group")


def facts(of_integral: str) -> str:
    """The function that says the facts of each indicator, with these of I03."""
    counting = COUNTING.read_text()
    begins = counting.index(BEGIN)
    body = counting[begins : counting.index(END, begins) + len(END)]
    if body.count(WHOLE) != 1:
        message = f"counting.sql says no longer once: {WHOLE}"
        raise ValueError(message)
    body = body.replace(WHOLE, of_integral)
    return f"DROP FUNCTION {SIGNATURE};\n{body}\nREVOKE EXECUTE ON FUNCTION {SIGNATURE} FROM PUBLIC;\nALTER FUNCTION {SIGNATURE} OWNER TO ruta_insights;"


class Migration(migrations.Migration):
    """The next counting of everything fills what was counted before."""

    dependencies = [("insights", "0027_facts_by_office")]
    operations = [migrations.RunSQL(facts(CROSSED), facts(WHOLE))]
