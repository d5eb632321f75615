"""At which level does each field beside the name agree?"""

import numpy as np

from ruta.people.linkage.kernel.shapes import compiled
from ruta.people.linkage.kernel.texts import is_near_text, osa_within


@compiled
def number_level(one, length, other, other_length):
    """1 different, 2 two digits wrong, 3 one wrong, missing or surplus, 4 two neighbours exchanged, 5 equal; 0 where one is blank."""
    if length == 0 or other_length == 0:
        return 0
    if length == other_length:
        if one == other:
            return 5
        return _digits_apart(one, other)
    if abs(length - other_length) > 1:
        return 1
    return 3 if _is_one_missing(one, length, other, other_length) else 1


@compiled
def _digits_apart(one, other):
    wrong, last, before, turned, place = 0, -9, (0, 0), False, 0
    while one > 0 or other > 0:
        left, right = one % 10, other % 10
        if left != right:
            wrong += 1
            if wrong == 2:
                turned = place == last + 1 and left == before[1] and right == before[0]
            elif wrong > 2:
                return 1
            last, before = place, (left, right)
        one, other, place = one // 10, other // 10, place + 1
    return 4 if turned else (2 if wrong == 2 else 3)


@compiled
def _is_one_missing(one, length, other, other_length):
    """Whether the longer number is the shorter one with one digit more, read from the right."""
    if length > other_length:
        one, other, length = other, one, other_length
    power = 1
    for _ in range(length + 1):
        if one // power == other // (power * 10) and one % power == other % power:
            return True
        power *= 10
    return False


@compiled
def birth_level(one, other):
    """The level of two birth dates, by its place in the ladder of `levels.py`."""
    if one == 0 or other == 0:
        return 0
    year, other_year = one // 10000, other // 10000
    gap = abs(year - other_year)
    if one % 10000 == 101 or other % 10000 == 101:
        if gap:
            return 1 if gap >= 14 else 2
        return 5 if one == other else 4
    if one == other:
        return 8
    month, day, other_month, other_day = one // 100 % 100, one % 100, other // 100 % 100, other % 100
    if gap == 0 and month == other_day and day == other_month:
        return 7
    same = (gap == 0) + (month == other_month) + (day == other_day)
    if same == 2:
        if gap == 1:
            return 6
        if gap < 14:
            return 3
    return 1 if gap >= 14 else 2


@compiled
def phone_level(one, other, is_given):
    """The level of two sets of telephones; a household shares its own, so a given name must agree too."""
    if one[0] < 0 or other[0] < 0:
        return 0
    near = False
    for left in one:
        for right in other:
            if left >= 0 and right >= 0:
                if left == right:
                    return 4 if is_given else 2
                length, other_length = (7 if left >= 10**9 else 8), (7 if right >= 10**9 else 8)
                level = number_level(left % 10**9, length, right % 10**9, other_length)
                near |= level == 3 or level == 4
    return 3 if near and is_given else 1


@compiled
def document_level(texts, kinds, numbers, other_kinds, other_numbers, lines):
    """The level of two sets of documents of other kinds."""
    level = 0
    for at in range(len(kinds)):
        for there in range(len(other_kinds)):
            if numbers[at] < 0 or other_numbers[there] < 0:
                continue
            if numbers[at] == other_numbers[there]:
                return 3
            if kinds[at] == other_kinds[there] and level < 2:
                near = osa_within(
                    texts.letters[numbers[at]],
                    np.int64(texts.length[numbers[at]]),
                    texts.letters[other_numbers[there]],
                    np.int64(texts.length[other_numbers[there]]),
                    1,
                    lines,
                )
                level = 2 if near else 1
    return level


@compiled
def place_level(texts, one, other, lines):
    """The level of two municipalities, or of two texts that are no codes."""
    if one < 0 or other < 0:
        return 0
    if one == other:
        return 5
    department, other_department = texts.department[one], texts.department[other]
    if department == 0 and other_department == 0:
        return 4 if is_near_text(texts, one, other, lines) else 1
    if department == 0 or other_department == 0:
        return 0
    east, north = texts.centre[one, 0] - texts.centre[other, 0], texts.centre[one, 1] - texts.centre[other, 1]
    if np.hypot(east, north) <= 25.0:
        return 3
    return 2 if department == other_department else 1
