"""Which narrow door fills the cubes?"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    """Counts go out, rows never do."""

    dependencies = [("insights", "0001_initial"), ("cases", "0002_security"), ("referrals", "0002_security")]
    operations = [migrations.RunSQL((SQL / "cubes.sql").read_text(), (SQL / "cubes_reverse.sql").read_text())]
