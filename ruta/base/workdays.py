"""Which days and hours count when a clock runs in working days? Monday to Friday, 8 to 16, without Honduran holidays."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import yaml

TEGUCIGALPA = ZoneInfo("America/Tegucigalpa")
DATA = Path(__file__).with_name("data") / "closed_days.yaml"
SATURDAY = 5
DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def national_holidays(year: int) -> Mapping[date, str]:
    """Give the holidays of a year with their names in Spanish."""
    return dict(holidays.country_holidays("HN", years=year, language="es"))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """National holidays, what a circular adds or takes away, and the office hours."""

    closed: Mapping[date, str] = field(default_factory=dict)
    opened: frozenset[date] = frozenset()
    opens_at: time = time(8)
    closes_at: time = time(16)
    _years: dict[int, list[date]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "WorkCalendar":
        """Read the content of `closed_days.yaml`."""
        closed = {row["day"]: row["label_es"] for row in content.get("closed", ())}
        return cls(closed, frozenset(row["day"] for row in content.get("opened", ())))

    def holiday(self, day: date) -> str | None:
        """Name what closes a day, if something does."""
        return None if day in self.opened else self.closed.get(day) or national_holidays(day.year).get(day)

    def is_working(self, day: date) -> bool:
        """Tell whether offices open."""
        return day in self.opened or (day.weekday() < SATURDAY and self.holiday(day) is None)

    def add_days(self, day: date, count: int) -> date:
        """Count working days after `day`: one after Friday is Monday, and so is one after Sunday."""
        return next(found for number, found in enumerate(self._working_after(day), start=1) if number == count) if count > 0 else day

    def days_between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to `last`; 0 when `last` is not later."""
        if last <= first:
            return 0
        return sum(bisect_right(days, last) - bisect_right(days, first) for days in map(self._days_of, range(first.year, last.year + 1)))

    def closing(self, day: date) -> datetime:
        """Give the moment at which a term that ends on this day is over."""
        return datetime.combine(day, self.closes_at, TEGUCIGALPA)

    def seconds_between(self, start: datetime, end: datetime) -> float:
        """Count the office seconds between two moments; 0 when `end` is not later."""
        return sum((closes - opens).total_seconds() for opens, closes in self._windows(start, end))

    def add_seconds(self, start: datetime, seconds: float) -> datetime:
        """Find the moment when so many office seconds have passed."""
        left, day = seconds, start.astimezone(TEGUCIGALPA).date()
        while True:
            opens = max(start, datetime.combine(day, self.opens_at, TEGUCIGALPA))
            room = (self.closing(day) - opens).total_seconds() if self.is_working(day) else 0.0
            if room > 0 and left <= room:
                return opens + timedelta(seconds=left)
            left, day = left - max(room, 0.0), day + DAY

    def _days_of(self, year: int) -> list[date]:
        """Its working days in order, found once: a list of late things counts hundreds of days in each line."""
        if year not in self._years:
            begin, end = date(year, 1, 1), date(year, 12, 31)
            self._years[year] = [day for n in range((end - begin).days + 1) if self.is_working(day := begin + DAY * n)]
        return self._years[year]

    def _working_after(self, day: date) -> Iterator[date]:
        while True:
            day += DAY
            if self.is_working(day):
                yield day

    def _windows(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        day, last = start.astimezone(TEGUCIGALPA).date(), end.astimezone(TEGUCIGALPA).date()
        while day <= last:
            opens = max(start, datetime.combine(day, self.opens_at, TEGUCIGALPA))
            closes = min(end, self.closing(day))
            if opens < closes and self.is_working(day):
                yield opens, closes
            day += DAY


@lru_cache(maxsize=1)
def work_calendar() -> WorkCalendar:
    """Give the calendar of public offices, read once from the package."""
    return WorkCalendar.of(yaml.safe_load(DATA.read_text(encoding="utf-8")))
