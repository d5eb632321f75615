"""Who of millions is coarsely most like one? The loop of `scan.py`; `tests/test_scan.py` holds both together.

Block by block from the end: loops without a branch score the block, which a processor does for eight persons at once, and only a
block in which somebody is likelier than the least of those kept is looked at again.
"""

import numpy as np

from ruta.people.linkage.kernel.shapes import compiled, inlined
from ruta.people.linkage.scan import (
    BIRTH,
    DAY,
    DNI,
    DNI_WORTH,
    MOST_SCORE,
    NAME,
    OTHER_DATE,
    OTHER_NAME,
    OTHER_SEX,
    PHONE,
    PHONE_HALF,
    PLACE,
    REST,
    SEX,
    TURNED,
    WHOLE_DATE,
    YEAR,
)

BLOCK = 2048
_ROOM = 4
"""So many times the wanted are held before the least are dropped."""
_TWO_BLOCKS, _THREE_BLOCKS, _ALL_BLOCKS = DNI_WORTH[2], DNI_WORTH[3] - DNI_WORTH[2], DNI_WORTH[4] - DNI_WORTH[3]
_ONE = np.uint64(1)
_FIRST, _SECOND, _THIRD, _FOURTH = (np.uint64(0xFFFF << shift) for shift in (0, 16, 32, 48))
_ONCE, _TWICE, _THRICE = np.uint64(16), np.uint64(32), np.uint64(48)
_PAIRS, _FOURS, _EIGHTS, _ALL = (
    np.uint64(mask) for mask in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x0101010101010101)
)
_WIDTH = np.uint64(129)
_TWO, _FOUR, _LAST_BYTE = np.uint64(2), np.uint64(4), np.uint64(56)


@inlined
def _ones(bits):
    bits = bits - ((bits >> _ONE) & _PAIRS)
    bits = (bits & _FOURS) + ((bits >> _TWO) & _FOURS)
    bits = (bits + (bits >> _FOUR)) & _EIGHTS
    return (bits * _ALL) >> _LAST_BYTE


@compiled
def _blanks(numbers):
    """A mark in every part that is unknown, so that it equals nobody's."""
    return (
        np.uint64((numbers & _FIRST) == 0)
        | np.uint64((numbers & _SECOND) == 0) << _ONCE
        | np.uint64((numbers & _THIRD) == 0) << _TWICE
        | np.uint64((numbers & _FOURTH) == 0) << _THRICE
    )


@compiled
def _turned(born):
    """The date with month and day exchanged."""
    return (born & ~(_SECOND | _THIRD)) | ((born & _SECOND) << _ONCE) | ((born & _THIRD) >> _ONCE)


@compiled
def fill(register, query, worth, begin, scores):
    """The scores of the persons from `begin`, as many as `scores` has room for; gives the highest. A loop for each column."""
    end = begin + len(scores)
    rests = register[REST][begin:end]
    _names(register[NAME][begin:end], register[OTHER_NAME][begin:end], rests, query, scores)
    for at in range(len(scores)):
        scores[at] = worth[scores[at]]
    if query[DNI] != 0:
        _papers(register[DNI][begin:end], query[DNI], scores)
    if query[BIRTH] != 0:
        _births(register[BIRTH][begin:end], query[BIRTH], scores)
    return _rests(rests, query[REST], scores)


@compiled
def _names(names, other_names, rests, query, scores):
    """How many pairs of letters both have, and how many the other has, as a place in the table of worths."""
    name, other_name = query[NAME], query[OTHER_NAME]
    for at in range(len(scores)):
        both = _ones(names[at] & name) + _ones(other_names[at] & other_name)
        scores[at] = np.int64(both * _WIDTH + (rests[at] >> _THRICE))


