"""Under which keys is a person stored, and which keys does a search probe?

Every key is a whole value to be looked up exactly in a b-tree: no pattern, no trigram. A DNI is stored whole and four
times with one block left out, so a wrong digit, a transposed, missing or surplus one still shares the key of the block
it lies in. Names are stored as pairs of skeletons in any order. The keys of a person fit a `bigint` column.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from ruta.people.linkage.normal import full_forms, tokens
from ruta.people.linkage.record import DNI_DIGITS, Document, Record, bare_number, dni_of, phone_tail
from ruta.people.linkage.spelling import skeleton

MOST_STORED = 16
MOST_PROBED = 40
_BLOCKS = ((0, 4), (4, 8), (8, 11), (11, 13))
"""Municipality, year, and the serial number in two: what is left is rare enough to be a key."""
_MOST_NAME_PROBES = 16
_MOST_DATE_PROBES = 10
_GIVEN_STORED, _SURNAMES_STORED, _LOOSE_STORED = 3, 3, 5


def key_of(material: str) -> int:
    """A stable signed 64-bit number for the text of a key."""
    return int.from_bytes(blake2b(material.encode(), digest_size=8).digest(), "big", signed=True)


# ---- names


@lru_cache(maxsize=200_000)
def _stored_code(token: str) -> str:
    full = full_forms(token)
    return skeleton(full[0] if len(full) == 1 else token)


@lru_cache(maxsize=200_000)
def _probed_codes(token: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(skeleton(form) for form in (token, *full_forms(token))))


def _pair(left: str, right: str) -> str:
    return f"n|{left}|{right}" if left <= right else f"n|{right}|{left}"


@lru_cache(maxsize=200_000)
def _stored_names(given_names: str, surnames: str, name: str) -> tuple[str, ...]:
    given = [_stored_code(word) for word in tokens(given_names)[:_GIVEN_STORED]]
    family = [_stored_code(word) for word in tokens(surnames)[:_SURNAMES_STORED]]
    loose = [_stored_code(word) for word in tokens(name)[:_LOOSE_STORED]]
    pairs = [_pair(one, other) for one in given for other in family]
    pairs += [_pair(*both) for both in (*combinations(family, 2), *combinations(loose, 2))]
    return tuple(dict.fromkeys(pairs))


def _probed_names(words: list[tuple[str, ...]]) -> list[str]:
    pairs = [_pair(one, other) for left, right in combinations(words, 2) for one in left for other in right]
    return list(dict.fromkeys(pairs))[:_MOST_NAME_PROBES]


# ---- birth date


def _stored_dates(record: Record) -> list[str]:
    if record.birth_date is None:
        return []
    day = record.birth_date.isoformat()
    loose = tokens(record.name)[:_LOOSE_STORED]
    words = (*tokens(record.given_names)[:1], *tokens(record.surnames)[:1], *loose)
    return [f"b|{day}|{_stored_code(word)}" for word in words[:3]]


def swapped(day: date) -> date | None:
    """The date with day and month exchanged, when that is another date."""
    if day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def _probed_dates(day: date | None, words: list[tuple[str, ...]]) -> list[str]:
    if day is None:
        return []
    days = [day.isoformat(), *(other.isoformat() for other in [swapped(day)] if other)]
    return [f"b|{when}|{code}" for when in days for codes in words for code in codes][:_MOST_DATE_PROBES]


# ---- numbers


def _without_blocks(dni: str) -> list[str]:
    return [f"d{index}|{dni[:start]}{dni[end:]}" for index, (start, end) in enumerate(_BLOCKS)]


def _stored_dni(dni: str) -> list[str]:
    if len(dni) != DNI_DIGITS:
        return [f"o|{dni}"] if dni else []
    return [f"d|{dni}", *_without_blocks(dni)]


def _probed_dni(dni: str) -> list[str]:
    surplus = len(dni) - DNI_DIGITS
    if surplus == 0:
        boundaries = [end for _, end in _BLOCKS[:-1]]
        turned = [f"d|{dni[: at - 1]}{dni[at]}{dni[at - 1]}{dni[at + 1 :]}" for at in boundaries]
        return [f"d|{dni}", *_without_blocks(dni), *turned]
    if abs(surplus) == 1:
        realigned = [f"d{index}|{dni[:start]}{dni[end + surplus :]}" for index, (start, end) in enumerate(_BLOCKS)]
        return [*realigned, f"o|{dni}"]
    return [f"o|{dni}"] if dni else []


def _other_numbers(documents: Iterable[Document]) -> list[str]:
    numbers = (bare_number(number) for kind, number in documents if kind not in ("dni", "none"))
    return [f"o|{number}" for number in numbers if number]


def _phones(phones: Iterable[str]) -> list[str]:
    return [f"p|{tail}" for tail in map(phone_tail, phones) if tail]


# ---- the two doors


def stored_keys(record: Record) -> list[int]:
    """The keys under which a person of the register is found, at most 16 and usually 12 or 13."""
    materials = [
        *_stored_dni(dni_of(record.documents)),
        *_other_numbers(record.documents)[:2],
        *_phones(record.phones)[:2],
        *_stored_dates(record),
        *_stored_names(record.given_names, record.surnames, record.name),
    ]
    return [key_of(material) for material in dict.fromkeys(materials)][:MOST_STORED]


def query_keys(record: Record) -> list[int]:
    """The keys that a search probes, at most 40, the most telling first."""
    telling, names = _probed(record)
    return [key_of(material) for material in dict.fromkeys((*telling, *names))][:MOST_PROBED]


def probe_keys(record: Record) -> tuple[list[int], list[int]]:
    """The same keys in two groups: numbers and dates, which find few persons, and names, which only confirm them."""
    telling, names = _probed(record)
    return [key_of(material) for material in dict.fromkeys(telling)], [key_of(material) for material in names]


def _probed(record: Record) -> tuple[list[str], list[str]]:
    split = (*tokens(record.given_names), *tokens(record.surnames), *tokens(record.name))
    words = [_probed_codes(word) for word in split]  # one surname borne twice is a pair too
    telling = [
        *_probed_dni(dni_of(record.documents)),
        *_other_numbers(record.documents)[:2],
        *_phones(record.phones)[:2],
        *_probed_dates(record.birth_date, words),
    ]
    return telling, _probed_names(words)
