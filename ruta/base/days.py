"""How is a day said shortly? Without its year when that is this year's; a day of another year never passes for one of this."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language

from ruta.base.clock import now, today


def short_day(day: date) -> str:
    """9 mar, or 9 mar 2024; a moment is said by its day in Honduras."""
    if isinstance(day, datetime):
        day = day.astimezone(now().tzinfo).date()
    words = date_format(day, "j M" if day.year == today().year else "j M Y")
    return words if (get_language() or "").startswith("en") else words.lower()
