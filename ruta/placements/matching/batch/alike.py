"""Is a group shown less than the others of the same trade and place, beyond what chance alone does? Pure arithmetic on three columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHUFFLES = 199
"""How often the groups are dealt anew among whoever is alike."""
DRAWS = 299
"""How often the persons of a group are drawn anew, to tell how sure its mean is."""
SURE = (5, 95)
"""Of hundred draws, between which the mean stays."""
Counts = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """How much a group is shown: the mean of its persons, and between which values it stays in nine of ten draws."""

    name: str
    persons: int
    mean: float
    low: float
    high: float


def pooled(groups: Rows, names: list[str], fewest: int, others: str) -> tuple[Rows, list[str]]:
    """Put the groups of fewer persons together: of few nothing is told apart from chance, and none is left out. Where all are small each stays."""
    sizes = np.bincount(groups, minlength=len(names))
    few = sizes < fewest
    if few.sum() < 2 or few.all():
        return groups, names
    kept = [name for name, is_few in zip(names, few.tolist(), strict=True) if not is_few]
    places = np.where(few, len(kept), np.cumsum(~few) - 1)
    return places[groups], [*kept, others]


def shown_by_group(groups: Rows, exposure: Counts, names: list[str], seed: int = 1) -> list[Group]:
    """Each group with its size, its mean and how sure that is."""
    dice = np.random.default_rng(seed)
    return [_group(name, exposure[groups == at], dice) for at, name in enumerate(names) if (groups == at).any()]


def _group(name: str, exposure: Counts, dice: np.random.Generator) -> Group:
    count = len(exposure)
    means = [exposure[dice.integers(0, count, count)].mean() for _ in range(DRAWS)]
    low, high = np.percentile(means, SURE)
    return Group(name, count, float(exposure.mean()), float(low), float(high))


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


@dataclass(frozen=True, slots=True)
class Dealt:
    """What the least over the greatest mean is when the groups are dealt by lot among everybody, whoever they are."""

    usual: float
    """In half of the deals it is this or less: how even so few persons can be at all."""
    low: float
    high: float
    """Between these it is in nine of ten deals."""
    chance: float
    """How often it is as low as what was found."""


def dealt_anew(groups: Rows, exposure: Counts, fewest: int, found: float, seed: int = 1) -> Dealt:
    """Deal groups of the same sizes anew, and see what that does to the ratio of those that are large enough to be compared."""
    sizes = np.bincount(groups)
    judged, dice = sizes >= fewest, np.random.default_rng(seed)
    ratios = np.ones(SHUFFLES)
    for place in range(SHUFFLES):
        means = np.bincount(dice.permutation(groups), exposure, len(sizes))[judged] / sizes[judged]
        ratios[place] = means.min() / means.max() if judged.any() and means.max() else 1.0
    low, high = np.percentile(ratios, SURE).tolist()
    return Dealt(float(np.median(ratios)), low, high, (1 + int((ratios <= found).sum())) / (1 + SHUFFLES))


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
