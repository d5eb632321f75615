"""Is a group shown less than the others of the same trade and place, beyond what chance alone does? Pure arithmetic on three columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHUFFLES = 199
"""How often the groups are dealt anew among whoever is alike."""
Counts = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Least:
    """The group that is shown least among its like."""

    group: str
    ratio: float
    """Its exposure over what the others of the same trade and place have."""
    chance: float
    """How often groups dealt by lot leave some group as low as that."""


def least_shown(strata: Rows, groups: Rows, exposure: Counts, names: list[str], fewest: int, seed: int = 1) -> Least | None:
    """Compare each group with the others of its strata; nothing where no group has so many persons with somebody to compare them with."""
    ratios = _ratios(strata, groups, exposure, len(names), fewest)
    if np.isnan(ratios).all():
        return None
    least, dice = float(np.nanmin(ratios)), np.random.default_rng(seed)
    order = np.argsort(strata, kind="stable")
    strata, groups, exposure = strata[order], groups[order], exposure[order]
    lower = 0
    for _ in range(SHUFFLES):
        dealt = groups[np.lexsort((dice.random(len(groups)), strata))]
        lower += bool(np.nanmin(_ratios(strata, dealt, exposure, len(names), fewest)) <= least)
    return Least(names[int(np.nanargmin(ratios))], least, (1 + lower) / (1 + SHUFFLES))


def _ratios(strata: Rows, groups: Rows, exposure: Counts, count: int, fewest: int) -> Counts:
    """Of each group, over the strata where there are others."""
    size = int(strata.max()) + 1
    cells = strata * count + groups
    persons = np.bincount(cells, minlength=size * count).reshape(size, count).astype(np.float64)
    shown = np.bincount(cells, exposure, minlength=size * count).reshape(size, count)
    others, of_others = persons.sum(1, keepdims=True) - persons, shown.sum(1, keepdims=True) - shown
    is_compared = (others > 0) & (persons > 0)
    expected = np.where(is_compared, persons * of_others / np.maximum(others, 1), 0).sum(0)
    seen, held = np.where(is_compared, shown, 0).sum(0), np.where(is_compared, persons, 0).sum(0)
    ratios = np.where(expected > 0, seen / np.maximum(expected, 1e-12), 1.0)
    return np.where(held >= fewest, ratios, np.nan)
