"""How many days does each step of a process usually take?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

DAY = timedelta(days=1)
LEAST = 5


@dataclass(frozen=True, slots=True)
class StepMedian:
    """The median days from one step to the next. `days` is None when fewer than five went through it."""

    start: str
    end: str
    days: float | None
    journeys: int | None


def median_days(durations: Iterable[timedelta], least: int = LEAST) -> float | None:
    """Give the median in days with one decimal; None for too few to say it without showing someone."""
    taken = sorted(durations)
    return round(median(duration / DAY for duration in taken), 1) if len(taken) >= max(least, 1) else None


def days_per_step(journeys: Iterable[Mapping[str, datetime]], steps: Sequence[str], least: int = LEAST) -> list[StepMedian]:
    """Measure each step to the next of `steps`.

    A journey counts where it has both moments in order; one that skipped a step, or is not there yet, does not count.
    """
    known = list(journeys)
    return [_between(known, start, end, least) for start, end in pairwise(steps)]


def _between(journeys: Sequence[Mapping[str, datetime]], start: str, end: str, least: int) -> StepMedian:
    pairs = ((journey[start], journey[end]) for journey in journeys if start in journey and end in journey)
    taken = [after - before for before, after in pairs if after >= before]
    days = median_days(taken, least)
    return StepMedian(start, end, days, None if days is None else len(taken))
