"""A contact that was called off after its term was promised all the same: closing a case makes no promise kept."""

from pathlib import Path

from django.db import migrations

WAITS = (Path(__file__).parents[1] / "sql" / "promise_waits.sql").read_text()
WAITS = WAITS[: WAITS.index("DROP FUNCTION")]


class Migration(migrations.Migration):
    """The function as it is now; the next counting of the night fills the rest."""

    dependencies = [("insights", "0029_promise_waits")]
    operations = [migrations.RunSQL(f"DROP FUNCTION ruta_promise_waits(date);\n{WAITS}", migrations.RunSQL.noop)]
