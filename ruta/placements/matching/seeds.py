"""Which pairs are probably the best? A sparse product of zones × (skills and occupations), so that the sweep begins with full lists.

It finds only where to begin: the sweep looks at every other pair that could be better, so that no answer depends on it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from ruta.placements.matching.kernel.shapes import (
    NONE,
    OCCUPATION,
    SKILLS,
    SKILLS_END,
    WORKS,
    WORKS_END,
    ZONES,
    ZONES_END,
    Zones,
    empty_lists,
)
from ruta.placements.matching.kernel.sweeping import sweep
from ruta.placements.matching.market import Best, Market

ROWS_A_TIME = 50_000
_OCCUPATION = 4.0
"""An occupation tells as much as some skills."""
_EVERYBODY = 0


def begun(market: Market, top: int, threads: int = 2) -> Best:
    """Lists that hold the most alike of each vacancy and of each person, exactly scored."""
    persons, vacancies = market.sizes
    best = Best(empty_lists(vacancies, top), empty_lists(persons, top), 0)
    jobs = _jobs(market)
    wanted = np.unique(jobs.indices)
    held = _reduced(jobs, wanted)
    flipped = held.T.tocsr()
    for first in range(0, persons, ROWS_A_TIME):
        people = _reduced(_people(market, first, min(first + ROWS_A_TIME, persons)), wanted)
        for found in (_product(held, people.T.tocsr(), top, threads), _product(people, flipped, top, threads).T.tocsr()):
            _score(market, found, first, best)
    return best


def _product(one: sparse.csr_matrix, other: sparse.csr_matrix, top: int, threads: int) -> sparse.csr_matrix:
    return sp_matmul_topn(one, other, top_n=top, n_threads=threads)


def _score(market: Market, found: sparse.csr_matrix, first: int, best: Best) -> None:
    """Put the pairs of a product in the lists: each vacancy has a zone of its own, where only those are."""
    count = market.sizes[1]
    what = market.jobs.what.copy()
    what[:, ZONES], what[:, ZONES_END] = np.arange(count), np.arange(1, count + 1)
    jobs = market.jobs._replace(what=what, zones=np.arange(count, dtype=np.int32))
    zones = Zones(found.indptr.astype(np.int64), (found.indices + first).astype(np.int32))
    sweep(market.people, jobs, market.tables, market.rules, zones, (0, count), market.scratch(), best.of_jobs, best.of_people)


def _jobs(market: Market) -> sparse.csr_matrix:
    what, needs = market.jobs.what, market.jobs.skills
    has_one = what[:, OCCUPATION] != NONE
    rows = np.concatenate([np.repeat(np.arange(len(what)), what[:, SKILLS_END] - what[:, SKILLS]), np.flatnonzero(has_one)])
    codes = np.concatenate([needs[:, 0].astype(np.int64), _width(market) + what[has_one, OCCUPATION]])
    zones = what[:, ZONES], what[:, ZONES_END], market.jobs.zones
    return _crossed(market, rows, codes, zones, len(what))


def _people(market: Market, first: int, last: int) -> sparse.csr_matrix:
    who = market.people.who[first:last]
    skills = market.people.skills[who[0, SKILLS] : who[-1, SKILLS_END], 0].astype(np.int64)
    works = market.people.works[who[0, WORKS] : who[-1, WORKS_END], 0].astype(np.int64)
    rows = np.concatenate(
        [
            np.repeat(np.arange(len(who)), who[:, SKILLS_END] - who[:, SKILLS]),
            np.repeat(np.arange(len(who)), who[:, WORKS_END] - who[:, WORKS]),
        ]
    )
    at = market.accepted.at
    zones = at[first:last], at[first + 1 : last + 1], market.accepted.code
    return _crossed(market, rows, np.concatenate([skills, _width(market) + works]), zones, len(who))


def _width(market: Market) -> int:
    return len(market.tables.needed_at) - 1


def _crossed(market: Market, rows: NDArray[Any], codes: NDArray[Any], zones: tuple[Any, Any, Any], count: int) -> sparse.csr_matrix:
    """Each code of a row in each of its zones: two rows share a column only when the place is accepted."""
    begins, ends, names = zones
    lengths = (ends - begins)[rows]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    places = np.arange(starts[-1]) - np.repeat(starts[:-1] - begins[rows], lengths)
    width = _width(market) + len(market.tables.apart)
    columns = names[places].astype(np.int64) * width + np.repeat(codes, lengths)
    values = np.where(np.repeat(codes, lengths) >= _width(market), _OCCUPATION, 1.0).astype(np.float32)
    is_kept = names[places] != _EVERYBODY
    at = np.repeat(rows, lengths)[is_kept], columns[is_kept]
    return sparse.csr_matrix((values[is_kept], at), shape=(count, market.zone_count * width))


def _reduced(matrix: sparse.csr_matrix, wanted: NDArray[Any]) -> sparse.csr_matrix:
    """Only the columns that some vacancy has."""
    place = np.searchsorted(wanted, matrix.indices)
    is_kept = wanted[np.minimum(place, len(wanted) - 1)] == matrix.indices
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))[is_kept]
    return sparse.csr_matrix((matrix.data[is_kept], (rows, place[is_kept])), shape=(matrix.shape[0], len(wanted)))