@compiled
def _papers(papers, paper, scores):
    blank = _blanks(paper)
    for at in range(len(scores)):
        apart = (papers[at] ^ paper) | blank
        met = (
            np.int64(apart & _FIRST == 0) + np.int64(apart & _SECOND == 0) + np.int64(apart & _THIRD == 0) + np.int64(apart & _FOURTH == 0)
        )
        scores[at] += np.int64(met >= 2) * _TWO_BLOCKS + np.int64(met >= 3) * _THREE_BLOCKS + np.int64(met >= 4) * _ALL_BLOCKS


@compiled
def _births(births, born, scores):
    turned_born = _turned(born)
    blank, turned_blank = _blanks(born), _blanks(turned_born)
    has_day = (born & _FIRST != 0) and ((born >> _ONCE) & _FIRST) != ((born >> _TWICE) & _FIRST)
    other_date = OTHER_DATE if has_day else 0
    for at in range(len(scores)):
        seen = births[at]
        apart, crossed = (seen ^ born) | blank, (seen ^ turned_born) | turned_blank
        years, months, days = np.int64(apart & _FIRST == 0), np.int64(apart & _SECOND == 0), np.int64(apart & _THIRD == 0)
        same = months & days
        turned = np.int64(crossed & (_SECOND | _THIRD) == 0) & (1 - same)
        is_known = np.int64(seen & _FIRST != 0) & np.int64(((seen >> _ONCE) ^ (seen >> _TWICE)) & _FIRST != 0)
        total = np.int64(apart & _FOURTH == 0) * PLACE + years * YEAR + (months + days) * DAY + (years & same) * WHOLE_DATE
        scores[at] += total + turned * TURNED + (is_known & (1 - years) & (1 - same) & (1 - turned)) * other_date


@compiled
def _rests(rests, rest, scores):
    """Telephone and sex; gives the highest of all scores, each kept between the bounds."""
    blank, other_sex, highest = _blanks(rest), OTHER_SEX if rest & _THIRD != 0 else 0, 0
    for at in range(len(scores)):
        apart = (rests[at] ^ rest) | blank
        heads, tails, same = np.int64(apart & _FIRST == 0), np.int64(apart & _SECOND == 0), np.int64(apart & _THIRD == 0)
        total = (heads + tails) * PHONE_HALF + (heads & tails) * (PHONE - 2 * PHONE_HALF)
        total += same * SEX + (np.int64(rests[at] & _THIRD != 0) & (1 - same)) * other_sex
        scores[at] = min(max(scores[at] + total, 0), MOST_SCORE - 1)
        highest = max(highest, scores[at])
    return highest


@compiled
def sweep(register, query, worth, begin, end, most):
    """The places of the `most` likest persons from `begin` to `end`, and their scores; of equals the last ones."""
    scores = np.empty(min(BLOCK, max(end - begin, 1)), np.int64)
    places, points = np.empty(_ROOM * most, np.int64), np.empty(_ROOM * most, np.int64)
    filled, least = 0, -1
    while end > begin:
        first = max(end - BLOCK, begin)
        if fill(register, query, worth, first, scores[: end - first]) > least:
            for at in range(end - first - 1, -1, -1):
                if scores[at] > least:
                    places[filled], points[filled] = first + at, scores[at]
                    filled += 1
                    if filled == len(places):
                        filled, least = _best(places, points, filled, most)
        end = first
    filled, least = _best(places, points, filled, most)
    return places[:filled], points[:filled]


@compiled
def _best(places, points, filled, most):
    """Keep the `most` best, of equals those that came first; gives how many, and the least score among them."""
    if filled < most:
        return filled, -1
    tally = np.zeros(MOST_SCORE, np.int64)
    for at in range(filled):
        tally[points[at]] += 1
    least, enough = MOST_SCORE - 1, tally[MOST_SCORE - 1]
    while enough < most:
        least -= 1
        enough += tally[least]
    room, kept = most - (enough - tally[least]), 0
    for at in range(filled):
        if points[at] > least or (points[at] == least and room > 0):
            room -= points[at] == least
            places[kept], points[kept] = places[at], points[at]
            kept += 1
    return kept, least
