"""When is an opening without permission reviewed? Five days on by the calendar of Honduras: in UTC the evening counts as tomorrow."""

from django.db import migrations

DOORS = ("ruta_open_override(bigint, text, text, text[])", "ruta_open_strict(bigint, text, text)")


def _as_owner(change: str) -> list[str]:
    return ["SET ROLE ruta_reader", *(f"ALTER FUNCTION {door} {change}" for door in DOORS), "RESET ROLE"]


class Migration(migrations.Migration):
    """Both doors read the day where their users live."""

    dependencies = [("people", "0040_episodes_guarded")]
    operations = [migrations.RunSQL(_as_owner("SET timezone = 'America/Tegucigalpa'"), _as_owner("RESET timezone"))]
