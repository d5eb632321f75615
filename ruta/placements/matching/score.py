"""How well do a person and a vacancy fit, and why? Gate × fit × occupation × readiness × preference, each of facts with a value.

A fact that is not known takes no part: its weight moves to those that are. Each part is a weighted geometric mean over what is known,
so that the parts multiply to the score. `kernel/` holds the same rules as a compiled loop.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import exp, prod

from ruta.placements.matching.facts import Profile, Vacancy
from ruta.placements.matching.gate import closed_by
from ruta.placements.matching.nearness import Essentials
from ruta.placements.matching.preference import preferences
from ruta.placements.matching.readiness import readiness
from ruta.placements.matching.reasons import Fact
from ruta.placements.matching.skills import desirable_skills, essential_skills
from ruta.placements.matching.weights import PARTS, Weights
from ruta.placements.matching.works import occupation


class Hindrance(StrEnum):
    """Why a pair is not told at all."""

    CLOSED = "closed"
    NO_BASIS = "no_basis"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Scored:
    """A score with all that makes it up."""

    score: float
    gate: float
    parts: dict[str, float]
    """The factors; times the gate they are the score."""
    facts: tuple[Fact, ...]
    closed_by: tuple[Fact, ...]
    known: float
    """The share of what the vacancy asks that is known."""
    order: float
    """What a list is ordered by: the cost of the score, less what lifts who was sent nowhere; the least comes first."""
    hindrance: Hindrance | None

    @property
    def value_if_open(self) -> float:
        """The score if nothing closed the gate."""
        return prod(self.parts.values())


def score(profile: Profile, vacancy: Vacancy, essentials: Essentials, weights: Weights) -> Scored:
    """Judge one pair and tell every fact of it."""
    facts = tuple(_facts(profile, vacancy, essentials, weights))
    closed = tuple(closed_by(profile, vacancy, weights))
    told = [fact for fact in facts if fact.cost is not None]
    weight = sum(fact.weight for fact in told)
    asked = sum(fact.weight for fact in facts)
    parts = {part: exp(-_cost(part, told) / weight) if weight else 1.0 for part in PARTS}
    gate = 0.0 if closed else 1.0
    value = prod(parts.values(), start=gate)
    cost = sum(_cost(part, told) for part in PARTS) / weight if weight else 0.0
    hindrance = _hindrance(told, cost, weights, is_closed=bool(closed))
    order = cost - lift(profile, weights) + crowding(vacancy, weights)
    return Scored(value, gate, parts, facts, closed, weight / asked if asked else 0.0, order, hindrance)


def lift(profile: Profile, weights: Weights) -> float:
    """How far somebody rises whom few have sent anywhere; who was never counted rises whole."""
    return weights.unseen / (1 + (profile.sends or 0))


def crowding(vacancy: Vacancy, weights: Weights) -> float:
    """How far a vacancy sinks where many wait for each opening."""
    waiting = (vacancy.applicants or 0) / max(vacancy.openings or 1, 1)
    return weights.crowded * waiting / (1 + waiting)


def _facts(profile: Profile, vacancy: Vacancy, essentials: Essentials, weights: Weights) -> Iterator[Fact]:
    yield from essential_skills(profile, vacancy, essentials, weights)
    yield from occupation(profile, vacancy, essentials, weights)
    yield from readiness(profile, vacancy, weights)
    yield from desirable_skills(profile, vacancy, weights)
    yield from preferences(profile, vacancy, weights)


def _cost(part: str, told: list[Fact]) -> float:
    return sum(fact.weight * fact.cost for fact in told if fact.cost is not None and fact.name in PARTS[part])


def _hindrance(told: list[Fact], cost: float, weights: Weights, *, is_closed: bool) -> Hindrance | None:
    if is_closed:
        return Hindrance.CLOSED
    if not any(fact.name in ("skills", "occupation") for fact in told):
        return Hindrance.NO_BASIS
    return Hindrance.BELOW if cost > weights.cost(weights.listed_from) else None
