"""What does the engine know of a person, and how are those data set side by side?"""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ruta.people.linkage.normal import OF_PERSONS, plain, tokens

MOST_TOKENS, MOST_LOOSE = 4, 6
"""Words of the given names and of the surnames; words of a whole name."""
MOST_LETTERS = 20
MOST_PHONES, MOST_DOCUMENTS = 3, 3
MOST_DIGITS = 18
UNKNOWN = frozenset(["", "unknown"])
"""What a coded field holds when nobody knows."""
DNI_DIGITS = 13
RTN_DIGITS = 14
PHONE_DIGITS = 8
_NOT_DIGIT = re.compile(r"\D+")
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


class Document(NamedTuple):
    """An identifier as typed: its kind (`dni`, `rtn`, `passport`, …) and its number."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Record:
    """A person as typed at a counter or held in the register; what is unknown stays empty.

    `name` holds a whole name whose given names and surnames nobody has told apart.
    """

    ref: Hashable = None
    name: str = ""
    given_names: str = ""
    surnames: str = ""
    birth_date: date | None = None
    sex: str = ""
    municipality: str = ""
    phones: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()


class Profile(NamedTuple):
    """A record ready to compare: words sorted, so that their order cannot matter; numbers bare."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    loose: tuple[str, ...]
    birth_date: date | None
    sex: str
    municipality: str
    phones: frozenset[str]
    dni: str
    others: frozenset[Document]


@lru_cache(maxsize=OF_PERSONS)
def sorted_tokens(name: str, most: int = MOST_TOKENS) -> tuple[str, ...]:
    """The first words of a name in alphabetical order."""
    return tuple(sorted(word[:MOST_LETTERS] for word in tokens(name)[:most]))


@lru_cache(maxsize=OF_PERSONS)
def digits(text: str) -> str:
    """The digits of a text."""
    return text if text.isascii() and text.isdigit() else _NOT_DIGIT.sub("", text)


@lru_cache(maxsize=OF_PERSONS)
def phone_tail(text: str) -> str:
    """The last eight digits of a telephone number, or nothing when it has fewer than seven."""
    bare = digits(text)
    return bare[-PHONE_DIGITS:] if len(bare) >= PHONE_DIGITS - 1 else ""


@lru_cache(maxsize=OF_PERSONS)
def bare_number(text: str) -> str:
    """A document number in lower case without marks."""
    return _NOT_ALNUM.sub("", plain(text))


def dni_of(documents: tuple[Document, ...]) -> str:
    """The digits of the DNI, taken from the RTN when only that is known."""
    implied = ""
    for kind, number in documents:
        if kind == "dni":
            return digits(number)
        if kind == "rtn" and len(digits(number)) == RTN_DIGITS:
            implied = digits(number)[:DNI_DIGITS]
    return implied


def phone_tails(phones: tuple[str, ...]) -> tuple[str, ...]:
    """The first telephones that are numbers, bare."""
    return tuple(filter(None, map(phone_tail, phones)))[:MOST_PHONES]


def other_documents(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """The first documents of other kinds than the DNI, with bare numbers."""
    bare = (Document(kind, bare_number(number)[:MOST_LETTERS]) for kind, number in documents if kind not in ("dni", "none"))
    return tuple(document for document in bare if document.number)[:MOST_DOCUMENTS]


_NOTHING: frozenset[Document] = frozenset()


def profile(record: Record) -> Profile:
    """Prepare a record for comparison."""
    documents = record.documents
    loose = sorted_tokens(record.name, MOST_LOOSE)
    return Profile(
        () if loose else sorted_tokens(record.given_names),
        () if loose else sorted_tokens(record.surnames),
        loose,
        record.birth_date,
        "" if record.sex in UNKNOWN else record.sex,
        record.municipality,
        frozenset(phone_tails(record.phones)),
        dni_of(documents)[:MOST_DIGITS] if documents else "",
        frozenset(other_documents(documents)) if documents else _NOTHING,
    )
