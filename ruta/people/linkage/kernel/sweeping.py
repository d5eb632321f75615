"""Who of millions is coarsely most like one? The loop of `scan.py`; `tests/test_scan.py` holds both together."""

import numpy as np

from ruta.people.linkage.kernel.shapes import compiled
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

_DNI = np.array(DNI_WORTH, np.int64)


@compiled
def _ones(bits):
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _part(bits, at):
    return np.int64((bits >> np.uint64(16 * at)) & np.uint64(0xFFFF))


@compiled
def _dni(one, other):
    if one == 0 or other == 0:
        return 0
    met = 0
    for at in range(4):
        met += _part(one, at) == _part(other, at) and _part(other, at) > 0
    return met


@compiled
def _date(one, other):
    total = PLACE if _part(one, 3) == _part(other, 3) and _part(other, 3) > 0 else 0
    if _part(other, 0) == 0:
        return total
    years, months, days = _part(one, 0) == _part(other, 0), _part(one, 1) == _part(other, 1), _part(one, 2) == _part(other, 2)
    turned = _part(one, 1) == _part(other, 2) and _part(one, 2) == _part(other, 1)
    total += YEAR * years + DAY * months + DAY * days
    if months and days:
        if years:
            total += WHOLE_DATE
    elif turned:
        total += TURNED
    elif _part(one, 0) > 0 and not years and _part(one, 1) != _part(one, 2) and _part(other, 1) != _part(other, 2):
        total += OTHER_DATE
    return total


@compiled
def _rest(one, other):
    heads = _part(one, 0) == _part(other, 0) and _part(other, 0) > 0
    tails = _part(one, 1) == _part(other, 1) and _part(other, 1) > 0
    total = PHONE if heads and tails else PHONE_HALF * (heads + tails)
    sex, own = _part(one, 2), _part(other, 2)
    if own > 0 and sex > 0:
        total += SEX if sex == own else OTHER_SEX
    return total


@compiled
def sweep(register, query, worth, scores, most):
    """Fill the score of everybody; gives the places of the `most` best."""
    count = register.shape[1]
    tally = np.zeros(MOST_SCORE, np.int64)
    for at in range(count):
        both = _ones(register[NAME, at] & query[NAME]) + _ones(register[OTHER_NAME, at] & query[OTHER_NAME])
        total = worth[both, _part(register[REST, at], 3)]
        total += (
            _DNI[_dni(register[DNI, at], query[DNI])] + _date(register[BIRTH, at], query[BIRTH]) + _rest(register[REST, at], query[REST])
        )
        total = min(max(total, 0), MOST_SCORE - 1)
        scores[at] = total
        tally[total] += 1
    least, enough = MOST_SCORE - 1, tally[MOST_SCORE - 1]
    while least > 0 and enough < most:
        least -= 1
        enough += tally[least]
    return _above(scores, least, enough - tally[least], min(most, count))


@compiled
def _above(scores, least, above, most):
    """The places of all above `least`, and of equals the last ones, as many as there is room for."""
    places = np.empty(most, np.int64)
    filled, room = 0, most - above
    for at in range(len(scores) - 1, -1, -1):
        if scores[at] > least or (scores[at] == least and room > 0):
            room -= scores[at] == least
            places[filled] = at
            filled += 1
    return places[:filled]
