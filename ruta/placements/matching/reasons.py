"""What is said about a pair? Typed facts with codes; the faces find the words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How a fact stands."""

    MET = "met"
    NEAR = "near"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a vacancy asks or a person wishes, and how it stands between both."""

    name: str
    """The fact of `weights.PARTS`, or of the gate: place, hours, papers."""
    weight: float
    cost: float | None
    """What it takes away for each unit of weight; None when it is not known."""
    subject: str = ""
    """The code of what is asked: a skill, an occupation, a language, a paper, a place."""
    have: int | str | date | None = None
    asked: int | str | date | None = None
    is_presumed: bool = False
    closes: str | None = None
    """What would close the gap: the kind of a plan action."""

    @property
    def standing(self) -> Standing:
        """Met, near, missing or not known."""
        if self.cost is None:
            return Standing.UNKNOWN
        if self.cost <= MET_UP_TO:
            return Standing.MET
        return Standing.MISSING if self.cost >= MISSING_FROM else Standing.NEAR


MET_UP_TO = 1e-9
MISSING_FROM = 2.0
"""A value of 0.135 or less: what is hardly met is not called near."""
