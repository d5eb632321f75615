"""How many persons does so much work need? Nothing is asked of the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

YEAR = 365
GROUP = 5


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: how often in a year, and how long each takes; without minutes nobody knows its hours."""

    count: int
    minutes: float | None

    @property
    def hours(self) -> float | None:
        """Of a year."""
        return None if self.minutes is None else self.count * self.minutes / 60


@dataclass(frozen=True, slots=True)
class Capacity:
    """What one person gives to whoever comes."""

    days_year: float
    hours_day: float
    direct: float  # in hundredths

    @property
    def hours(self) -> float:
        """Of a year."""
        return self.days_year * self.hours_day * self.direct / 100


@dataclass(frozen=True, slots=True)
class Staffing:
    """What an office needs beside what it has."""

    served: float  # hours for those who came in a year
    growth: float  # in hundredths
    programmed: float  # hours of actions ahead
    capacity: float  # hours of one person
    there: float

    @property
    def expected(self) -> float:
        """Hours of the year ahead."""
        return self.served * (1 + self.growth / 100) + self.programmed

    @property
    def needed(self) -> float:
        """Persons."""
        return self.expected / self.capacity if self.capacity else 0.0

    @property
    def gap(self) -> float:
        """Who is lacking; below zero, who could help elsewhere."""
        return self.needed - self.there

    @property
    def spare(self) -> float:
        """Who could help elsewhere."""
        return -self.gap


@dataclass(frozen=True, slots=True)
class Users:
    """Persons who are expected in the year ahead, beside those whom the staff that is there can attend."""

    attended: int  # different persons of a year
    staffing: Staffing

    @property
    def expected(self) -> float:
        """Different persons, with the growth that is supposed."""
        return self.attended * (1 + self.staffing.growth / 100)

    @property
    def hours_each(self) -> float:
        """What one of them took in the year, all that was done counted."""
        return self.staffing.served / self.attended if self.attended else 0.0

    @property
    def room(self) -> float | None:
        """For how many there are hours once what is programmed was done; none where nobody knows what one of them takes."""
        free = max(self.staffing.there * self.staffing.capacity - self.staffing.programmed, 0.0)
        return free / self.hours_each if self.hours_each else None

    @property
    def is_unattended(self) -> bool:
        """Somebody comes or is expected, and nobody is there: that is never enough, however little work it is."""
        return not self.staffing.there and (self.attended > 0 or self.staffing.expected > 0)

    @property
    def lacking(self) -> float | None:
        """Who is expected and finds no hours; below zero, for how many more there are."""
        return None if self.room is None else self.expected - self.room


def served_hours(work: Sequence[Work]) -> float:
    """Of all work whose length is known."""
    return sum(each.hours or 0 for each in work)


def within(hours: float, starts: date, ends: date, first: date, last: date) -> float:
    """The part of an action that falls into a time, day by day."""
    days = (ends - starts).days + 1
    inside = (min(ends, last) - max(starts, first)).days + 1
    return hours * max(inside, 0) / days


def in_fives(count: int) -> int:
    """As many as a group may be told of that is never counted one by one: the next whole five, so that no two countings tell of one person."""
    return -(-count // GROUP) * GROUP


def presence(offices: Collection[int], said: Mapping[int, float]) -> dict[int, float]:
    """How much of one person each office has: what was said, and what is left of a whole one in equal parts where nobody said."""
    told = {office: said[office] for office in offices if office in said}
    silent = set(offices) - told.keys()
    whole = sum(told.values())
    left = max(1 - whole, 0.0) / len(silent) if silent else 0.0
    return {office: part / max(whole, 1.0) for office, part in told.items()} | dict.fromkeys(silent, left)
