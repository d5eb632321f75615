"""Which word of one name answers which word of the other? All on one sheet of numbers, so that calls stay cheap.

Words are told by their place, 0–7, on their side. Rows of the sheet, from `shapes.py`: lists of places, the levels of all
pairs of words, room for a choice, and the pairs that were made (three columns each: place, other place, level).
"""

from ruta.people.linkage.kernel.shapes import CHOICE, EQUAL, LEFT_WORDS, LEVELS, OPEN, PAIRS, RIGHT_WORDS, WIDTH, WORTH, compiled


@compiled
def worth(level):
    """What a level counts when words compete for a partner."""
    return (0, 2, 5, 7, 8, 10, 0, 0)[level]


@compiled
def match(sheet, letters, left, count, right, other_count, left_rest, right_rest, group):
    """Pair the lists `left` and `right`; fills the lists of both rests and the pairs of a group, returns how many of each.

    Equal words answer each other first; the rest is paired for the greatest worth, and the same from either side.
    """
    met, kept, taken, pairs = 0, 0, 0, PAIRS + group
    for at in range(count):
        word = sheet[left, at]
        found = -1
        for there in range(other_count):
            if sheet[LEVELS + word, sheet[right, there]] == EQUAL and not taken >> there & 1:
                found = there
                break
        if found >= 0:
            taken |= 1 << found
            sheet[pairs, 3 * met], sheet[pairs, 3 * met + 1], sheet[pairs, 3 * met + 2] = word, sheet[right, found], EQUAL
            met += 1
        else:
            sheet[left_rest, kept] = word
            kept += 1
    other_kept = 0
    for there in range(other_count):
        if not taken >> there & 1:
            sheet[right_rest, other_kept] = sheet[right, there]
            other_kept += 1
    if kept == 0 or other_kept == 0:
        return met, kept, other_kept
    rows, columns, competing = 0, 0, 0
    for at in range(kept):
        for there in range(other_kept):
            level = sheet[LEVELS + sheet[left_rest, at], sheet[right_rest, there]]
            sheet[OPEN + at, there] = level
            if level:
                competing |= (rows >> at & 1) | (columns >> there & 1)
                rows |= 1 << at
                columns |= 1 << there
    if rows == 0:
        return met, kept, other_kept
    if competing:
        _choose(sheet, letters, left, count, right, other_count, kept, other_kept)
    return _taken(sheet, left_rest, kept, right_rest, other_kept, pairs, met)


@compiled
def _taken(sheet, left_rest, kept, right_rest, other_kept, pairs, met):
    """Move the words whose level remains into pairs."""
    used, still = 0, 0
    for at in range(kept):
        found = -1
        for there in range(other_kept):
            if sheet[OPEN + at, there]:
                found = there
                break
        if found < 0:
            sheet[left_rest, still] = sheet[left_rest, at]
            still += 1
        else:
            sheet[pairs, 3 * met], sheet[pairs, 3 * met + 1] = sheet[left_rest, at], sheet[right_rest, found]
            sheet[pairs, 3 * met + 2] = sheet[OPEN + at, found]
            met += 1
            used |= 1 << found
    other_still = 0
    for there in range(other_kept):
        if not used >> there & 1:
            sheet[right_rest, other_still] = sheet[right_rest, there]
            other_still += 1
    return met, still, other_still


@compiled
def is_word_after(letters, one, other):
    """Whether one word comes after the other in the alphabet."""
    for place in range(WIDTH):
        if letters[one, place] != letters[other, place]:
            return letters[one, place] > letters[other, place]
    return False


@compiled
def _is_after(sheet, letters, left, count, right, other_count):
    """Whether one list of words comes after the other in the alphabet, as tuples of texts compare."""
    for at in range(min(count, other_count)):
        one, other = sheet[LEFT_WORDS, sheet[left, at]], sheet[RIGHT_WORDS, sheet[right, at]]
        if one != other:
            return is_word_after(letters, one, other)
    return count > other_count


@compiled
def _choose(sheet, letters, left, count, right, other_count, kept, other_kept):
    """Where words compete, keep the levels of the pairing of greatest worth; the list first in the alphabet chooses first."""
    if _is_after(sheet, letters, left, count, right, other_count):
        _turn(sheet, max(kept, other_kept))
        _keep_worthiest(sheet, other_kept, kept)
        _turn(sheet, max(kept, other_kept))
    else:
        _keep_worthiest(sheet, kept, other_kept)


@compiled
def _turn(sheet, size):
    for at in range(size):
        for there in range(at):
            sheet[OPEN + at, there], sheet[OPEN + there, at] = sheet[OPEN + there, at], sheet[OPEN + at, there]


@compiled
def _keep_worthiest(sheet, count, other_count):
    masks = 1 << other_count
    for mask in range(masks):
        sheet[WORTH + count, mask] = 0
    for at in range(count - 1, -1, -1):
        for mask in range(masks):
            best, chosen = sheet[WORTH + at + 1, mask], -1
            for there in range(other_count):
                level = sheet[OPEN + at, there]
                if level and not mask >> there & 1:
                    value = worth(level) + sheet[WORTH + at + 1, mask | 1 << there]
                    if value > best:
                        best, chosen = value, there
            sheet[WORTH + at, mask], sheet[CHOICE + at, mask] = best, chosen
    mask = 0
    for at in range(count):
        chosen = sheet[CHOICE + at, mask]
        for there in range(other_count):
            if there != chosen:
                sheet[OPEN + at, there] = 0
        if chosen >= 0:
            mask |= 1 << chosen
