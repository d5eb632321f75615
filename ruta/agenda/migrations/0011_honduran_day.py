"""On which day does an officer's calendar end? On that of Honduras: the product's connections speak UTC, whose day ends at six in the evening here."""

from django.db import migrations


def _as_owner(change: str) -> list[str]:
    return ["SET ROLE ruta_reader", f"ALTER FUNCTION ruta_feed(text) {change}", "RESET ROLE"]


class Migration(migrations.Migration):
    """The function that gives a calendar its rows reads the day where its readers live."""

    dependencies = [("agenda", "0010_words_that_tell")]
    operations = [migrations.RunSQL(_as_owner("SET timezone = 'America/Tegucigalpa'"), _as_owner("RESET timezone"))]
