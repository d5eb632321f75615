"""Which words of two whole names agree, cross over or contradict each other? See `pairing.py` for the sheet."""

from ruta.people.linkage.kernel.pairing import is_word_after, match, worth
from ruta.people.linkage.kernel.shapes import FAMILY, GIVEN, LEFT_WORDS, PAIRS, REST, RIGHT, RIGHT_WORDS, compiled


@compiled
def compare_names(sheet, letters, given, family, loose, other_given, other_family, other_loose):
    """Pair the words of two names, by how many there are of each; returns the counts of the four groups of pairs and the clashes.

    The groups are given names, surnames, and given names that answer surnames, from either side.
    """
    for at in range(4):
        sheet[GIVEN, at], sheet[RIGHT + GIVEN, at] = at, at
        sheet[FAMILY, at], sheet[RIGHT + FAMILY, at] = 4 + at, 4 + at
    if loose == 0 and other_loose == 0:
        return _both_split(sheet, letters, given, family, other_given, other_family)
    for at in range(4, 6):
        sheet[GIVEN, at], sheet[RIGHT + GIVEN, at] = at, at
    if loose and other_loose:
        return _both_loose(sheet, letters, loose, other_loose)
    if loose:
        return _left_loose(sheet, letters, loose, other_given, other_family)
    return _right_loose(sheet, letters, given, family, other_loose)


@compiled
def _both_loose(sheet, letters, count, other_count):
    met, rest, other_rest = match(sheet, letters, GIVEN, count, RIGHT + GIVEN, other_count, REST, REST + 1, 1)
    clashes = min(rest, other_rest)
    if clashes or not met:
        return 0, met, 0, 0, 0, clashes
    first = 0
    for at in range(1, met):
        if _is_pair_after(sheet, letters, first, at):
            first = at
    for column in range(3):
        sheet[PAIRS, column] = sheet[PAIRS + 1, 3 * first + column]
        sheet[PAIRS + 1, 3 * first + column] = sheet[PAIRS + 1, 3 * (met - 1) + column]
    return 1, met - 1, 0, 0, 0, 0


@compiled
def _is_pair_after(sheet, letters, pair, other_pair):
    """Whether a pair of words comes after another in the alphabet, each with its first word first."""
    one = _in_order(letters, sheet[LEFT_WORDS, sheet[PAIRS + 1, 3 * pair]], sheet[RIGHT_WORDS, sheet[PAIRS + 1, 3 * pair + 1]])
    other = _in_order(
        letters, sheet[LEFT_WORDS, sheet[PAIRS + 1, 3 * other_pair]], sheet[RIGHT_WORDS, sheet[PAIRS + 1, 3 * other_pair + 1]]
    )
    if one[0] != other[0]:
        return is_word_after(letters, one[0], other[0])
    return is_word_after(letters, one[1], other[1])


@compiled
def _in_order(letters, one, other):
    return (other, one) if is_word_after(letters, one, other) else (one, other)


@compiled
def _both_split(sheet, letters, given_count, family_count, other_given, other_family):
    given, given_left, given_right = match(sheet, letters, GIVEN, given_count, RIGHT + GIVEN, other_given, REST, REST + 1, 0)
    family, family_left, family_right = match(sheet, letters, FAMILY, family_count, RIGHT + FAMILY, other_family, REST + 2, REST + 3, 1)
    first, first_left, first_right = 0, given_left, family_right
    if given_left and family_right:
        first, first_left, first_right = match(sheet, letters, REST, given_left, REST + 3, family_right, REST + 4, REST + 5, 2)
    second, second_left, second_right = 0, family_left, given_right
    if family_left and given_right:
        second, second_left, second_right = match(sheet, letters, REST + 2, family_left, REST + 1, given_right, REST + 6, REST + 7, 3)
    if first == 0 and second == 0:
        return given, family, 0, 0, min(given_left, given_right), min(family_left, family_right)
    return given, family, first, second, min(first_left, second_right), min(second_left, first_right)


@compiled
def _left_loose(sheet, letters, count, given_count, family_count):
    """A whole name against given names and surnames: a word that answers both counts once, where it is worth more."""
    given, given_rest, given_left = match(sheet, letters, GIVEN, count, RIGHT + GIVEN, given_count, REST, REST + 1, 0)
    family, family_rest, family_left = match(sheet, letters, GIVEN, count, RIGHT + FAMILY, family_count, REST + 2, REST + 3, 1)
    if given and family and _compete(sheet, 0, given, family):
        new_given, _, new_given_left = match(sheet, letters, REST + 2, family_rest, RIGHT + GIVEN, given_count, REST + 4, REST + 5, 2)
        new_family, _, new_family_left = match(sheet, letters, REST, given_rest, RIGHT + FAMILY, family_count, REST + 6, REST + 7, 3)
        if _is_family_better(sheet, given, new_family, new_given, family):
            family, family_left = new_family, new_family_left
        else:
            given, given_left = new_given, new_given_left
    return _with_clashes(count - given - family, given, given_left, family, family_left)


@compiled
def _right_loose(sheet, letters, given_count, family_count, count):
    """The same with the whole name on the other side; `match` pairs alike from either side."""
    given, given_left, given_rest = match(sheet, letters, GIVEN, given_count, RIGHT + GIVEN, count, REST, REST + 1, 0)
    family, family_left, family_rest = match(sheet, letters, FAMILY, family_count, RIGHT + GIVEN, count, REST + 2, REST + 3, 1)
    if given and family and _compete(sheet, 1, given, family):
        new_given, new_given_left, _ = match(sheet, letters, GIVEN, given_count, REST + 3, family_rest, REST + 4, REST + 5, 2)
        new_family, new_family_left, _ = match(sheet, letters, FAMILY, family_count, REST + 1, given_rest, REST + 6, REST + 7, 3)
        if _is_family_better(sheet, given, new_family, new_given, family):
            family, family_left = new_family, new_family_left
        else:
            given, given_left = new_given, new_given_left
    return _with_clashes(count - given - family, given, given_left, family, family_left)


@compiled
def _compete(sheet, side, given, family):
    for at in range(given):
        for there in range(family):
            if sheet[PAIRS, 3 * at + side] == sheet[PAIRS + 1, 3 * there + side]:
                return True
    return False


@compiled
def _is_family_better(sheet, given, new_family, new_given, family):
    """Keep the given names and look again for surnames, or the other way round; the better pairs move to their group."""
    is_better = _worth_of(sheet, 0, given) + _worth_of(sheet, 3, new_family) > _worth_of(sheet, 2, new_given) + _worth_of(sheet, 1, family)
    if is_better:
        for column in range(3 * new_family):
            sheet[PAIRS + 1, column] = sheet[PAIRS + 3, column]
    else:
        for column in range(3 * new_given):
            sheet[PAIRS, column] = sheet[PAIRS + 2, column]
    return is_better


@compiled
def _worth_of(sheet, group, count):
    total = 0
    for at in range(count):
        total += worth(sheet[PAIRS + group, 3 * at + 2])
    return total


@compiled
def _with_clashes(rest, given, given_left, family, family_left):
    """What remains contradicts first the given names, if none agreed, then the surnames."""
    given_clashes, family_clashes = 0, 0
    if rest and given_left and not given:
        given_clashes, rest, given_left = 1, rest - 1, given_left - 1
    if rest and family_left and not family:
        family_clashes, rest, family_left = 1, rest - 1, family_left - 1
    in_family = min(rest, family_left)
    family_clashes += in_family
    given_clashes += min(rest - in_family, given_left)
    return given, family, 0, 0, given_clashes, family_clashes
