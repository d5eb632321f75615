"""Where will a year end if its rest goes as its first months went against the year before, and how sure is that?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

# Half widths of an interval of 80 % by how many months speak, less one (Student).
WIDTHS = {2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415, 8: 1.397, 9: 1.383, 10: 1.372}
LEAST_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Forecast:
    """The close of a year, and between what it lies in eight of ten years like it."""

    value: int
    low: int
    high: int


def year_end(current: Sequence[int], previous: Sequence[int]) -> Forecast | None:
    """Carry the ratio of the whole months so far to the months to come; nothing is said of fewer than three months."""
    months, rest = len(current), previous[len(current) :]
    base = sum(previous[:months])
    if months < LEAST_MONTHS or not rest or not base:
        return None
    ratio = sum(current) / base
    spread = sqrt(sum((now - ratio * then) ** 2 for now, then in zip(current, previous[:months], strict=True)) / (months - 1))
    so_far, ahead = sum(current), len(rest)
    value = so_far + ratio * sum(rest)
    half = WIDTHS[min(months - 1, max(WIDTHS))] * spread * sqrt(ahead + ahead**2 / months)
    return Forecast(round(value), max(so_far, round(value - half)), round(value + half))
