"""How likely is it that two encoded records are one person? The sum of weights of a pair, and the loop over many pairs."""

import numpy as np

from ruta.people.linkage.kernel.fields import (
    birth_level,
    dni_place_level,
    dni_year_level,
    document_level,
    number_level,
    phone_level,
    place_level,
)
from ruta.people.linkage.kernel.naming import compare_names
from ruta.people.linkage.kernel.shapes import (
    CACHED,
    CROSSED,
    DIFFERENT,
    EQUAL,
    FIELDS,
    LEFT_WORDS,
    LEVELS,
    NEAR,
    NICKNAME,
    PAIRS,
    PARTLY,
    RARE_BITS,
    RIGHT_WORDS,
    compiled,
    inlined,
)
from ruta.people.linkage.kernel.texts import is_near_text
from ruta.people.linkage.kernel.wording import word_level


@inlined
def _fill(words, room, left, one, right, other):
    """Write the words of both names and the level of each pair on the sheet; levels are remembered, the same words meet often."""
    sheet, cache = room.sheet, room.cache
    for at in range(8):
        sheet[LEFT_WORDS, at], sheet[RIGHT_WORDS, at] = left.words[one, at], right.words[other, at]
    for at in range(8):
        word = sheet[LEFT_WORDS, at]
        if word < 0:
            continue
        for there in range(8):
            other_word = sheet[RIGHT_WORDS, there]
            if other_word < 0:
                continue
            if word == other_word:
                sheet[LEVELS + at, there] = EQUAL
                continue
            key = (word << 30) | other_word
            place = ((key * 0x5851F42D4C957F2D) >> 40) & (CACHED - 1)
            known = cache[place]
            if known >> 3 != key:
                known = (key << 3) | word_level(words, word, other_word, room.lines)
                cache[place] = known
            sheet[LEVELS + at, there] = known & 7


@compiled
def _word_weight(bits, weights, agreeing, step, group, one, other, level):
    weight = weights[group, level]
    if level < NICKNAME:
        return weight
    bent = agreeing[group] - max(bits[one, group], bits[other, group]) - (weights[group, EQUAL] - weight)
    return max(bent, weights[group, NEAR] + (level - NEAR) * step)


@compiled
def _names(sheet, bits, weights, agreeing, step, counts, sums):
    """The weight of the names, their pattern, and whether a given name agrees."""
    total, pattern, is_given, is_family = 0.0, np.int64(0), False, False
    rare = np.int64((counts[0] > 0) | (counts[1] + counts[2] + counts[3] > 0) << 1)
    for group in range(4):
        box = min(group, 1)
        for at in range(counts[group]):
            pair = 3 * at
            one, other = sheet[LEFT_WORDS, sheet[PAIRS + group, pair]], sheet[RIGHT_WORDS, sheet[PAIRS + group, pair + 1]]
            level = sheet[PAIRS + group, pair + 2]
            weight = _word_weight(bits, weights, agreeing, step, box, one, other, level)
            if group > 1:
                weight = min(weight, _word_weight(bits, weights, agreeing, step, 0, one, other, level))
            total += weight
            sums[CROSSED if group > 1 else box] += max(weight, 0.0)
            if level != EQUAL or bits[one, box] > RARE_BITS:
                rare &= ~(np.int64(1) << box)
            is_given |= level >= NEAR and box == 0
            is_family |= level >= NEAR and box == 1
            shift = 13 * box + 2 * (level - 1)
            if pattern >> shift & 3 < 3:
                pattern += np.int64(1) << shift
    for box in range(2):
        clashes = counts[4 + box]
        differ = clashes > 0 and not (is_given, is_family)[box]
        total += weights[box, DIFFERENT] if differ else clashes * weights[box, PARTLY]
        pattern |= np.int64(min(clashes, 3)) << (13 * box + 10) | np.int64(differ) << (13 * box + 12)
    return total, pattern | rare << 61, is_given


@inlined
def _text_weight(texts, weight, agreeing, one):
    """The weight of an equal text, bent by how common it is, where that is known."""
    common = texts.bits[one]
    return weight if common > 0.0 else max(agreeing - common, 0.0)


@compiled
def _beside(texts, dni, birth, other_place, other_birth, level):
    """The levels of a DNI beside somebody without one; `level` is that of the two homes."""
    place, year = 0, 0
    if other_place >= 0 and level == 0:
        place = dni_place_level(dni, texts.code[other_place], texts.department[other_place])
    if birth == 0:
        year = dni_year_level(dni, other_birth)
    return other_place, place, year


@inlined
def _alone(texts, left, right, one, other, level):
    """Where only one side has a DNI, what its number tells of the other side."""
    if left.dni_length[one] == 13 and right.dni_length[other] == 0:
        return _beside(texts, left.dni[one], left.birth[one], right.place[other], right.birth[other], level)
    if right.dni_length[other] == 13 and left.dni_length[one] == 0:
        return _beside(texts, right.dni[other], right.birth[other], left.place[one], left.birth[one], level)
    return np.int32(-1), 0, 0


