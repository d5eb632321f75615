"""Under which keys do persons of two files meet? Whole arrays at once; a pair is compared when it shares one."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.encode import Encoder
from ruta.people.linkage.kernel.shapes import Rows
from ruta.people.linkage.normal import full_forms
from ruta.people.linkage.record import DNI_DIGITS, MOST_TOKENS
from ruta.people.linkage.spelling import skeleton

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_GIVEN, _FAMILY, _WORDS = 3, 3, 5
ROWS_A_TIME = 100_000
_BLOCKS = ((0, 4), (4, 8), (8, 11), (11, 13))


class Family(NamedTuple):
    """Keys of one kind, with the most persons of the register that one key may find: a larger crowd tells nothing."""

    name: str
    most: int


FAMILIES = (Family("dni", 30), Family("document", 30), Family("phone", 30), Family("birth", 40))
"""What every row asks: few pairs, and nine persons of ten among them."""

LOOSER = (Family("words", 30), Family("year", 30), Family("place", 20))
SMALL = 200_000
LOOSEST = (
    Family("word", 60),
    Family("pair", 60),
    Family("day", 60),
    Family("word_year", 60),
    Family("word_day", 60),
    Family("word_place", 60),
    Family("place_year", 40),
    Family("extra", 60),
)
"""What is worth probing as long as a register is small: beyond, nearly every such key finds a crowd."""


def loose_families_for(register_size: int) -> tuple[Family, ...]:
    """The families of keys that only rows without a sure answer ask."""
    return LOOSER if register_size > SMALL else (*LOOSER, *LOOSEST)


class Keys(NamedTuple):
    """Two columns of equal length: a key, and the row that holds it."""

    keys: NDArray[np.int64]
    rows: NDArray[np.int32]


def word_codes(encoder: Encoder) -> NDArray[np.int64]:
    """For each word its code: the skeleton of the name that it stands for."""
    codes: dict[str, int] = {}
    made = []
    for word in encoder.known_words:
        full = full_forms(word)
        made.append(codes.setdefault(skeleton(full[0] if len(full) == 1 else word), len(codes)))
    return np.array([*made, -1], np.int64)  # word -1 has code -1


def keys_of(rows: Rows, codes: NDArray[np.int64], family: str, *, is_file: bool) -> Keys:
    """The keys of one kind; the file also probes what may have been turned."""
    found = [Keys(np.empty(0, np.int64), np.empty(0, np.int32)), *keys_in_parts(rows, codes, family, is_file=is_file)]
    return Keys(*(np.concatenate(column) for column in zip(*found, strict=True)))


def keys_in_parts(rows: Rows, codes: NDArray[np.int64], family: str, *, is_file: bool) -> Iterator[Keys]:
    """The same keys some at a time: a register has more of them than need to stand in memory at once."""
    for start in range(0, len(rows.dni), ROWS_A_TIME):
        some = Rows._make(column[start : start + ROWS_A_TIME] for column in rows)
        for keys, at in _MAKERS[family](some, codes, is_file):
            yield Keys(keys, at + np.int32(start))


Made = Iterator[tuple[NDArray[np.int64], NDArray[np.int32]]]


def _mixed(kind: int, *parts: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for the parts of a key; the kind is mixed in first, so that no key of one kind is regularly that of another."""
    mixed = np.full(len(parts[0]), _kind_mixed(kind), np.uint64)
    for part in parts:
        mixed = (mixed ^ part.astype(np.uint64)) * _GOLDEN
        mixed ^= mixed >> _SHIFT
    return mixed.view(np.int64)


def _kind_mixed(kind: int) -> int:
    mixed = kind * 0x9E3779B97F4A7C15 & (1 << 64) - 1
    return mixed ^ mixed >> 29


def _made(kind: int, where: NDArray[np.bool_], *parts: NDArray) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    at = np.flatnonzero(where)
    return _mixed(kind, *(part[at].astype(np.int64) for part in parts)), at.astype(np.int32)


