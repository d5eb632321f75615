"""How near is one occupation to another? By the tree of CIUO, and by the essential skills that ESCO gives both."""

from collections.abc import Mapping
from math import sqrt

from ruta.placements.matching.weights import Weights

Essentials = Mapping[str, frozenset[str]]
"""The essential skills of each occupation; empty where ESCO is not loaded."""


def nearness(one: str, other: str, essentials: Essentials, weights: Weights) -> float:
    """From 1 for the same occupation down to the value of an unmet fact."""
    if one == other:
        return 1.0
    return max(_in_tree(one, other, weights), _in_skills(one, other, essentials, weights), weights.unmet)


def cost_of(one: str, other: str, essentials: Essentials, weights: Weights) -> float:
    """What the distance takes from a score."""
    return weights.cost(nearness(one, other, essentials, weights))


def is_related(cost: float, weights: Weights) -> bool:
    """Whether practice in an occupation at this distance counts as experience."""
    return cost <= weights.cost(weights.degrees["experience_from"])


def _in_tree(one: str, other: str, weights: Weights) -> float:
    for digits, degree in ((4, "same_unit"), (3, "same_minor"), (2, "same_submajor")):
        if len(one) >= digits and one[:digits] == other[:digits]:
            return weights.degrees[degree]
    return 0.0


def _in_skills(one: str, other: str, essentials: Essentials, weights: Weights) -> float:
    ours, theirs = essentials.get(one), essentials.get(other)
    if not ours or not theirs:
        return 0.0
    return weights.degrees["shared_skills"] * len(ours & theirs) / sqrt(len(ours) * len(theirs))
