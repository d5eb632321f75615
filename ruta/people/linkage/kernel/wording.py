"""At which level do two words of a name agree?"""

import numpy as np

from ruta.people.linkage.kernel.shapes import EQUAL, INITIAL, NEAR, NICKNAME, SOUNDS, compiled
from ruta.people.linkage.kernel.texts import jaro_winkler, osa_within


@compiled
def _letters_apart(one, other):
    left = one ^ other
    count = 0
    while left:
        left &= left - np.uint32(1)
        count += 1
    return count


@compiled
def _is_nickname(words, one, other):
    left, right = words.stands_for[one], words.stands_for[other]
    if left[0] < 0 and right[0] < 0:
        return False
    for full in left:
        if full >= 0:
            if full == words.itself[other]:
                return True
            for name in right:
                if name == full:
                    return True
    for full in right:
        if full >= 0 and full == words.itself[one]:
            return True
    return False


@compiled
def _is_near_word(words, one, other, lines):
    length, other_length = np.int64(words.length[one]), np.int64(words.length[other])
    shorter, longer = min(length, other_length), max(length, other_length)
    if shorter < 4:
        return False
    left, right = words.letters[one], words.letters[other]
    allowed = 2 if shorter > 6 else 1
    if (
        longer - shorter <= allowed
        and _letters_apart(words.mask[one], words.mask[other]) <= 2 * allowed
        and osa_within(left, length, right, other_length, allowed, lines)
    ):
        end, other_end = left[length - 1], right[other_length - 1]
        return end == other_end or not ((end == 97 and other_end == 111) or (end == 111 and other_end == 97))
    if shorter < 5 or left[0] != right[0]:
        return False
    heard, other_heard = np.int64(words.heard_length[one]), np.int64(words.heard_length[other])
    return jaro_winkler(words.heard[one], heard, words.heard[other], other_heard) >= 0.92


@compiled
def word_level(words, one, other, lines):
    """How two words agree; 0 when they do not."""
    if one == other:
        return EQUAL
    if words.length[one] == 1 or words.length[other] == 1:
        return INITIAL if words.letters[one, 0] == words.letters[other, 0] else 0
    if words.sound[one] == words.sound[other]:
        return SOUNDS
    if _is_nickname(words, one, other):
        return NICKNAME
    return NEAR if _is_near_word(words, one, other, lines) else 0
