"""When does each row fall, who said so, and which chain of waiting decides when the plan ends?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[date, date]
DAY = timedelta(days=1)
YEAR = 12


@dataclass(frozen=True)
class Job:
    """A piece of work with its days and what it waits for."""

    begins: date
    ends: date
    waits: Sequence[str] = ()

    @property
    def length(self) -> int:
        """How many days, both ends counted."""
        return (self.ends - self.begins).days + 1


@dataclass(frozen=True)
class Fit:
    """How a piece of work stands in its chains: days to spare, whether it decides the end, whether it begins before it can."""

    slack: int
    is_critical: bool
    is_early: bool


def critical_path(jobs: Mapping[str, Job]) -> dict[str, Fit]:
    """The critical path method over the work that waits or is waited for; nothing begins before the day that the plan says.

    What stands alone is no chain: it has no place here. Neither has a circle.
    """
    waits = {key: [other for other in job.waits if other in jobs] for key, job in jobs.items()}
    chained = {key for key, others in waits.items() if others} | {other for others in waits.values() for other in others}
    order = _ordered({key: waits[key] for key in chained})
    begins: dict[str, date] = {}
    for key in order:
        begins[key] = max([jobs[key].begins, *(_end(begins[other], jobs[other]) + DAY for other in waits[key])])
    last = max((_end(begins[key], jobs[key]) for key in order), default=date.min)
    latest: dict[str, date] = {}
    for key in reversed(order):
        followers = [latest[other] - DAY for other in order if key in waits[other]]
        latest[key] = min([last, *followers]) - timedelta(days=jobs[key].length - 1)
    return {key: _fit(key, jobs, waits[key], (latest[key] - begins[key]).days) for key in order}


def _end(begins: date, job: Job) -> date:
    return begins + timedelta(days=job.length - 1)


def _fit(key: str, jobs: Mapping[str, Job], waits: Sequence[str], slack: int) -> Fit:
    return Fit(slack, slack == 0, any(jobs[key].begins <= jobs[other].ends for other in waits))


def _ordered(waits: Mapping[str, Sequence[str]]) -> list[str]:
    """What is waited for first; rows of a circle, and what waits for them, are left out."""
    done: list[str] = []
    known: set[str] = set()
    while ready := [key for key in waits if key not in known and known.issuperset(waits[key])]:
        done += ready
        known.update(ready)
    return done


def term_months(terms: Sequence[str]) -> dict[str, tuple[int, int]]:
    """From and to which month each term runs: «6» after «3» is from 3 to 6, «12-24» says both."""
    found: dict[str, tuple[int, int]] = {}
    before = 0
    for term in terms:
        numbers = [int(part) for part in term.split("-") if part.isdigit()]
        if numbers:
            found[term] = (numbers[0], numbers[1]) if len(numbers) > 1 else (before, numbers[0])
            before = numbers[-1]
    return found


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - DAY).day))


def month_span(begins: date, start: int, end: int) -> Span:
    """From one month of a plan to another."""
    return months_after(begins, start), months_after(begins, end) - DAY


def deadline_span(begins: date, due: Mapping[str, int]) -> Span | None:
    """When something that is due within, or every, so many months runs; what only says what it covers has no days."""
    if months := due.get("within_months"):
        return month_span(begins, 0, months)
    if months := due.get("every_months"):
        return month_span(begins, 0, max(YEAR, months))
    return None


def due_days(begins: date, due: Mapping[str, int], until: date) -> Iterator[date]:
    """Each day on which something of a deadline is due."""
    if months := due.get("within_months"):
        yield months_after(begins, months)
    elif months := due.get("every_months"):
        times = 1
        while (day := months_after(begins, months * times)) <= until:
            yield day
            times += 1


def months_of(span: Span) -> Iterator[date]:
    """The first day of every month that a span touches."""
    day = span[0].replace(day=1)
    while day <= span[1]:
        yield day
        day = months_after(day, 1)
