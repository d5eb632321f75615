"""How is a day said shortly, and an hour aloud, which day does an address name, and which can nobody mean? A day of another year never passes for one of this."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, today

NOON, EVENING = 12, 18
YEARS = range(1900, 2200)
BACK, AHEAD = 5, 2


def short_day(day: date) -> str:
    """9 mar, or 9 mar 2024; a moment is said by its day in Honduras."""
    if isinstance(day, datetime):
        day = day.astimezone(HONDURAS).date()
    words = date_format(day, "j M" if day.year == today().year else "j M Y")
    return words if (get_language() or "").startswith("en") else words.lower()


def read_day(text: str) -> date | None:
    """The day that an address names, or none; one so far away that no week can be reckoned from it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def wrong_year(day: date, *, back: int = BACK, ahead: int = AHEAD) -> str:
    """What to say of a day whose year nobody can mean, so many years back or ahead of this one; nothing of any other."""
    first, last = today().year - back, today().year + ahead
    return "" if first <= day.year <= last else _("Revise el año: va de %(first)d a %(last)d.") % {"first": first, "last": last}


def spoken_hour(moment: datetime) -> str:
    """8 de la mañana, 1:30 de la tarde."""
    here = moment.astimezone(HONDURAS)
    if (here.hour, here.minute) == (NOON, 0):
        return _("12 del mediodía")
    hour = here.hour % NOON or NOON
    clock = f"{hour}:{here.minute:02d}" if here.minute else str(hour)
    if here.hour < NOON:
        return _("%(clock)s de la mañana") % {"clock": clock}
    return (_("%(clock)s de la tarde") if here.hour < EVENING else _("%(clock)s de la noche")) % {"clock": clock}
