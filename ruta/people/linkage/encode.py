"""How does a record become a row of numbers, so that a compiled loop can compare it?"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from math import log2
from threading import local
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.kernel.scoring import score_pairs
from ruta.people.linkage.kernel.shapes import WIDTH, Rows, Tables, Texts, Words, scratch
from ruta.people.linkage.levels import MOST_EXTRAS
from ruta.people.linkage.normal import full_forms
from ruta.people.linkage.places import place_of
from ruta.people.linkage.record import (
    MOST_DOCUMENTS,
    MOST_LETTERS,
    MOST_PHONES,
    MOST_TOKENS,
    Record,
    other_documents,
    profile,
)
from ruta.people.linkage.score import Scorer
from ruta.people.linkage.spelling import sound
from ruta.people.linkage.tables import tables_of

_MOST_FORMS = 6
_EIGHT_DIGITS = 8
_SEVEN = 10**9
"""Added to a telephone of seven digits, so that it is never taken for one of eight."""
_LETTERS = {letter: code for code, letter in enumerate("abcdefghijklmnopqrstuvwxyz", start=97)} | {"ỹ": 1, "ĝ": 2, "ĉ": 3}


class Scores(NamedTuple):
    """One entry per pair: the odds in bits, and the levels as a pattern (see `patterns.py`)."""

    weights: NDArray[np.float64]
    patterns: NDArray[np.int64]

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """The probability that each pair is one person."""
        return 1.0 / (1.0 + np.exp2(-np.clip(self.weights, -60.0, 60.0)))


class _Grown:
    """Arrays that grow together by doubling."""

    def __init__(self, **columns: NDArray) -> None:
        self.columns = columns

    def set(self, at: int, **values: object) -> None:
        if at >= len(next(iter(self.columns.values()))):
            self.columns = {name: np.concatenate([column, np.zeros_like(column)]) for name, column in self.columns.items()}
        for name, value in values.items():
            self.columns[name][at] = value


def _padded(codes: Sequence[int], width: int = WIDTH) -> NDArray[np.uint8]:
    row = np.zeros(width, np.uint8)
    row[: min(len(codes), width)] = list(codes[:width])
    return row


class Encoder:
    """Numbers words, places and documents as it meets them; records encoded by one encoder can be compared with each other.

    Keep one for a register: the rows stay valid while it grows. Not for two threads that encode at once; `score` may run in several.
    """

    def __init__(self, scorer: Scorer | None = None, extras: int = 0, exact: frozenset[int] = frozenset()) -> None:
        self.scorer = scorer or Scorer()
        self.extras, self.exact = min(extras, MOST_EXTRAS), exact
        self.extra_shares: tuple[dict[str, float], ...] = ()
        self._word_numbers: dict[str, int] = {}
        self._sounds: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._text_numbers: dict[tuple[Hashable, str], int] = {}
        self._codes: dict[tuple[str, str], int] = {}
        self._room = local()
        self._tables: tuple[Scorer, Tables] | None = None
        self._words = _Grown(
            letters=np.zeros((1024, WIDTH), np.uint8),
            length=np.zeros(1024, np.uint8),
            mask=np.zeros(1024, np.uint32),
            sound=np.zeros(1024, np.int32),
            heard=np.zeros((1024, WIDTH), np.uint8),
            heard_length=np.zeros(1024, np.uint8),
            itself=np.zeros(1024, np.int32),
            stands_for=np.zeros((1024, _MOST_FORMS), np.int32),
            bits=np.zeros((1024, 2), np.float64),
        )
        self._texts = _Grown(
            letters=np.zeros((1024, WIDTH), np.uint8),
            length=np.zeros(1024, np.uint8),
            department=np.zeros(1024, np.int16),
            code=np.zeros(1024, np.int32),
            centre=np.zeros((1024, 2), np.float64),
            bits=np.zeros(1024, np.float64),
        )

    @property
    def words(self) -> Words:
        """The words met so far."""
        return Words(**self._words.columns)

    @property
    def texts(self) -> Texts:
        """The places, documents and extra fields met so far."""
        return Texts(**self._texts.columns)

    @property
    def known_words(self) -> list[str]:
        """The words met so far, in the order of their numbers."""
        return list(self._word_numbers)

    @property
    def known_texts(self) -> list[tuple[Hashable, str]]:
        """The texts met so far with their domains, in the order of their numbers."""
        return list(self._text_numbers)

    def reweigh(self, scorer: Scorer) -> None:
        """Take another model or other frequencies; what is encoded stays valid."""
        self.scorer = scorer
        for number, word in enumerate(self._word_numbers):
            self._words.columns["bits"][number] = self._word_bits(word)
        for number, (domain, text) in enumerate(self._text_numbers):
            self._texts.columns["bits"][number] = self._text_bits(domain, text)

    # ---- numbering

    def word(self, word: str) -> int:
        """The number of a word."""
        known = self._word_numbers.get(word)
        if known is None:
            known = self._word_numbers[word] = len(self._word_numbers)
            heard = sound(word)
            forms = [self._form(full) for full in full_forms(word)][:_MOST_FORMS]
            self._words.set(
                known,
                letters=_padded(word.encode("ascii")),
                length=len(word),
                mask=sum(1 << (ord(letter) - 97) for letter in set(word)),
                sound=self._sounds.setdefault(heard, len(self._sounds)),
                heard=_padded([_LETTERS.get(letter, 4) for letter in heard]),
                heard_length=min(len(heard), WIDTH),
                itself=self._form(word),
                stands_for=forms + [-1] * (_MOST_FORMS - len(forms)),
                bits=self._word_bits(word),
            )
        return known

    def _form(self, word: str) -> int:
        return self._forms.setdefault(word, len(self._forms))

    def text(self, domain: Hashable, text: str) -> int:
        """The number of a text within its domain; -1 for a blank."""
        if not text:
            return -1
        known = self._text_numbers.get((domain, text))
        if known is None:
            known = self._text_numbers[domain, text] = len(self._text_numbers)
            place = place_of(text) if domain == "place" else None
            self._texts.set(
                known,
                letters=_padded([ord(letter) % 256 for letter in text[:MOST_LETTERS]]),
                length=0 if domain in self.exact else min(len(text), MOST_LETTERS),  # without letters nothing is near
                department=place.department if place else 0,
                code=int(place.code) if place else 0,
                centre=(place.east, place.north) if place else (0.0, 0.0),
                bits=self._text_bits(domain, text),
            )
        return known

    def _word_bits(self, word: str) -> tuple[float, float]:
        return log2(self.scorer.rarity("given", word)), log2(self.scorer.rarity("surname", word))

    def _text_bits(self, domain: Hashable, text: str) -> float:
        """How common a text is, in bits; 1 where nobody has counted."""
        shares: Mapping[str, float] = {}
        if domain == "place":
            shares = self.scorer.frequencies.place
        elif isinstance(domain, int) and domain < len(self.extra_shares):
            shares = self.extra_shares[domain]
        share = shares.get(text, 0.0)
        return log2(share) if share else 1.0

    def code(self, domain: str, text: str) -> int:
        """A small number, from 1, for a code such as a sex or a kind of document."""
        return self._codes.setdefault((domain, text), len(self._codes) + 1)

    # ---- encoding

    def encode(self, records: Iterable[Record]) -> Rows:
        """The rows of some records, in their order."""
        held = list(records)
        rows = empty_rows(len(held), self.extras)
        for at, record in enumerate(held):
            self._put(rows, at, record)
        return rows

    def _put(self, rows: Rows, at: int, record: Record) -> None:
        seen = profile(record)
        self.put_words(rows, at, seen.given, seen.surnames, seen.loose)
        rows.dni[at], rows.dni_length[at] = int(seen.dni or 0), len(seen.dni)
        rows.birth[at] = day_number(seen.birth_date)
        rows.sex[at] = self.code("sex", seen.sex) if seen.sex else 0
        rows.place[at] = self.text("place", seen.municipality)
        for place, tail in enumerate(sorted(seen.phones)):
            rows.phones[at, place] = phone_number(tail)
        for place, document in enumerate(other_documents(record.documents) if seen.others else ()):
            rows.kinds[at, place] = self.code("kind", document.kind)
            rows.numbers[at, place] = self.text("document", document.number)

    def put_words(self, rows: Rows, at: int, given: Sequence[str], surnames: Sequence[str], loose: Sequence[str] = ()) -> None:
        """Write the words of a name into a row."""
        rows.counts[at] = len(given), len(surnames), len(loose)
        for place, word in enumerate(loose or given):
            rows.words[at, place] = self.word(word)
        for place, word in enumerate(surnames, start=MOST_TOKENS):
            rows.words[at, place] = self.word(word)

    # ---- scoring

    def tables(self) -> Tables:
        """The model of the scorer as arrays."""
        if self._tables is None or self._tables[0] is not self.scorer:
            self._tables = self.scorer, tables_of(self.scorer.weights, self.extras)
        return self._tables[1]

    def frozen(self) -> tuple[Words, Texts, Tables]:
        """What the loop needs beside the rows: all that may travel to another process."""
        return self.words, self.texts, self.tables()

    def score(self, left: Rows, right: Rows, ones: NDArray[np.int64], others: NDArray[np.int64]) -> Scores:
        """Score the pairs of rows `left[ones[i]]`, `right[others[i]]`."""
        scores = Scores(np.empty(len(ones), np.float64), np.empty(len(ones), np.int64))
        room = getattr(self._room, "scratch", None)
        if room is None:
            room = self._room.scratch = scratch()
        score_pairs(*self.frozen(), left, right, ones, others, room, *scores)
        return scores

    def score_against(self, query: Rows, candidates: Rows) -> NDArray[np.float64]:
        """The probability that the first record of `query` is each of the candidates."""
        count = len(candidates.dni)
        return self.score(query, candidates, np.zeros(count, np.int64), np.arange(count)).probabilities


def empty_rows(count: int, extras: int = 0) -> Rows:
    """Rows that know nothing of anybody."""
    return Rows(
        words=np.full((count, 2 * MOST_TOKENS), -1, np.int32),
        counts=np.zeros((count, 3), np.uint8),
        dni=np.zeros(count, np.int64),
        dni_length=np.zeros(count, np.int8),
        birth=np.zeros(count, np.int32),
        sex=np.zeros(count, np.int8),
        place=np.full(count, -1, np.int32),
        phones=np.full((count, MOST_PHONES), -1, np.int64),
        kinds=np.zeros((count, MOST_DOCUMENTS), np.int16),
        numbers=np.full((count, MOST_DOCUMENTS), -1, np.int32),
        extras=np.full((count, extras), -1, np.int32),
    )


def day_number(day: date | None) -> int:
    """A date as the digits of year, month and day; 0 when unknown."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def phone_number(tail: str) -> int:
    """A bare telephone as a number."""
    return int(tail) if len(tail) == _EIGHT_DIGITS else int(tail) + _SEVEN
