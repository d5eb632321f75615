"""How much does each fact count? Versioned data with its source, checked when it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log
from pathlib import Path
from typing import Any

import yaml

PARTS = {
    "fit": ("skills",),
    "occupation": ("occupation",),
    "readiness": ("experience", "education", "languages", "start", "hours"),
    "preference": ("desirable", "wage", "contract", "nearness"),
}
"""The parts of a score after the gate, each with its facts."""
PART_OF = {fact: part for part, facts in PARTS.items() for fact in facts}
DEGREES = (
    "skill_below", "skill_presumed", "same_unit", "same_minor", "same_submajor", "shared_skills", "experience_from", "one_below", "late",
    "wage_near", "same_department", "elsewhere",
)  # fmt: skip
_DEFAULT = Path(__file__).parent / "data/weights.yaml"


class BadWeightsError(ValueError):
    """Weights that could not have been meant."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One version of the judgement; `facts` and `degrees` are named as in the file."""

    version: str
    date: date
    source: str
    is_provisional: bool
    unmet: float
    listed_from: float
    fits_from: float
    facts: Mapping[str, float]
    degrees: Mapping[str, float]
    unseen: float
    crowded: float
    closing: Mapping[str, str]

    def cost(self, value: float) -> float:
        """What a degree takes away: the logarithm, never more than that of a fact known to be unmet."""
        return -log(max(self.unmet, min(1.0, value)))


@cache
def default_weights() -> Weights:
    """The weights that come with the product."""
    return read_weights(_DEFAULT)


def read_weights(path: Path) -> Weights:
    """The weights of a file."""
    return weights_from(yaml.safe_load(path.read_text(encoding="utf8")))


def weights_from(raw: Mapping[str, Any]) -> Weights:
    """Weights out of what a file says, refused when they cannot have been meant."""
    try:
        weights = Weights(
            version=str(raw["version"]),
            date=date.fromisoformat(str(raw["date"])),
            source=str(raw["source"]),
            is_provisional=bool(raw["provisional"]),
            unmet=float(raw["unmet"]),
            listed_from=float(raw["listed_from"]),
            fits_from=float(raw["fits_from"]),
            facts={fact: float(raw["parts"][part][fact]) for fact, part in PART_OF.items()},
            degrees={name: float(raw["degrees"][name]) for name in DEGREES},
            unseen=float(raw["order"]["unseen"]),
            crowded=float(raw["order"]["crowded"]),
            closing={str(fact): str(what) for fact, what in raw["closing"].items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadWeightsError(f"weights miss or misname {error}") from error
    _demand_sense(weights)
    return weights


def _demand_sense(weights: Weights) -> None:
    if min(weights.facts.values()) < 0 or abs(sum(weights.facts.values()) - 1) > 1e-9:
        raise BadWeightsError("the weights of all facts are not negative and add up to 1")
    if not 0 < weights.unmet <= min(weights.degrees.values()) or max(weights.degrees.values()) > 1:
        raise BadWeightsError("no degree counts less than a fact known to be unmet, nor more than 1")
    lifts = (weights.unseen, weights.crowded)
    if not weights.unmet < weights.listed_from <= weights.fits_from <= 1 or not 0 <= min(lifts) <= max(lifts) <= 0.5:
        raise BadWeightsError("the bounds of a list or of an order cannot have been meant")
