"""How much more often did it come to those who received something than to their pairs, beyond what differed before? With its interval."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from os import cpu_count
from typing import Any

import numpy as np

from ruta.insights.engine.pairs import CALIPER, Pair, Units, Weighed, pairs_of, seconds_of, unlikeness, weighed

NARROW, TWO = "narrow", "two"
LEVEL = 0.95
STEP, END = 0.05, 10.0  # of the search for how much hidden bias a result withstands


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference of shares, and between what it may lie."""

    value: float
    low: float
    high: float

    @property
    def covers_zero(self) -> bool:
        """Whether none at all fits too."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Way:
    """The same done otherwise: how many pairs, what they say, and to how many of each side it came before and after (of two persons for each their mean)."""

    pairs: int
    change: Interval | None = None
    counts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of pairing. Counts are of persons: to how many of each side it came before and after."""

    treated: int
    pool: int
    pairs: int
    treated_before: int = 0
    treated_after: int = 0
    others_before: int = 0
    others_after: int = 0
    change: Interval | None = None
    """How much more it changed for those who received it than for their pairs."""
    head_start: Interval | None = None
    """How far apart both were before."""
    withstands: float | None = None
    """Up to which hidden difference in chances (Γ) the result would stand; nothing where chance alone explains it."""
    unlike: dict[str, tuple[float, float]] = field(default_factory=dict)
    otherwise: dict[str, Way] = field(default_factory=dict)
    """The same done in other ways."""
    received: int = 0
    """How many received it in all; of a large service only a part is compared."""

    @property
    def counts(self) -> tuple[int, ...]:
        """To how many it came: before and after of who received it, and of their pairs."""
        return self.treated_before, self.treated_after, self.others_before, self.others_after


def compared(units: Units, caliper: float = CALIPER, comparisons: int = 1) -> Compared:
    """Pair, subtract and say how sure; of many comparisons each interval is wider, so that all hold at once."""
    known = weighed(units)
    return _told(known, pairs_of(known, caliper), comparisons)


def compared_with_two(units: Units, comparisons: int = 1) -> Way:
    """How many pairs, and how much more it changed than for the mean of two persons like each, where there is a second one."""
    known = weighed(units)
    return _with_two(known, pairs_of(known), comparisons)


def all_compared(units: Sequence[Units], comparisons: int) -> list[Compared]:
    """Each in every way, on all cores: one core for each comparison, since the sums of one are too small to be parted."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"), ThreadPoolExecutor(cpu_count()) as together:
        return list(together.map(lambda each: compared_in_ways(each, comparisons), units))


def compared_in_ways(units: Units, comparisons: int = 1) -> Compared:
    """The same with pairs half as far apart and with two persons for each beside it: the chances are worked out once for all three."""
    known = weighed(units)
    pairs = pairs_of(known)
    found = _told(known, pairs, comparisons)
    if not found.pairs:
        return found
    close = _told(known, pairs_of(known, CALIPER / 2), comparisons)
    return replace(found, otherwise={NARROW: as_way(close), TWO: _with_two(known, pairs, comparisons)})


def as_way(found: Compared) -> Way:
    """A comparison as one of the ways of another."""
    return Way(found.pairs, found.change, found.counts)


def _told(known: Weighed, pairs: Sequence[Pair], comparisons: int) -> Compared:
    units = known.units
    size, pool = int(units.treated.sum()), len(np.unique(np.asarray(units.person)[~units.treated]))
    if not pairs:
        return Compared(size, pool, 0)
    ones, others = (np.array(side) for side in zip(*pairs, strict=True))
    before, after = units.before.astype(int), units.after.astype(int)
    return Compared(
        size, pool, len(pairs),
        int(before[ones].sum()), int(after[ones].sum()), int(before[others].sum()), int(after[others].sum()),
        change=_change(units, pairs, comparisons),
        head_start=interval(before[ones] - before[others]),
        withstands=withstood(after[ones], after[others]),
        unlike=unlikeness(known, pairs),
    )  # fmt: skip


def _change(units: Units, pairs: Sequence[Pair], comparisons: int) -> Interval | None:
    if not pairs:
        return None
    changed = units.after.astype(int) - units.before.astype(int)
    ones, others = (np.array(side) for side in zip(*pairs, strict=True))
    return interval(changed[ones] - changed[others], comparisons)


def _with_two(known: Weighed, pairs: Sequence[Pair], comparisons: int) -> Way:
    if not pairs:
        return Way(0)
    seconds = dict(seconds_of(known, pairs))
    ones, others = (np.array(side) for side in zip(*pairs, strict=True))
    more = np.array([seconds.get(one, other) for one, other in pairs])
    (mine, theirs, too) = ((known.units.before[each].astype(int), known.units.after[each].astype(int)) for each in (ones, others, more))
    before, after = ((first + second) / 2 for first, second in zip(theirs, too, strict=True))
    counts = tuple(float(each.sum()) for each in (*mine, before, after))
    return Way(len(pairs), interval((mine[1] - mine[0]) - (after - before), comparisons), counts)


def interval(differences: Any, comparisons: int = 1) -> Interval:
    """Of pairs that are independent, by Student's t.

    One pair more each way is added (Agresti and Min 2005): where nothing differs, something still could.
    """
    from scipy.stats import t

    added = np.append(differences, [1, -1])
    reach = float(t.ppf(1 - (1 - LEVEL) / (2 * comparisons), len(added) - 1)) * float(added.std(ddof=1)) / len(added) ** 0.5
    middle = float(added.mean())
    return Interval(float(np.mean(differences)), middle - reach, middle + reach)


def withstood(ones: Any, others: Any) -> float | None:
    """Rosenbaum's Γ: how many times likelier a trait that nobody noted may have made one of a pair to receive it, and the result still stand."""
    from scipy.stats import binom

    more, less = int(((ones == 1) & (others == 0)).sum()), int(((ones == 0) & (others == 1)).sum())
    grid = np.arange(1.0, END + STEP / 2, STEP)
    tails = binom.sf(max(more, less) - 1, more + less, grid / (1 + grid))
    standing = grid[tails <= (1 - LEVEL) / 2] if more + less else grid[:0]
    return round(float(standing[-1]), 2) if len(standing) else None
