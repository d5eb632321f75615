"""How many twins and juniors does a register hold? Counted in the register itself: its rows are different persons already."""

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.kernel.shapes import Rows
from ruta.people.linkage.model import Relation, Weights
from ruta.people.linkage.record import MOST_TOKENS

_TRUSTED = 300.0
"""Persons that the rates of the model are worth beside the count."""
_OUTSIDE = 3.0
"""Guess: who comes to a counter or in a file is this much more often a relative than a row of the register is."""
_GENERATION = 14 * 10_000


def counted_rates(weights: Weights, register: Rows, codes: NDArray[np.int64], seed: int = 1) -> dict[str, float]:
    """The rates of twins and juniors of this register, never above those of the model."""
    dice = np.random.default_rng(seed)
    size = len(register.dni)
    given, family = _hashed(register, codes, 0), _hashed(register, codes, 1)
    known = (register.counts[:, 1] > 0) & (register.birth > 0) & (register.birth % 10_000 != 101)
    told = {
        "twin": _excess(dice, known, (family,), register.birth, lambda one, other: given[one] != given[other]),
        "junior": _excess(dice, known, (given, family), register.place, lambda one, other: _is_generation(register.birth, one, other)),
    }
    return {relation.name: _counted(relation, told[relation.name], size) for relation in weights.household if relation.name in told}


def _counted(relation: Relation, count: float, size: int) -> float:
    rate = (_OUTSIDE * count + _TRUSTED * relation.rate) / (size + _TRUSTED)
    return min(rate, relation.rate)


def _hashed(rows: Rows, codes: NDArray[np.int64], box: int) -> NDArray[np.int64]:
    """One number for the words of a box, in any order."""
    start = box * MOST_TOKENS
    words = np.sort(codes[rows.words[:, start : start + MOST_TOKENS]], axis=1)
    mixed = np.zeros(len(words), np.uint64)
    for column in range(words.shape[1]):
        mixed = (mixed ^ (words[:, column] + 2).astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(31)
    return mixed.view(np.int64)


def _is_generation(birth: NDArray[np.int32], one: NDArray, other: NDArray) -> NDArray[np.bool_]:
    return np.abs(birth[one] - birth[other]) >= _GENERATION


def _excess(dice: np.random.Generator, known: NDArray, names: tuple[NDArray, ...], shared: NDArray, differs: object) -> float:
    """How many neighbours share names and a second thing yet differ in a third, beyond those that chance brings together."""
    rows = np.flatnonzero(known & (shared >= 0))
    seen = _neighbours(rows, names, shared[rows], differs)
    by_chance = _neighbours(rows, names, dice.permutation(shared[rows]), differs)
    return max(float(seen - by_chance), 0.0)


def _neighbours(rows: NDArray, names: tuple[NDArray, ...], shared: NDArray, differs: object) -> int:
    together = shared.astype(np.uint64)
    for name in names:
        together = (together ^ name[rows].view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        together ^= together >> np.uint64(31)
    order = np.argsort(together, kind="stable")
    same = together[order][1:] == together[order][:-1]
    one, other = rows[order[:-1][same]], rows[order[1:][same]]
    return int(differs(one, other).sum())  # type: ignore[operator]
