"""How likely is it that two encoded records are one person? The sum of weights of a pair, and the loop over many pairs."""

import numpy as np

from ruta.people.linkage.kernel.fields import birth_level, document_level, number_level, phone_level, place_level
from ruta.people.linkage.kernel.naming import compare_names
from ruta.people.linkage.kernel.shapes import DIFFERENT, EQUAL, FIELDS, NEAR, NICKNAME, PARTLY, compiled
from ruta.people.linkage.kernel.texts import is_near_text


@compiled
def _word_weight(words, tables, group, one, other, level):
    weight = tables.words[group, level]
    if level < NICKNAME:
        return weight
    share = max(words.share[one, group], words.share[other, group])
    bent = np.log2(tables.agreeing[group] / share) - (tables.words[group, EQUAL] - weight)
    return max(bent, tables.words[group, NEAR] + (level - NEAR) * tables.step)


@compiled
def _text_weight(texts, weight, agreeing, one):
    """The weight of an equal text, bent by how common it is, where that is known."""
    share = texts.share[one]
    return weight if share <= 0.0 else max(np.log2(agreeing / share), 0.0)


@compiled
def _counts(rows, at):
    """How many words: given names, surnames, of a whole name."""
    return np.int64(rows.counts[at, 0]), np.int64(rows.counts[at, 1]), np.int64(rows.counts[at, 2])


@compiled
def _score_pair(words, texts, tables, left, right, one, other, sums, room):
    """The sum of weights of one pair and its pattern; `sums` receives the positive weight of each field."""
    for field in range(FIELDS):
        sums[field] = 0.0
    given, family, first, second, given_clashes, family_clashes = compare_names(
        words, left.words[one], _counts(left, one), right.words[other], _counts(right, other), room
    )
    total, pattern = 0.0, np.int64(0)
    is_given, is_family = False, False
    for at in range(given):
        level = room.pairs[0, at, 2]
        weight = _word_weight(words, tables, 0, room.pairs[0, at, 0], room.pairs[0, at, 1], level)
        total += weight
        sums[0] += max(weight, 0.0)
        is_given |= level >= NEAR
        if pattern >> (2 * (level - 1)) & 3 < 3:
            pattern += np.int64(1) << (2 * (level - 1))
    for group in range(1, 4):
        for at in range((family, first, second)[group - 1]):
            level = room.pairs[group, at, 2]
            weight = _word_weight(words, tables, 1, room.pairs[group, at, 0], room.pairs[group, at, 1], level)
            if group > 1:
                weight = min(weight, _word_weight(words, tables, 0, room.pairs[group, at, 0], room.pairs[group, at, 1], level))
            total += weight
            sums[1] += max(weight, 0.0)
            is_family |= level >= NEAR
            if pattern >> (13 + 2 * (level - 1)) & 3 < 3:
                pattern += np.int64(1) << (13 + 2 * (level - 1))
    given_differ, family_differ = given_clashes > 0 and not is_given, family_clashes > 0 and not is_family
    total += tables.words[0, DIFFERENT] if given_differ else given_clashes * tables.words[0, PARTLY]
    total += tables.words[1, DIFFERENT] if family_differ else family_clashes * tables.words[1, PARTLY]
    pattern |= np.int64(min(given_clashes, 3)) << 10 | np.int64(given_differ) << 12
    pattern |= np.int64(min(family_clashes, 3)) << 23 | np.int64(family_differ) << 25
    pattern |= np.int64(left.counts[one, 0] != right.counts[other, 0]) << 43
    pattern |= np.int64(left.counts[one, 1] != right.counts[other, 1]) << 44
    return _score_fields(texts, tables, left, right, one, other, total, pattern, is_given, sums, room)


@compiled
def _score_fields(texts, tables, left, right, one, other, total, pattern, is_given, sums, room):
    lines = room.lines
    dni = number_level(left.dni[one], left.dni_length[one], right.dni[other], right.dni_length[other])
    document = document_level(texts, left.kinds[one], left.numbers[one], right.kinds[other], right.numbers[other], lines)
    birth = birth_level(left.birth[one], right.birth[other])
    phone = phone_level(left.phones[one], right.phones[other], is_given)
    sex = 0 if left.sex[one] == 0 or right.sex[other] == 0 else 1 + (left.sex[one] == right.sex[other])
    place = place_level(texts, left.place[one], right.place[other], lines)
    pattern |= np.int64(dni) << 26 | np.int64(document) << 29 | np.int64(birth) << 31
    pattern |= np.int64(phone) << 35 | np.int64(sex) << 38 | np.int64(place) << 40
    levels = (dni, document, birth, phone, sex, place)
    for field in range(6):
        weight = tables.fields[field, levels[field]]
        if field == 5 and place == 5:
            weight = _text_weight(texts, weight, tables.place_agreeing, left.place[one])
        total += weight
        if not (field == 0 and dni == 5) and not (field == 1 and document == 3):
            sums[2 + field] = max(weight, 0.0)
    for extra in range(left.extras.shape[1]):
        value, other_value = left.extras[one, extra], right.extras[other, extra]
        if value < 0 or other_value < 0:
            continue
        level = 3 if value == other_value else (2 if is_near_text(texts, value, other_value, lines) else 1)
        weight = tables.extras[extra, level]
        if level == 3:
            weight = max(_text_weight(texts, weight, tables.extra_agreeing[extra], value), tables.extras[extra, 2])
        total += weight
        pattern |= np.int64(level) << (45 + 2 * extra)
    return total, pattern


@compiled
def _odds(tables, total, sums):
    """The odds, in bits, that two records are one person rather than strangers or members of one household."""
    rivals = 1.0
    for relation in range(len(tables.chances)):
        explained = 0.0
        for field in range(FIELDS):
            explained += tables.explains[relation, field] * sums[field]
        rivals += tables.chances[relation] * 2.0**explained
    return tables.prior + total - np.log2(rivals)


@compiled
def score_pairs(words, texts, tables, left, right, ones, others, room, weights, patterns):
    """Fill the weight (log2 odds) and the pattern of each pair of rows `(ones[i], others[i])`."""
    sums = np.zeros(FIELDS, np.float64)
    for at in range(len(ones)):
        total, pattern = _score_pair(words, texts, tables, left, right, ones[at], others[at], sums, room)
        weights[at] = _odds(tables, total, sums)
        patterns[at] = pattern
