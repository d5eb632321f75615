"""How is everything counted on all cores? What a fact asks of other tables is asked of all facts at once; going back does nothing."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    """The functions that count, also where those before stand already."""

    dependencies = [("insights", "0017_planned_issues")]
    operations = [migrations.RunSQL((SQL / name).read_text(), migrations.RunSQL.noop) for name in ("cells.sql", "integral.sql")]
