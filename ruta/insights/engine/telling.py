"""How exactly may a comparison be told, so that no count of few persons can be worked out of it? Pure arithmetic.

Where a share is hidden, differences are told as the range that anything hidden could give: a function of what is shown, and no more.
"""

from dataclasses import dataclass, replace
from math import ceil, floor

from ruta.insights.engine.effects import TWO, Compared, Interval, Way

PLACES = 1  # decimals of a share
SIGNS = (-1, 1, 1, -1)  # of before and after of who received it, and of their pairs, in how much more it changed


@dataclass(frozen=True, slots=True)
class Told:
    """Shares in percent, in the order before and after of who received it, and of their pairs; nothing where few stand behind one."""

    shares: tuple[float | None, ...]
    change: Interval | None
    """In percent points; where something is hidden only its ends say something."""

    @property
    def is_hiding(self) -> bool:
        """Whether a share is hidden, and the interval wider for it."""
        return None in self.shares


def told(found: Compared, least: int) -> Told:
    """What everybody may read of it; without pairs nothing."""
    if found.change is None:
        return Told((None,) * len(SIGNS), None)
    shares = tuple(_share(each, found.pairs, least) for each in found.counts)
    wide = widened(found, least)
    return Told(shares, in_points(wide.change, 100 * least / found.pairs if None in shares else 0.0))


def widened(found: Compared, least: int) -> Compared:
    """The same with intervals that hold whatever the hidden counts are, in every way, and without the one number (Γ) that would say them."""
    if found.change is None:
        return found
    hides = any(_share(each, found.pairs, least) is None for each in found.counts)
    otherwise = {name: replace(way, change=_wide(way, least, 1 / 2 if name == TWO else 1)) for name, way in found.otherwise.items()}
    return replace(
        found,
        withstands=None if hides else found.withstands,
        change=_wide(Way(found.pairs, found.change, found.counts), least),
        otherwise=otherwise,
    )


def _wide(way: Way, least: int, step: float = 1) -> Interval | None:
    """The interval of a way moved to the middle of what its hidden counts could be, and as much wider; `step` is the least by which counts differ."""
    if way.change is None:
        return None
    low = high = 0.0
    for sign, count in zip(SIGNS, way.counts, strict=True):
        ends = [sign * each for each in _hidden_range(count, way.pairs, least, step)]
        low, high = low + min(ends), high + max(ends)
    above, below = way.change.high - way.change.value, way.change.value - way.change.low
    return Interval((low + high) / 2 / way.pairs, low / way.pairs - below, high / way.pairs + above)


def in_points(found: Interval | None, step: float = 0.0) -> Interval | None:
    """In percent points, to one decimal or outwards to whole steps."""
    if found is None:
        return None
    value, low, high = 100 * found.value, 100 * found.low, 100 * found.high
    if not step:
        return Interval(round(value, PLACES), round(low, PLACES), round(high, PLACES))
    return Interval(round(value, PLACES), floor(low / step) * step, ceil(high / step) * step)


def about(count: int, least: int) -> int | None:
    """A number of persons to the nearest `least`; nothing of fewer."""
    return None if count < least else (2 * count + least) // (2 * least) * least


def _share(count: int, pairs: int, least: int) -> float | None:
    return None if min(count, pairs - count) < least else round(100 * count / pairs, PLACES)


def _hidden_range(count: float, pairs: int, least: int, step: float) -> tuple[float, float]:
    """What a reader knows of a count."""
    if count < least:
        return 0, least - step
    return (pairs - least + step, pairs) if pairs - count < least else (count, count)
