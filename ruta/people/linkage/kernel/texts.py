"""How many slips lie between two texts, and how alike do two sounds look?"""

import numpy as np

from ruta.people.linkage.kernel.shapes import compiled


@compiled
def osa_within(one, length, other, other_length, allowed, lines):
    """Whether at most `allowed` letters are wrong, missing, surplus or exchanged with their neighbour (optimal string alignment)."""
    if abs(length - other_length) > allowed:
        return False
    start = 0
    while start < length and start < other_length and one[start] == other[start]:
        start += 1
    while length > start and other_length > start and one[length - 1] == other[other_length - 1]:
        length -= 1
        other_length -= 1
    rows, columns = length - start, other_length - start
    if rows == 0 or columns == 0:
        return max(rows, columns) <= allowed
    if rows > 2 * allowed + 2 and allowed == 1:
        return False
    for column in range(columns + 1):
        lines[1, column] = column
    for row in range(1, rows + 1):
        before, last, now = (row - 1) % 3, row % 3, (row + 1) % 3
        lines[now, 0] = row
        least = row
        for column in range(1, columns + 1):
            differs = one[start + row - 1] != other[start + column - 1]
            cost = min(lines[last, column] + 1, lines[now, column - 1] + 1, lines[last, column - 1] + differs)
            if (
                row > 1
                and column > 1
                and one[start + row - 1] == other[start + column - 2]
                and one[start + row - 2] == other[start + column - 1]
            ):
                cost = min(cost, lines[before, column - 2] + 1)
            lines[now, column] = cost
            least = min(least, cost)
        if least > allowed:
            return False
    return lines[(rows + 1) % 3, columns] <= allowed


@compiled
def jaro_winkler(one, length, other, other_length):
    """Jaro–Winkler similarity, with a prefix of four and the boost above 0.7."""
    if length == 0 or other_length == 0:
        return 0.0
    reach = max(max(length, other_length) // 2 - 1, 0)
    left, right, met = np.uint64(0), np.uint64(0), 0
    bit = np.uint64(1)
    for at in range(length):
        for there in range(max(0, at - reach), min(other_length, at + reach + 1)):
            if one[at] == other[there] and not right & (bit << np.uint64(there)):
                left |= bit << np.uint64(at)
                right |= bit << np.uint64(there)
                met += 1
                break
    if met == 0:
        return 0.0
    turned, there = 0, 0
    for at in range(length):
        if left & (bit << np.uint64(at)):
            while not right & (bit << np.uint64(there)):
                there += 1
            if one[at] != other[there]:
                turned += 1
            there += 1
    turned //= 2
    likeness = (met / length + met / other_length + (met - turned) / met) / 3.0
    if likeness > 0.7:
        prefix = 0
        while prefix < min(4, length, other_length) and one[prefix] == other[prefix]:
            prefix += 1
        likeness += prefix * 0.1 * (1.0 - likeness)
    return likeness


@compiled
def is_near_text(letters, lengths, one, other, lines):
    """Whether two texts are a slip apart, or two where both are long."""
    length, other_length = np.int64(lengths[one]), np.int64(lengths[other])
    shorter = min(length, other_length)
    if shorter < 4:
        return False
    return osa_within(letters[one], length, letters[other], other_length, 2 if shorter > 6 else 1, lines)
