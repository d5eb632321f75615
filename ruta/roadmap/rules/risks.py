"""How grave is a risk, and is its control still looked at?"""

from collections.abc import Iterable
from datetime import date

HIGH, MEDIUM = 15, 6  # probability × impact, each from 1 to 5
SLIPPING = frozenset({"risk", "late"})


def level_of(probability: int, impact: int) -> str:
    """High from 15, medium from 6, low under that."""
    grave = probability * impact
    return "high" if grave >= HIGH else "medium" if grave >= MEDIUM else "low"


def is_controlled(control: str, review_on: date, today: date) -> bool:
    """Whether there is a control and its review is not overdue."""
    return bool(control.strip()) and review_on >= today


def cells(places: Iterable[tuple[int, int]]) -> list[list[tuple[int, int, str, int]]]:
    """The matrix from the gravest row down: (probability, impact, level, how many risks)."""
    held = list(places)
    return [[(row, column, level_of(row, column), held.count((row, column))) for column in range(1, 6)] for row in range(5, 0, -1)]
