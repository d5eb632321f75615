"""How far apart are all occupations of a run, and which of them need each skill? `nearness.py` for whole arrays."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ruta.placements.matching.columns import Codes
from ruta.placements.matching.kernel.shapes import Tables
from ruta.placements.matching.nearness import Essentials
from ruta.placements.matching.weights import Weights


def tables_of(occupations: Codes, skills: Codes, essentials: Essentials, weights: Weights) -> Tables:
    """The cost of the distance between any two occupations, and the occupations that need each skill."""
    for code in occupations:
        for skill in essentials.get(code, ()):
            skills.number(skill)
    needs = _needs(occupations, skills, essentials)
    values = np.maximum(_in_tree(list(occupations), weights), weights.unmet)
    _raise_by_skills(values, needs, weights)
    np.fill_diagonal(values, 1.0)
    different, where = np.unique(values, return_inverse=True)
    costs = np.array([weights.cost(value) for value in different.tolist()])
    by_skill = needs.T.tocsr()
    return Tables(costs[where].reshape(values.shape), by_skill.indptr.astype(np.int64), by_skill.indices.astype(np.int32))


def _needs(occupations: Codes, skills: Codes, essentials: Essentials) -> sparse.csr_array:
    pairs = [(number, skills[skill]) for code, number in occupations.items() for skill in sorted(essentials.get(code, ()))]
    rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(max(len(occupations), 1), max(len(skills), 1)))


def _in_tree(codes: list[str], weights: Weights) -> NDArray[np.float64]:
    values = np.zeros((max(len(codes), 1),) * 2)
    for digits, degree in ((2, "same_submajor"), (3, "same_minor"), (4, "same_unit")):
        heads = np.array([code[:digits] if len(code) >= digits else f"!{at}" for at, code in enumerate(codes)])
        values[: len(codes), : len(codes)][heads[:, None] == heads[None, :]] = weights.degrees[degree]
    return values


def _raise_by_skills(values: NDArray[np.float64], needs: sparse.csr_array, weights: Weights) -> None:
    shared = (needs @ needs.T).tocoo()
    count = np.diff(needs.indptr)
    rows, columns = shared.coords
    degree = weights.degrees["shared_skills"] * shared.data / np.sqrt(count[rows] * count[columns])
    np.maximum.at(values, (rows, columns), degree)
