"""In which department is somebody counted who would work in a municipality? In its own; as a code alone it stood in none."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    """The sums of their months change, so the next hour writes those anew; the view as it was counted wrongly, so it does not come back."""

    dependencies = [("insights", "0042_use_taken_back")]
    operations = [migrations.RunSQL((SQL / "fact_places.sql").read_text(), migrations.RunSQL.noop)]
