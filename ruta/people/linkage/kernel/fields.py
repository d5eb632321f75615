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
        return 6 if gap == 1 else 3
    return 1 if gap >= 14 else 2


@compiled
def dni_place_level(dni, code, department):
    """1 another department, 2 another municipality of the department, 3 the municipality; 0 where the place is no municipality."""
    if department == 0:
        return 0
    if dni // 10**9 == code:
        return 3
    return 2 if dni // 10**11 == department else 1


@compiled
def dni_year_level(dni, birth):
    """1 another year, 2 up to nine years after birth, 3 the year of birth; 0 where nobody knows the birth date."""
    if birth == 0:
        return 0
    later = dni // 10**5 % 10_000 - birth // 10_000
    if later == 0:
        return 3
    return 2 if 0 < later <= 9 else 1


@compiled
def phone_level(left, one, right, other, is_given):
    """The level of two sets of telephones; a household shares its own, so a given name must agree too."""
    if left[one, 0] < 0 or right[other, 0] < 0:
        return 0
    near = False
    for at in range(left.shape[1]):
        for there in range(right.shape[1]):
            phone, other_phone = left[one, at], right[other, there]
            if phone >= 0 and other_phone >= 0:
                if phone == other_phone:
                    return 4 if is_given else 2
                length, other_length = (7 if phone >= 10**9 else 8), (7 if other_phone >= 10**9 else 8)
                level = number_level(phone % 10**9, length, other_phone % 10**9, other_length)
                near |= level == 3 or level == 4
    return 3 if near and is_given else 1


@compiled
def document_level(letters, lengths, kinds, numbers, one, other_kinds, other_numbers, other, lines):
    """The level of two sets of documents of other kinds."""
    level = 0
    for at in range(numbers.shape[1]):
        number = numbers[one, at]
        if number < 0:
            break
        for there in range(other_numbers.shape[1]):
            other_number = other_numbers[other, there]
            if other_number < 0:
                break
            if number == other_number:
                return 3
            if kinds[one, at] == other_kinds[other, there] and level < 2:
                length, other_length = np.int64(lengths[number]), np.int64(lengths[other_number])
                near = osa_within(letters[number], length, letters[other_number], other_length, 1, lines)
                level = 2 if near else 1
    return level


@compiled
def place_level(letters, lengths, departments, centres, one, other, lines):
    """The level of two municipalities, or of two texts that are no codes."""
    if one < 0 or other < 0:
        return 0
    if one == other:
        return 5
    department, other_department = departments[one], departments[other]
    if department == 0 and other_department == 0:
        return 4 if is_near_text(letters, lengths, one, other, lines) else 1
    if department == 0 or other_department == 0:
        return 0
    east, north = centres[one, 0] - centres[other, 0], centres[one, 1] - centres[other, 1]
    if np.hypot(east, north) <= 25.0:
        return 3
    return 2 if department == other_department else 1