@inlined
def _fields(texts, tables, left, right, one, other, is_given, sums, lines):
    dni = number_level(left.dni[one], left.dni_length[one], right.dni[other], right.dni_length[other])
    document = document_level(texts.letters, texts.length, left.kinds, left.numbers, one, right.kinds, right.numbers, other, lines)
    birth = birth_level(left.birth[one], right.birth[other])
    phone = phone_level(left.phones, one, right.phones, other, is_given)
    sex = 0 if left.sex[one] == 0 or right.sex[other] == 0 else 1 + (left.sex[one] == right.sex[other])
    place = place_level(texts.letters, texts.length, texts.department, texts.centre, left.place[one], right.place[other], lines)
    fields = tables.fields
    origin, dni_place, dni_year = _alone(texts, left, right, one, other, place)
    born = fields[6, dni_place]
    if dni_place == 3:
        born = _text_weight(texts, born, tables.dni_place_agreeing, origin)
    home = fields[5, place]
    if place == 5:
        home = _text_weight(texts, home, tables.place_agreeing, left.place[one])
    # An equal document is never explained by kinship.
    sums[2] = 0.0 if dni == 5 else max(fields[0, dni], 0.0)
    sums[3] = 0.0 if document == 3 else max(fields[1, document], 0.0)
    sums[4], sums[5], sums[6] = max(fields[2, birth], 0.0), max(fields[3, phone], 0.0), max(fields[4, sex], 0.0)
    sums[7], sums[8], sums[9] = max(home, 0.0), max(born, 0.0), max(fields[7, dni_year], 0.0)
    total = fields[0, dni] + fields[1, document] + fields[2, birth] + fields[3, phone] + fields[4, sex] + home + born + fields[7, dni_year]
    pattern = np.int64(dni) << 26 | np.int64(document) << 29 | np.int64(birth) << 31
    pattern |= np.int64(phone) << 35 | np.int64(sex) << 38 | np.int64(place) << 40
    pattern |= np.int64(dni_place) << 57 | np.int64(dni_year) << 59
    return total, pattern


@inlined
def _extras(texts, tables, left, right, one, other, lines):
    total, pattern = 0.0, np.int64(0)
    for extra in range(left.extras.shape[1]):
        value, other_value = left.extras[one, extra], right.extras[other, extra]
        if value < 0 or other_value < 0:
            continue
        near = value != other_value and is_near_text(texts.letters, texts.length, value, other_value, lines)
        level = 3 if value == other_value else (2 if near else 1)
        weight = tables.extras[extra, level]
        if level == 3:
            weight = max(_text_weight(texts, weight, tables.extra_agreeing[extra], value), tables.extras[extra, 2])
        total += weight
        pattern |= np.int64(level) << (45 + 2 * extra)
    return total, pattern


@compiled
def _odds(explains, chances, prior, total, sums):
    """The odds, in bits, that two records are one person rather than strangers or members of one household."""
    rivals = 1.0
    for relation in range(len(chances)):
        explained = 0.0
        for field in range(FIELDS):
            explained += explains[relation, field] * sums[field]
        rivals += chances[relation] * np.exp2(explained)
    return prior + total - np.log2(rivals)


@compiled
def score_pairs(words, texts, tables, left, right, ones, others, room, weights, patterns):
    """Fill the weight (log2 odds) and the pattern of each pair of rows `(ones[i], others[i])`."""
    sums = np.zeros(FIELDS, np.float64)
    sheet, bits, letters = room.sheet, words.bits, words.letters
    for at in range(len(ones)):
        one, other = ones[at], others[at]
        sums[0] = sums[1] = sums[CROSSED] = 0.0
        _fill(words, room, left, one, right, other)
        counts = compare_names(
            sheet,
            letters,
            np.int64(left.counts[one, 0]),
            np.int64(left.counts[one, 1]),
            np.int64(left.counts[one, 2]),
            np.int64(right.counts[other, 0]),
            np.int64(right.counts[other, 1]),
            np.int64(right.counts[other, 2]),
        )
        total, pattern, is_given = _names(sheet, bits, tables.words, tables.agreeing, tables.step, counts, sums)
        pattern |= np.int64(left.counts[one, 0] != right.counts[other, 0]) << 43
        pattern |= np.int64(left.counts[one, 1] != right.counts[other, 1]) << 44
        fields, field_pattern = _fields(texts, tables, left, right, one, other, is_given, sums, room.lines)
        extras, extra_pattern = _extras(texts, tables, left, right, one, other, room.lines)
        weights[at] = _odds(tables.explains, tables.chances, tables.prior, total + fields + extras, sums)
        patterns[at] = pattern | field_pattern | extra_pattern
