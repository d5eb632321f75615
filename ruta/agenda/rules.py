"""Which places does an agenda offer, and which of them are free? Pure arithmetic over hours, lengths and what is taken."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ruta.base.windows import Window
from ruta.base.workdays import TEGUCIGALPA

DAY = timedelta(days=1)
NOON = time(12)
# An offer is held so long, but never nearer to the hour than this.
HOLD, LAST_CALL = timedelta(hours=24), timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Hours:
    """What an agenda offers in a week: windows by weekday (Monday is 0), the length of a place and how many at once."""

    windows: Mapping[int, Sequence[Window]]
    minutes: int
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody has already; `seat` 0 takes the hands or the room itself, whatever the agenda."""

    starts_at: datetime
    ends_at: datetime
    seat: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A time that an agenda offers, and how many may still come."""

    starts_at: datetime
    ends_at: datetime
    left: int


def places(hours: Hours, first: date, days: int, is_closed: Callable[[date], bool]) -> Iterator[tuple[datetime, datetime]]:
    """Every time that is offered from `first` on, in order, whoever has it."""
    for day in (first + DAY * ahead for ahead in range(days)):
        if is_closed(day):
            continue
        for window in hours.windows.get(day.weekday(), ()):
            for minute in range(window.opens, window.closes - hours.minutes + 1, hours.minutes):
                start = datetime.combine(day, time(), TEGUCIGALPA) + timedelta(minutes=minute)
                yield start, start + timedelta(minutes=hours.minutes)


def free_places(
    hours: Hours, first: date, days: int, *, is_closed: Callable[[date], bool], taken: Sequence[Taken], not_before: datetime
) -> list[Place]:
    """What can still be given: later than `not_before`, with hands and room free, and fewer there than fit."""
    found = []
    for start, end in places(hours, first, days, is_closed):
        left = hours.capacity - used(taken, start, end, hours.capacity)
        if start >= not_before and left > 0:
            found.append(Place(start, end, left))
    return found


def used(taken: Iterable[Taken], start: datetime, end: datetime, capacity: int) -> int:
    """How many of the places are gone in this time; all of them when hands or room are elsewhere."""
    seats = seats_in(taken, start, end)
    return capacity if 0 in seats else len(seats)


def seats_in(taken: Iterable[Taken], start: datetime, end: datetime) -> set[int]:
    """Which seats overlap this time."""
    return {each.seat for each in taken if each.starts_at < end and start < each.ends_at}


def first_seat(taken: Sequence[Taken], start: datetime, end: datetime, capacity: int) -> int:
    """The lowest seat that nobody has in this time; 0 when as many come already as fit, even on seats of a time when more did."""
    seats = seats_in(taken, start, end)
    if used(taken, start, end, capacity) >= capacity:
        return 0
    return next(seat for seat in range(1, capacity + 1) if seat not in seats)


def fits_in(wish: str, start: datetime) -> bool:
    """Whether somebody who can come only in the morning or the afternoon could come then."""
    is_morning = start.astimezone(TEGUCIGALPA).time() < NOON
    return wish == "any" or (wish == "morning") == is_morning


def held_until(now: datetime, start: datetime) -> datetime | None:
    """Until when an offered place waits for an answer; none when it is too near to be offered at all."""
    last = start - LAST_CALL
    return min(now + HOLD, last) if last > now else None


def may_still_change(now: datetime, start: datetime, hours: int) -> bool:
    """Whether the person may still change or cancel by the link."""
    return now <= start - timedelta(hours=hours)
