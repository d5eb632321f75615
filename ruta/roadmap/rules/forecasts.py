"""Where will a value stand at the end of the year, between which limits, and when are there too few data to say?

Straight line by least squares through the validated values, with the 80 % prediction interval of Student's t. Nothing is said from fewer than three.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

LEAST_POINTS = 3
# Two-sided 80 % quantiles of Student's t by degrees of freedom; beyond, the normal one.
T80 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)
NORMAL80 = 1.282


@dataclass(frozen=True)
class Forecast:
    """The expected value and the limits between which it falls four times out of five."""

    value: float
    low: float
    high: float
    points: int


def forecast(points: Sequence[tuple[float, float]], at: float) -> Forecast | None:
    """The line through (time, value) prolonged to `at`; nothing from fewer than three points, or all of one moment."""
    count = len(points)
    if count < LEAST_POINTS:
        return None
    mean_x, mean_y = sum(x for x, _y in points) / count, sum(y for _x, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _y in points)
    if not spread:
        return None
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    rest = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in points)
    wide = _quantile(count - 2) * sqrt(rest / (count - 2) * (1 + 1 / count + (at - mean_x) ** 2 / spread))
    value = mean_y + slope * (at - mean_x)
    return Forecast(value, value - wide, value + wide, count)


def _quantile(freedom: int) -> float:
    return T80[freedom - 1] if freedom <= len(T80) else NORMAL80
