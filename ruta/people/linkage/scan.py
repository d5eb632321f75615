"""Who in a whole register looks most like the person at the counter? Everybody is compared, coarsely, in milliseconds.

Each person is six numbers of 64 bits: their id, which pairs of letters sound in the name (128 bits), and the parts of DNI, birth date,
place, telephone and sex, sixteen bits each. All but the id are hashed with a secret, so that the numbers alone tell nothing.
"""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from threading import Event
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.normal import full_forms, tokens
from ruta.people.linkage.record import DNI_DIGITS, UNKNOWN, Record, dni_of, phone_tail
from ruta.people.linkage.spelling import sound

VERSION = 1
"""Of the numbers below: a copy of another version is made anew."""
ID, NAME, OTHER_NAME, DNI, BIRTH, REST = range(6)
COLUMNS = 6
MOST_SCORE = 1024
_BITS, _HALF = 128, 64
_WORDS = 6
_BLOCKS = ((0, 4), (4, 8), (8, 11), (11, 13))
_PHONE_HALF = 4
Numbers = NDArray[np.uint64]


class Signer:
    """Turns records into numbers under one secret; keep one for each secret, it remembers words and places."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret[:64]
        self._part = lru_cache(maxsize=200_000)(self._hashed)
        self._word = lru_cache(maxsize=200_000)(self._letters_of)

    def numbers(self, records: Iterable[Record]) -> Numbers:
        """Six rows of numbers, a column for each record; `ref` is the id."""
        columns = [self.signed(record) for record in records]
        return np.array(columns, np.uint64).reshape(-1, COLUMNS).T

    def signed(self, record: Record) -> tuple[int, ...]:
        """The six numbers of one record."""
        letters = self._letters(record)
        ref = record.ref if isinstance(record.ref, int) else 0
        low = letters & 0xFFFF_FFFF_FFFF_FFFF
        return ref, low, letters >> _HALF, self._dni(record), self._birth(record), self._rest(record, letters.bit_count())

    def _hashed(self, domain: str, text: str) -> int:
        """Sixteen bits of a text, never zero: zero is unknown."""
        if not text:
            return 0
        made = blake2b(f"{domain}|{text}".encode(), digest_size=4, key=self._secret).digest()
        return int.from_bytes(made, "big") % 65_535 + 1

    def _letters_of(self, word: str) -> int:
        full = full_forms(word)
        heard = f"^{sound(full[0] if full else word)}$"
        bits = 0
        for one, other in pairwise(heard):
            bits |= 1 << (self._part("letters", one + other) % _BITS)
        return bits

    def _letters(self, record: Record) -> int:
        bits = 0
        for word in (*tokens(record.given_names), *tokens(record.surnames), *tokens(record.name))[:_WORDS]:
            bits |= self._word(word)
        return bits

    def _dni(self, record: Record) -> int:
        dni = dni_of(record.documents)
        if len(dni) != DNI_DIGITS:
            return 0
        return _packed(*(self._part(f"dni{at}", dni[start:end]) for at, (start, end) in enumerate(_BLOCKS)))

    def _birth(self, record: Record) -> int:
        day = record.birth_date
        place = self._part("place", record.municipality)
        if day is None:
            return _packed(0, 0, 0, place)
        return _packed(self._part("year", str(day.year)), self._part("day", str(day.month)), self._part("day", str(day.day)), place)

    def _rest(self, record: Record, letters: int) -> int:
        tail = next(filter(None, map(phone_tail, record.phones)), "")
        sex = "" if record.sex in UNKNOWN else record.sex
        return _packed(self._part("phone", tail[:_PHONE_HALF]), self._part("tail", tail[_PHONE_HALF:]), self._part("sex", sex), letters)


def _packed(one: int, two: int, three: int, four: int) -> int:
    return one | two << 16 | three << 32 | four << 48


class Nearest(NamedTuple):
    """The ids of those most like the sought person, and how alike, the best first."""

    ids: list[int]
    scores: list[int]


def nearest(register: Numbers, sought: tuple[int, ...], most: int = 64) -> Nearest:
    """At most `most` persons of the register, the likest first; of equals the one written later."""
    count = register.shape[1]
    if not count:
        return Nearest([], [])
    query = np.array(sought, np.uint64)
    found = _swept(register, query, most) if _is_warm.is_set() else _compared(register, query, most)
    order = sorted(found, key=lambda pair: (-pair[1], -pair[0]))[:most]
    return Nearest([int(register[ID, at]) for at, _score in order], [score for _at, score in order])


def _swept(register: Numbers, query: Numbers, most: int) -> list[tuple[int, int]]:
    """Places and scores by the loop; a large register in as many parts as there are processors."""
    held, worth, count = register[:], name_worth(query).ravel(), register.shape[1]
    held.flags.writeable = False  # one kind of array, compiled once
    parts = min(_processors(), count // _PART_SIZE + 1)
    edges = [count * part // parts for part in range(parts + 1)]
    sweep = _loop()
    jobs = [_pool().submit(sweep, held, query, worth, begin, end, most) for begin, end in pairwise(edges[1:])]
    found = [sweep(held, query, worth, 0, edges[1], most), *(job.result() for job in jobs)]
    return [pair for places, points in found for pair in zip(places.tolist(), points.tolist(), strict=True)]


def _compared(register: Numbers, query: Numbers, most: int) -> list[tuple[int, int]]:
    """The same by NumPy, before the loop is there."""
    count = register.shape[1]
    scores = np.empty(count, np.int16)
    likeness(register, query, scores)
    ranks = scores.astype(np.int64) * count + np.arange(count)
    places = np.argpartition(-ranks, min(most, count) - 1)[:most]
    return [(at, int(scores[at])) for at in places.tolist()]


_is_warm = Event()
_PART_SIZE = 200_000
"""Below, handing a part to another processor costs more than it saves."""


@lru_cache(maxsize=1)
def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    """Threads that help a large scan; the loop runs beside Python."""
    return ThreadPoolExecutor(max_workers=_processors(), thread_name_prefix="scan")


os.register_at_fork(after_in_child=_pool.cache_clear)


def warm() -> None:
    """Load or compile the loop; before, NumPy does the same in many times the time."""
    one = np.ones((COLUMNS, 2), np.uint64)
    _swept(one, one[:, 0].copy(), 1)
    _is_warm.set()


@lru_cache(maxsize=1)
def _loop():  # type: ignore[no-untyped-def]  # noqa: ANN202 - importing the compiler costs time that not every command should pay
    from ruta.people.linkage.kernel.sweeping import sweep

    return sweep


# ---- the same in NumPy: what the loop is held against

PART = np.uint64(0xFFFF)
DNI_WORTH = (0, 0, 3, 56, 100)
"""By the number of equal blocks."""
WHOLE_NAME, BY_CHANCE, OF_SHORTER = 110, 0.2, 0.6
"""Quarters of a bit, as all that follow: half a name is worth a quarter of it, and two strangers share a fifth of the pairs of letters."""
YEAR, DAY, WHOLE_DATE, TURNED, OTHER_DATE = 20, 8, 20, 24, -16
PHONE_HALF, PHONE, SEX, OTHER_SEX, PLACE = 6, 48, 2, -16, 12


def _parts(numbers: Numbers) -> list[Numbers]:
    return [(numbers >> np.uint64(shift)) & PART for shift in (0, 16, 32, 48)]


def likeness(register: Numbers, query: Numbers, scores: NDArray[np.int16]) -> None:
    """How alike everybody is to the sought person; blanks count nothing."""
    total = _alike_names(register, query) + _alike_dni(register, query) + _alike_dates(register, query)
    phone, tail, sex, _letters = _parts(register[REST])
    own_phone, own_tail, own_sex, _own_letters = _parts(query[REST])
    heads, tails = (phone == own_phone) & (own_phone > 0), (tail == own_tail) & (own_tail > 0)
    total += PHONE_HALF * heads + PHONE_HALF * tails + (PHONE - 2 * PHONE_HALF) * (heads & tails)
    if own_sex:
        total += np.where(sex == own_sex, SEX, np.where(sex > 0, OTHER_SEX, 0))
    scores[:] = np.clip(total, 0, MOST_SCORE - 1)


def name_worth(query: Numbers) -> NDArray[np.int64]:
    """What a name is worth by the number of common bits (row) and of bits of the other name (column)."""
    both, theirs, own = np.arange(_BITS + 1)[:, None], np.arange(_BITS + 1)[None, :], int(query[REST] >> np.uint64(48))
    shorter, longer = np.minimum(theirs, own), np.maximum(theirs, own)
    share = OF_SHORTER * both / np.maximum(shorter, 1) + (1 - OF_SHORTER) * both / np.maximum(longer, 1)
    worth = WHOLE_NAME * np.clip((share - BY_CHANCE) / (1 - BY_CHANCE), 0, 1) ** 2
    return np.round(worth * (shorter > 0)).astype(np.int64)


def _alike_names(register: Numbers, query: Numbers) -> NDArray[np.int64]:
    both = np.bitwise_count(register[NAME] & query[NAME]).astype(np.int64) + np.bitwise_count(register[OTHER_NAME] & query[OTHER_NAME])
    theirs = (register[REST] >> np.uint64(48)).astype(np.int64)
    return name_worth(query)[both, theirs]


def _alike_dni(register: Numbers, query: Numbers) -> NDArray[np.int64]:
    pairs = zip(_parts(register[DNI]), _parts(query[DNI]), strict=True)
    return np.array(DNI_WORTH)[sum(((one == other) & (other > 0)).astype(np.int64) for one, other in pairs)]


def _alike_dates(register: Numbers, query: Numbers) -> NDArray[np.int64]:
    year, month, day, place = _parts(register[BIRTH])
    own_year, own_month, own_day, own_place = _parts(query[BIRTH])
    total = PLACE * ((place == own_place) & (own_place > 0)).astype(np.int64)
    if not own_year:
        return total
    years, months, days = year == own_year, month == own_month, day == own_day
    turned = (month == own_day) & (day == own_month)
    total += YEAR * years + DAY * months + DAY * days + WHOLE_DATE * (years & months & days) + TURNED * (turned & ~(months & days))
    is_known = (month != day) & (own_month != own_day)  # the first of January says little
    return total + OTHER_DATE * ((year > 0) & is_known & ~years & ~(months & days) & ~turned)
