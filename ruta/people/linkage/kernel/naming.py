"""Which words of two whole names agree, cross over or contradict each other?"""

from ruta.people.linkage.kernel.pairing import match
from ruta.people.linkage.kernel.shapes import compiled
from ruta.people.linkage.kernel.wording import worth


@compiled
def compare_names(words, one, counts, other, other_counts, room):
    """Fill `room.pairs[0]` (given), `[1]` (surnames), `[2]` and `[3]` (crossed); returns their counts and the clashes."""
    if counts[2] and other_counts[2]:
        met, rest, other_rest = match(words, one, counts[2], other, other_counts[2], room.lists[0], room.lists[1], room.pairs[1], room)
        clashes = min(rest, other_rest)
        if clashes == 0 and met:
            room.pairs[0, 0, :] = room.pairs[1, 0, :]
            for at in range(1, met):
                room.pairs[1, at - 1, :] = room.pairs[1, at, :]
            return 1, met - 1, 0, 0, 0, 0
        return 0, met, 0, 0, 0, clashes
    if counts[2]:
        return _one_loose(words, one, counts[2], other, other_counts, room)
    if other_counts[2]:
        return _one_loose(words, other, other_counts[2], one, counts, room)
    return _both_split(words, one, counts, other, other_counts, room)


@compiled
def _both_split(words, one, counts, other, other_counts, room):
    lists, pairs = room.lists, room.pairs
    given, given_left, given_right = match(words, one, counts[0], other, other_counts[0], lists[0], lists[1], pairs[0], room)
    family, family_left, family_right = match(words, one[4:], counts[1], other[4:], other_counts[1], lists[2], lists[3], pairs[1], room)
    first, first_left, first_right = match(words, lists[0], given_left, lists[3], family_right, lists[4], lists[5], pairs[2], room)
    second, second_left, second_right = match(words, lists[2], family_left, lists[1], given_right, lists[6], lists[7], pairs[3], room)
    if first == 0 and second == 0:
        return given, family, 0, 0, min(given_left, given_right), min(family_left, family_right)
    return given, family, first, second, min(first_left, second_right), min(second_left, first_right)


@compiled
def _one_loose(words, whole, count, split, counts, room):
    lists, pairs = room.lists, room.pairs
    given, given_rest, given_left = match(words, whole, count, split, counts[0], lists[0], lists[1], pairs[0], room)
    family, family_rest, family_left = match(words, whole, count, split[4:], counts[1], lists[2], lists[3], pairs[1], room)
    if given and family and _compete(pairs, given, family):
        second_given, _, second_given_left = match(words, lists[2], family_rest, split, counts[0], lists[4], lists[5], pairs[2], room)
        second_family, _, second_family_left = match(words, lists[0], given_rest, split[4:], counts[1], lists[6], lists[7], pairs[3], room)
        if _worth_of(pairs[0], given) + _worth_of(pairs[3], second_family) > _worth_of(pairs[2], second_given) + _worth_of(
            pairs[1], family
        ):
            pairs[1, :second_family, :] = pairs[3, :second_family, :]
            family, family_left = second_family, second_family_left
        else:
            pairs[0, :second_given, :] = pairs[2, :second_given, :]
            given, given_left = second_given, second_given_left
    rest = count - given - family
    given_clashes, family_clashes = 0, 0
    if rest and given_left and not given:
        given_clashes, rest, given_left = 1, rest - 1, given_left - 1
    if rest and family_left and not family:
        family_clashes, rest, family_left = 1, rest - 1, family_left - 1
    in_family = min(rest, family_left)
    family_clashes += in_family
    given_clashes += min(rest - in_family, given_left)
    return given, family, 0, 0, given_clashes, family_clashes


@compiled
def _compete(pairs, given, family):
    for at in range(given):
        for there in range(family):
            if pairs[0, at, 0] == pairs[1, there, 0]:
                return True
    return False


@compiled
def _worth_of(pairs, count):
    total = 0
    for at in range(count):
        total += worth(pairs[at, 2])
    return total
