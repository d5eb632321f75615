"""What may be said of a comparison, and what stands against saying more? A word is never stronger than the weakest of what it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from ruta.insights.engine.effects import Compared, Interval

LEAST_PAIRS = 30
NEARLY, FAR = (
    0.1,
    0.25,
)  # standardised differences: under the first alike (Austin 2009), over the second no regression mends it (Rubin 2001)
MOST_MATCHED, STURDY = 0.6, 1.5


class Finding(StrEnum):
    """What the figures allow to say."""

    FEW = "few"
    UNLIKE = "unlike"
    AHEAD = "ahead"
    UNSURE = "unsure"
    UNSTEADY = "unsteady"
    MORE = "more"
    LESS = "less"


class Doubt(StrEnum):
    """What has to be said beside it."""

    UNMATCHED = "unmatched"
    NOT_QUITE_ALIKE = "not_quite_alike"
    FRAGILE = "fragile"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One finding, and every doubt."""

    finding: Finding
    doubts: tuple[Doubt, ...] = ()


def concluded(found: Compared) -> Conclusion:
    """The first thing that stands against saying more is what is said."""
    finding = _finding(found)
    return Conclusion(finding, tuple(_doubts(found)) if finding is not Finding.FEW else ())


def _finding(found: Compared) -> Finding:
    if found.pairs < LEAST_PAIRS or found.change is None or found.head_start is None:
        return Finding.FEW
    if worst(found) > FAR:
        return Finding.UNLIKE
    if not found.head_start.covers_zero:
        return Finding.AHEAD
    if found.change.covers_zero:
        return Finding.UNSURE
    if any(not _agrees(found.change, way.change) for way in found.otherwise.values()):
        return Finding.UNSTEADY
    return Finding.MORE if found.change.value > 0 else Finding.LESS


def _agrees(change: Interval, other: Interval | None) -> bool:
    return other is not None and not other.covers_zero and (other.value > 0) == (change.value > 0)


def _doubts(found: Compared) -> list[Doubt]:
    has = {
        Doubt.UNMATCHED: found.pairs < MOST_MATCHED * found.treated,
        Doubt.NOT_QUITE_ALIKE: NEARLY < worst(found) <= FAR,
        Doubt.FRAGILE: _finding(found) in {Finding.MORE, Finding.LESS} and (found.withstands or 1) < STURDY,
    }
    return [doubt for doubt, is_so in has.items() if is_so]


def worst(found: Compared) -> float:
    """The largest difference that is left after pairing."""
    return max((after for _before, after in found.unlike.values()), default=0.0)