def _dni(rows: Rows, _codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    """The whole number, and with each of four blocks left out: one wrong or exchanged digit spoils one block."""
    known = rows.dni_length > 0
    yield _made(1, known, rows.dni)
    whole = rows.dni_length == DNI_DIGITS
    for kind, (start, end) in enumerate(_BLOCKS, start=2):
        low = 10 ** (DNI_DIGITS - end)
        yield _made(kind, whole, rows.dni // 10 ** (DNI_DIGITS - start) * low + rows.dni % low)


def _document(rows: Rows, _codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    for column in range(rows.numbers.shape[1]):
        numbers = rows.numbers[:, column]
        yield _made(10, numbers >= 0, numbers)


def _phone(rows: Rows, _codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    for column in range(rows.phones.shape[1]):
        phones = rows.phones[:, column]
        yield _made(11, phones >= 0, phones)


def _columns(rows: Rows, codes: NDArray[np.int64]) -> tuple[list[NDArray], list[NDArray]]:
    given = [codes[rows.words[:, at]] for at in range(_GIVEN)]
    family = [codes[rows.words[:, MOST_TOKENS + at]] for at in range(_FAMILY)]
    return given, family


def _birth(rows: Rows, codes: NDArray[np.int64], is_file: bool) -> Made:  # noqa: FBT001
    given, family = _columns(rows, codes)
    known = (rows.birth > 0) & (rows.birth % 10_000 != 101)
    month, day = rows.birth // 100 % 100, rows.birth % 100
    turned = rows.birth // 10_000 * 10_000 + day * 100 + month
    for column in (*given, *family):
        yield _made(12, known & (column >= 0), rows.birth, column)
        if is_file:
            yield _made(12, known & (column >= 0) & (day <= 12) & (day != month), turned, column)


def _words(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    """Three words of the name in any order, whichever are given names."""
    given, family = _columns(rows, codes)
    together = np.sort(np.stack([*given, *family], axis=1), axis=1)[:, ::-1][:, :_WORDS]
    for one, other, third in combinations(range(_WORDS), 3):
        known = together[:, third] >= 0
        yield _made(13, known, together[:, one], together[:, other], together[:, third])


def _year(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    given, family = _columns(rows, codes)
    for one in given:
        for other in family:
            yield _made(14, (one >= 0) & (other >= 0) & (rows.birth > 0), one, other, rows.birth // 10_000)


def _place(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    given, family = _columns(rows, codes)
    for one in given:
        for other in family:
            yield _made(15, (one >= 0) & (other >= 0) & (rows.place >= 0), one, other, rows.place)


def _together(rows: Rows, codes: NDArray[np.int64]) -> list[NDArray]:
    given, family = _columns(rows, codes)
    return [*given, *family]


def _pair(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    for one, other in combinations(_together(rows, codes), 2):
        yield _made(20, (one >= 0) & (other >= 0), np.minimum(one, other), np.maximum(one, other))


def _word(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    """One uncommon word of the name alone, where everything else was typed wrong or is not known."""
    for word in _together(rows, codes):
        yield _made(16, word >= 0, word)


def _day(rows: Rows, _codes: NDArray[np.int64], is_file: bool) -> Made:  # noqa: FBT001
    month, day = rows.birth // 100 % 100, rows.birth % 100
    known = (rows.birth > 0) & (rows.birth % 10_000 != 101)
    yield _made(21, known, rows.birth)
    if is_file:
        yield _made(21, known & (day <= 12) & (day != month), rows.birth // 10_000 * 10_000 + day * 100 + month)


def _word_year(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    for word in _together(rows, codes):
        yield _made(22, (word >= 0) & (rows.birth > 0), word, rows.birth // 10_000)


def _word_day(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    for word in _together(rows, codes):
        yield _made(23, (word >= 0) & (rows.birth > 0), word, rows.birth % 10_000)


def _word_place(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    for word in _together(rows, codes):
        yield _made(24, (word >= 0) & (rows.place >= 0), word, rows.place)


def _place_year(rows: Rows, _codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    yield _made(25, (rows.place >= 0) & (rows.birth > 0), rows.place, rows.birth // 10_000)
    yield _made(26, (rows.place >= 0) & (rows.birth > 0), rows.place, rows.birth % 10_000)


def _extra(rows: Rows, codes: NDArray[np.int64], _is_file: bool) -> Made:  # noqa: FBT001
    for column in range(rows.extras.shape[1]):
        value = rows.extras[:, column]
        yield _made(27 + column, value >= 0, value)
        for word in _together(rows, codes):
            yield _made(40 + column, (value >= 0) & (word >= 0), value, word)


_LOOSE = {"word": _word, "pair": _pair, "day": _day, "word_year": _word_year, "word_day": _word_day, "word_place": _word_place}
_LOOSE |= {"place_year": _place_year, "extra": _extra}
_MAKERS = _LOOSE | {"dni": _dni, "document": _document, "phone": _phone, "birth": _birth, "words": _words, "year": _year, "place": _place}
