"""Which word of one name answers which word of the other?"""

from ruta.people.linkage.kernel.shapes import EQUAL, compiled
from ruta.people.linkage.kernel.wording import is_after, word_level, worth


@compiled
def match(words, left, count, right, other_count, left_rest, right_rest, pairs, room):
    """Pair two lists of words; fills both rests and the pairs, returns how many of each."""
    if count and other_count and is_after(words, left, count, right, other_count):
        met, other_left, own_left = _match_ordered(words, right, other_count, left, count, right_rest, left_rest, pairs, room)
        for at in range(met):
            pairs[at, 0], pairs[at, 1] = pairs[at, 1], pairs[at, 0]
        return met, own_left, other_left
    return _match_ordered(words, left, count, right, other_count, left_rest, right_rest, pairs, room)


@compiled
def _match_ordered(words, left, count, right, other_count, left_rest, right_rest, pairs, room):
    met, kept, taken = 0, 0, 0
    for at in range(count):
        found = -1
        for there in range(other_count):
            if right[there] == left[at] and not taken >> there & 1:
                found = there
                break
        if found >= 0:
            taken |= 1 << found
            pairs[met, 0], pairs[met, 1], pairs[met, 2] = left[at], left[at], EQUAL
            met += 1
        else:
            left_rest[kept] = left[at]
            kept += 1
    other_kept = 0
    for there in range(other_count):
        if not taken >> there & 1:
            right_rest[other_kept] = right[there]
            other_kept += 1
    if kept and other_kept:
        return _pair_rests(words, left_rest, kept, right_rest, other_kept, pairs, met, room)
    return met, kept, other_kept


@compiled
def _pair_rests(words, left, count, right, other_count, pairs, met, room):
    """The pairing of greatest worth, by the words that remain and the partners taken."""
    any_level = False
    for at in range(count):
        for there in range(other_count):
            level = word_level(words, left[at], right[there], room.lines)
            room.levels[at, there] = level
            any_level |= level > 0
    if not any_level:
        return met, count, other_count
    masks = 1 << other_count
    for mask in range(masks):
        room.worth[count, mask] = 0
    for at in range(count - 1, -1, -1):
        for mask in range(masks):
            best, chosen = room.worth[at + 1, mask], -1
            for there in range(other_count):
                level = room.levels[at, there]
                if level and not mask >> there & 1:
                    value = worth(level) + room.worth[at + 1, mask | 1 << there]
                    if value > best:
                        best, chosen = value, there
            room.worth[at, mask], room.choice[at, mask] = best, chosen
    mask, kept = 0, 0
    for at in range(count):
        chosen = room.choice[at, mask]
        if chosen < 0:
            left[kept] = left[at]
            kept += 1
            continue
        pairs[met, 0], pairs[met, 1], pairs[met, 2] = left[at], right[chosen], room.levels[at, chosen]
        met += 1
        mask |= 1 << chosen
    other_kept = 0
    for there in range(other_count):
        if not mask >> there & 1:
            right[other_kept] = right[there]
            other_kept += 1
    return met, kept, other_kept
