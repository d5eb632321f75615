"""What leaves for the warehouse by office? Vacancies and what came of them, and how long somebody was known to stay."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    """A view keeps its columns while it is asked: taking them back would take the warehouse's facts along, so they stay."""

    dependencies = [("insights", "0026_appraisals"), ("employers", "0012_an_end_has_an_outcome"), ("placements", "0007_kept")]
    operations = [migrations.RunSQL((SQL / "fact_offices.sql").read_text(), migrations.RunSQL.noop)]
