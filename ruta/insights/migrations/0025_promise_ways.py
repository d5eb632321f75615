"""By which way was asked for what the charter promises a time for? Waits leave as counts, by door."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("insights", "0024_external_values")]

    operations = [migrations.RunSQL((SQL / "promise_ways.sql").read_text(), (SQL / "promise_ways_reverse.sql").read_text())]
