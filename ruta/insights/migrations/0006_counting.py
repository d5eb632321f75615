"""What marks a figure as stale, and how is it counted anew?"""

from pathlib import Path

from django.db import migrations

from ruta.base.schema import ME_INLINE, RowSecurity

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    """Counts go out, rows never do; whoever got a second service is read by the institution that gave it."""

    dependencies = [
        ("insights", "0005_cells"), ("people", "0040_episodes_guarded"), ("cases", "0016_reserve_again"), ("tickets", "0003_one_index_less"), ("agenda", "0010_words_that_tell"), ("directory", "0001_initial"),
    ]  # fmt: skip
    operations = [
        RowSecurity("insights_integralperson", read=f"institution_id = {ME_INLINE}", insert="", update=""),
        migrations.RunSQL((SQL / "marking.sql").read_text(), (SQL / "marking_reverse.sql").read_text()),
        migrations.RunSQL((SQL / "counting.sql").read_text(), (SQL / "counting_reverse.sql").read_text()),
    ]
