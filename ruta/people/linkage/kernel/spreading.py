"""Which words stand in each row? Pieces of text are looked at once; here their words are spread over the rows that hold them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.kernel.shapes import compiled

NO_COMMA = -1
_MOST = 64


class Pieces(NamedTuple):
    """Different texts without spaces: their words one list after the other, which of these are particles, and where a comma stands."""

    starts: NDArray[np.int64]
    words: NDArray[np.int32]
    is_particle: NDArray[np.bool_]
    commas: NDArray[np.int32]
    """After how many words of the piece, or `NO_COMMA`."""


class Cutting(NamedTuple):
    """What tells where the given names of a whole name end: how likely each word is a given name or a surname, and each cut."""

    given: NDArray[np.float64]
    family: NDArray[np.float64]
    unusual: NDArray[np.float64]
    """By the number of words, and of those before the cut."""
    surnames_first: bool


@compiled
def _words_of(pieces, row_pieces, first, last, words):
    """The words of some pieces in their order, particles only where there is nothing else; and how many stand before a comma."""
    count, comma = 0, NO_COMMA
    for with_particles in range(2):
        for at in range(first, last):
            piece = row_pieces[at]
            start = pieces.starts[piece]
            for place in range(start, pieces.starts[piece + 1] + 1):
                if comma == NO_COMMA and pieces.commas[piece] == place - start:
                    comma = count
                if place < pieces.starts[piece + 1] and pieces.is_particle[place] <= with_particles and count < _MOST:
                    words[count] = pieces.words[place]
                    count += 1
        if count:
            break
        comma = NO_COMMA
    return count, comma


@compiled
def _put(words, first, last, order, target, row, column, most):
    """Write the first words in alphabetical order; returns how many."""
    count = min(last - first, most)
    for at in range(count):
        word, place = words[first + at], column + at
        while place > column and order[target[row, place - 1]] > order[word]:
            target[row, place] = target[row, place - 1]
            place -= 1
        target[row, place] = word
    return count


@compiled
def spread(pieces, starts, row_pieces, order, rows, counts, box, most):
    """Write the words of each row into the columns of its box."""
    words = np.empty(_MOST, np.int32)
    for row in range(len(starts) - 1):
        count, _ = _words_of(pieces, row_pieces, starts[row], starts[row + 1], words)
        counts[row, box] = _put(words, 0, count, order, rows, row, box * most, most)


@compiled
def _cut(cutting, words, count):
    """How many words are given names, where the likeliest cut is."""
    best, chosen = -np.inf, count
    if count < 2:
        return chosen
    for cut in range(1, count):
        told = cutting.unusual[min(count, len(cutting.unusual) - 1), min(cut, cutting.unusual.shape[1] - 1)]
        for at in range(count):
            told += cutting.given[words[at]] if at < cut else cutting.family[words[at]]
        if told > best:
            best, chosen = told, cut
    return chosen


@compiled
def spread_whole(pieces, starts, row_pieces, order, cutting, rows, counts, most):
    """Write the words of whole names into both boxes, cut at a comma or where given names most likely end."""
    words, turned = np.empty(_MOST, np.int32), np.empty(_MOST, np.int32)
    for row in range(len(starts) - 1):
        count, comma = _words_of(pieces, row_pieces, starts[row], starts[row + 1], words)
        if count == 0:
            continue
        if comma != NO_COMMA:
            family_last, given_last = comma, count
            given_first, family_first = comma, 0
        elif cutting.surnames_first:
            for at in range(count):
                turned[at] = words[count - 1 - at]
            given_first, given_last = count - _cut(cutting, turned, count), count
            family_first, family_last = 0, given_first
        else:
            given_first, given_last = 0, _cut(cutting, words, count)
            family_first, family_last = given_last, count
        counts[row, 0] = _put(words, given_first, given_last, order, rows, row, 0, most)
        counts[row, 1] = _put(words, family_first, family_last, order, rows, row, most, most)
