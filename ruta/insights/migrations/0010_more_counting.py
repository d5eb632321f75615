"""Which figures are also counted of rows, and from which facts? The refresh is the one of before, reading one list more."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"
REFRESH = "CREATE FUNCTION ruta_refresh_indicators"
LOOP = "SELECT * FROM ruta_facts(today, sustained) LOOP"
SIGNATURE = "ruta_refresh_indicators(boolean, text[], date, numeric)"
RIGHTS = f"""
REVOKE EXECUTE ON FUNCTION {SIGNATURE} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {SIGNATURE} TO ruta_app;
ALTER FUNCTION {SIGNATURE} OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION {SIGNATURE} TO ruta_owner;
RESET ROLE;
"""


def refresh(loop: str) -> str:
    """The function that counts what is stale, over these facts."""
    counting = (SQL / "counting.sql").read_text()
    begins = counting.index(REFRESH)
    body = counting[begins : counting.index("END $$;", begins) + len("END $$;")]
    if LOOP not in body:
        message = f"counting.sql says no longer: {LOOP}"
        raise ValueError(message)
    return f"DROP FUNCTION {SIGNATURE};\n{body.replace(LOOP, loop)}\n{RIGHTS}"


class Migration(migrations.Migration):
    """Two more indicators, by the same role and in the same cells."""

    dependencies = [("insights", "0009_recounting"), ("people", "0040_episodes_guarded"), ("cases", "0016_reserve_again")]
    operations = [
        migrations.RunSQL((SQL / "more_counting.sql").read_text(), (SQL / "more_counting_reverse.sql").read_text()),
        migrations.RunSQL(refresh(LOOP.replace(" LOOP", " UNION ALL SELECT * FROM ruta_more_facts() LOOP")), refresh(LOOP)),
    ]
