"""Which days does a report cover, and until which of them is there anything to tell?"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.errors import Invalid

WRITTEN = re.compile(r"(20\d\d)(?:-T([1-4]))?")
TWELVE_MONTHS = timedelta(days=364)  # and the day itself
ORDINALS = ("Primer", "Segundo", "Tercer", "Cuarto")
MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")


@dataclass(frozen=True, slots=True)
class PaperPeriod:
    """A year or a quarter; `until` is its last day, or today while it runs. One told as it stands is never waited for."""

    code: str
    label: str
    begins: date
    ends: date
    until: date
    is_standing: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing can be added to it: its last day is over too."""
        return self.is_standing or self.ends < today()

    @property
    def year(self) -> int:
        """The calendar year that it lies in."""
        return self.begins.year

    @property
    def months(self) -> tuple[int, ...]:
        """The whole months of it that are over."""
        last = self.ends.month if self.is_over else self.until.month - 1
        return tuple(range(self.begins.month, last + 1))


def period_of(code: str) -> PaperPeriod:
    """The period of a code such as `2026-T3` or `2026`."""
    written = code.strip().upper()
    days = days_of(written)
    if days is None:
        raise Invalid(_("«%(code)s» no es un período. Escriba un trimestre como 2026-T3, o un año como 2026.") % {"code": code})
    begins, ends = days
    if begins > today():
        raise Invalid(_("El período %(code)s todavía no empieza. Pida uno que haya empezado.") % {"code": code})
    label = f"{ORDINALS[begins.month // 3]} trimestre de {begins.year}" if "T" in written else f"Año {begins.year}"
    return PaperPeriod(written, label, begins, ends, min(ends, today()))


def days_of(code: str) -> tuple[date, date] | None:
    """The first and the last day of a period, begun or not; nothing where the code is none."""
    written = WRITTEN.fullmatch(code)
    if written is None:
        return None
    year, quarter = int(written[1]), int(written[2] or 0)
    first, last = (quarter * 3 - 2, quarter * 3) if quarter else (1, 12)
    return date(year, first, 1), _last_day(year, last)


def twelve_months() -> PaperPeriod:
    """The days of a year that end today: what is told as it stands."""
    day = today()
    return PaperPeriod(day.isoformat(), f"Doce meses hasta el {short_day(day)}", day - TWELVE_MONTHS, day, day, is_standing=True)


def quarter_of(day: date) -> str:
    """The code of the quarter of a day."""
    return f"{day.year}-T{(day.month + 2) // 3}"


def year_of(day: date) -> str:
    """The code of the year of a day."""
    return str(day.year)


def spelled_day(day: date) -> str:
    """A day in words, as reports write it."""
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"


def short_day(day: date) -> str:
    """A day in a cell; its parts stay together."""
    return f"{day.day}\N{NO-BREAK SPACE}{MONTHS[day.month - 1][:3]}\N{NO-BREAK SPACE}{day.year}"


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
