"""In which arrays do words, records and a model stand before the loop?"""

from math import log2
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ruta.people.linkage.levels import RARE

INITIAL, NEAR, NICKNAME, SOUNDS, EQUAL, PARTLY, DIFFERENT = range(1, 8)
WIDTH = 20
FIELDS, CROSSED = 11, 10
"""Given names, surnames, the eight of `levels.FIELDS`, then given names that answer surnames."""
CACHED = 1 << 17
"""Pairs of words whose level is remembered."""
GIVEN, FAMILY, RIGHT, REST, LEFT_WORDS, RIGHT_WORDS, LEVELS, OPEN, WORTH, CHOICE, PAIRS = 0, 1, 2, 4, 12, 13, 14, 22, 30, 38, 46
"""The first row of each part of the sheet; the lists of the right side stand `RIGHT` rows below those of the left."""
_MASKS = 64
RARE_BITS = log2(RARE)

compiled = njit(cache=True, nogil=True)
"""Compiled once and kept on disk; several threads may run it at the same time."""
inlined = njit(inline="always")
"""Part of the loop: a call would copy dozens of array headers."""


class Words(NamedTuple):
    """Every word of a name that has been met, by its number."""

    letters: NDArray[np.uint8]
    length: NDArray[np.uint8]
    mask: NDArray[np.uint32]
    sound: NDArray[np.int32]
    heard: NDArray[np.uint8]
    heard_length: NDArray[np.uint8]
    itself: NDArray[np.int32]
    stands_for: NDArray[np.int32]
    bits: NDArray[np.float64]


class Texts(NamedTuple):
    """Places, documents and extra fields, by their number; only places have a department, a code and a centre."""

    letters: NDArray[np.uint8]
    length: NDArray[np.uint8]
    department: NDArray[np.int16]
    code: NDArray[np.int32]
    centre: NDArray[np.float64]
    bits: NDArray[np.float64]


class Rows(NamedTuple):
    """Encoded records: given names stand in the first four columns of `words`, surnames in the last four, or a whole name in six."""

    words: NDArray[np.int32]
    counts: NDArray[np.uint8]
    dni: NDArray[np.int64]
    dni_length: NDArray[np.int8]
    birth: NDArray[np.int32]
    sex: NDArray[np.int8]
    place: NDArray[np.int32]
    phones: NDArray[np.int64]
    kinds: NDArray[np.int16]
    numbers: NDArray[np.int32]
    extras: NDArray[np.int32]


class Tables(NamedTuple):
    """A model as arrays; the rows of `explains` are the relations of a household, its columns the fields."""

    words: NDArray[np.float64]
    agreeing: NDArray[np.float64]
    fields: NDArray[np.float64]
    extras: NDArray[np.float64]
    extra_agreeing: NDArray[np.float64]
    place_agreeing: float
    dni_place_agreeing: float
    explains: NDArray[np.float64]
    chances: NDArray[np.float64]
    prior: float
    step: float


class Scratch(NamedTuple):
    """Room for one thread, so that the loop allocates nothing; it remembers the words of one encoder."""

    lines: NDArray[np.int64]
    sheet: NDArray[np.int64]
    cache: NDArray[np.int64]


def scratch() -> Scratch:
    """Room for one thread."""
    return Scratch(
        np.zeros((3, WIDTH + 12), np.int64),
        np.zeros((PAIRS + 4, _MASKS), np.int64),
        np.full(CACHED, -1, np.int64),
    )
