"""How did the scores of one person change between two times that an instrument was given? Only equal weights are compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ruta.base.clock import HONDURAS
from ruta.cases.models import Assessment, Case


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One time that the instrument was given."""

    assessment_id: int
    on: date
    version: str
    weights: str
    values: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Trend:
    """The times with the weights of the last one, the oldest first, and the dates of those that had other weights."""

    points: tuple[TrendPoint, ...]
    others: tuple[TrendPoint, ...]

    @property
    def codes(self) -> list[str]:
        """The scores that were computed at least once, in the order of the instrument."""
        return [
            code for code in (self.points[-1].values if self.points else ()) if any(p.values.get(code) is not None for p in self.points)
        ]

    @property
    def is_line(self) -> bool:
        """Whether there is something to compare."""
        return len(self.points) > 1


def trend_of(case: Case, instrument: str) -> Trend:
    """The scores of every time that an instrument was given in a case."""
    rows = Assessment.objects.filter(case=case, instrument=instrument, state="done").order_by("assessed_at", "pk")
    return trend([_point(row) for row in rows if row.scores])


def trend(points: Iterable[TrendPoint]) -> Trend:
    """Part what has the weights of the last time from the rest."""
    every = tuple(points)
    weights = every[-1].weights if every else ""
    return Trend(tuple(p for p in every if p.weights == weights), tuple(p for p in every if p.weights != weights))


def _point(row: Assessment) -> TrendPoint:
    weights = "; ".join(dict.fromkeys(str(score.get("weights", "")) for score in row.scores.values()))
    values = {code: score.get("value") for code, score in row.scores.items()}
    return TrendPoint(row.pk, row.assessed_at.astimezone(HONDURAS).date(), row.instrument_version, weights, values)
