"""What leaves for the warehouse of needs: when one was noted and when it was met, never which."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    """One view of the narrow role that counts."""

    dependencies = [("insights", "0022_promise_parts"), ("cases", "0016_reserve_again")]
    operations = [migrations.RunSQL((SQL / "needs.sql").read_text(), "DROP VIEW insights_fact_need")]
