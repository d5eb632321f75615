"""In which arrays do profiles, vacancies and weights stand before the loop?"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

compiled = njit(cache=True, nogil=True)
"""Compiled once and kept on disk; several threads may run it at the same time."""
inlined = njit(inline="always")
"""Part of the loop. Arrays are handed over by themselves: taking one out of a tuple counts its owners, each time."""

NONE = -1
"""What stands for a number that is not known or not asked."""
WORST = np.iinfo(np.int64).max
STEPS = 1 << 20
"""Into how many steps one unit of cost is cut before lists are ordered."""
SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)
"""2⁶⁴ over the golden ratio: its product with two lots mixes all their bits. Without a sign, for only then may a product overflow."""
MOST_BITS = 62
"""As many essential skills can a vacancy ask, and as many different papers, hours and contracts can be told apart."""


# The columns of a person; lists stand one after the other, each has its begin and its end.
TIE, COMPLETE, EDUCATION, HOURS, LACKING, AVAILABLE, HOME, WAGE, CONTRACTS = range(9)
WORKS, WORKS_END, SKILLS, SKILLS_END, SPOKEN, SPOKEN_END = range(9, 15)
# The columns of a vacancy; those of the same name stand in the same place.
OCCUPATION, MONTHS, PAPERS, STARTS, PLACE = COMPLETE, 15, LACKING, AVAILABLE, HOME
WANTED, WANTED_END, ZONES, ZONES_END = WORKS, WORKS_END, 16, 17
WIDTH = 18
ASKED, CROWDING = 0, 1


class Profiles(NamedTuple):
    """Persons as numbers: one row each, and lists of two columns, code and number. Few arrays, since each costs the loop."""

    who: NDArray[np.int64]
    lift: NDArray[np.float64]
    works: NDArray[np.int32]
    skills: NDArray[np.int32]
    spoken: NDArray[np.int32]


class Vacancies(NamedTuple):
    """Jobs as numbers: what each asks weighs together, and how crowded it is, stand in `loads`."""

    what: NDArray[np.int64]
    loads: NDArray[np.float64]
    skills: NDArray[np.int32]
    wanted: NDArray[np.int32]
    spoken: NDArray[np.int32]
    zones: NDArray[np.int32]


class Tables(NamedTuple):
    """What both sides share: the cost of the distance between occupations, and which occupations need a skill."""

    apart: NDArray[np.float64]
    needed_at: NDArray[np.int64]
    needed: NDArray[np.int32]


class Rules(NamedTuple):
    """The weights as numbers."""

    skills: float
    occupation: float
    experience: float
    education: float
    languages: float
    start: float
    hours: float
    desirable: float
    wage: float
    contract: float
    nearness: float
    unmet: float
    """The cost of a fact known to be unmet; so are all below."""
    skill_below: float
    skill_presumed: float
    related: float
    one_below: float
    late: float
    wage_near: float
    same_department: float
    elsewhere: float
    listed: float
    lift: float
    """The most that somebody rises: added to every order, so that none is negative."""


class Zones(NamedTuple):
    """Which profiles accept work in each zone."""

    at: NDArray[np.int64]
    rows: NDArray[np.int32]


class Lists(NamedTuple):
    """The best so far of each row, in order: keys, and the rows of the other side."""

    keys: NDArray[np.int64]
    rows: NDArray[np.int32]


class Scratch(NamedTuple):
    """What one thread notes of the vacancy at hand: the place of each skill in its lists, and what each occupation lets presume."""

    essential: NDArray[np.int8]
    desired: NDArray[np.int8]
    presumed: NDArray[np.int64]


def scratch(skills: int, occupations: int) -> Scratch:
    """Room for one thread."""
    return Scratch(np.zeros(skills, np.int8), np.zeros(skills, np.int8), np.zeros(occupations, np.int64))


def empty_lists(count: int, top: int) -> Lists:
    """Lists that nobody is in yet."""
    return Lists(np.full((count, top), WORST, np.int64), np.full((count, top), NONE, np.int32))
