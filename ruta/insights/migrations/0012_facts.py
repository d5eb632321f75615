"""What leaves for the observatory's warehouse? Views of the narrow role that counts, under pseudonyms."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0011_promises"),
        ("cases", "0016_reserve_again"),
        ("employers", "0012_an_end_has_an_outcome"),
        ("people", "0043_ties_restored"),
        ("placements", "0012_hires_of_an_employer"),
        ("referrals", "0015_nobody_receives"),
        ("territory", "0001_initial"),
        ("trust", "0004_inquiries_guarded"),
    ]
    operations = [migrations.RunSQL((SQL / "facts.sql").read_text(), (SQL / "facts_reverse.sql").read_text())]
