"""Where will a year end, between which limits, and when are there too few data to say? Two ways to a value, one rule for its interval.

Months that have a year before follow its course; a handful of values without one follow their straight line. Both say nothing of fewer than
three, and both limits hold in eight of ten (Student).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

LEAST = 3  # months, or values
# Half widths of an interval of 80 % by degrees of freedom (Student); beyond, the normal one.
WIDTHS = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)
NORMAL = 1.282


@dataclass(frozen=True, slots=True)
class Forecast:
    """The close of a year, and between what it lies in eight of ten years like it."""

    value: float
    low: float
    high: float


def year_end(current: Sequence[int], previous: Sequence[int]) -> Forecast | None:
    """Carry the ratio of the whole months so far to the months to come; nothing is said of fewer than three months."""
    months, rest = len(current), previous[len(current) :]
    base = sum(previous[:months])
    if months < LEAST or not rest or not base:
        return None
    ratio = sum(current) / base
    spread = sqrt(sum((now - ratio * then) ** 2 for now, then in zip(current, previous[:months], strict=True)) / (months - 1))
    so_far, ahead = sum(current), len(rest)
    value = so_far + ratio * sum(rest)
    half = _width(months - 1) * spread * sqrt(ahead + ahead**2 / months)
    return Forecast(round(value), max(so_far, round(value - half)), round(value + half))


def prolonged(points: Sequence[tuple[float, float]], at: float) -> Forecast | None:
    """The least-squares line through (time, value) prolonged to `at`; nothing from fewer than three points, or all of one moment."""
    count = len(points)
    if count < LEAST:
        return None
    mean_x, mean_y = sum(x for x, _y in points) / count, sum(y for _x, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _y in points)
    if not spread:
        return None
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    rest = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in points)
    half = _width(count - 2) * sqrt(rest / (count - 2) * (1 + 1 / count + (at - mean_x) ** 2 / spread))
    value = mean_y + slope * (at - mean_x)
    return Forecast(value, value - half, value + half)


def within(found: Forecast | None, least: float, most: float | None = None) -> Forecast | None:
    """The same where nothing can be below or above: no count is negative, no share is over a hundred."""

    def held(value: float) -> float:
        return max(least, value if most is None else min(most, value))

    return found and Forecast(held(found.value), held(found.low), held(found.high))


def _width(freedom: int) -> float:
    return WIDTHS[freedom - 1] if freedom <= len(WIDTHS) else NORMAL
