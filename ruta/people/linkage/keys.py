"""Under which keys is a person stored, and which keys does a search probe?

Every key is a whole value to be looked up exactly in a b-tree: no pattern, no trigram. A DNI is stored whole and four
times with one block left out, so a wrong digit, a transposed, missing or surplus one still shares the key of the block
it lies in. Names are stored as skeletons in any order: three words, or two with the year of birth or the municipality,
for two words alone are shared by thousands. What is stored costs room for ever, a probe costs microseconds: the
variants (familiar forms, other dates) are all on the side of the search. The keys of a person fit a `bigint` column;
those that one search asks for together (the words of a day, the years of two words) are neighbours, so one page holds them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from ruta.people.linkage.neighbours import NOTHING, PLACES, YEARS, day_group, group_of, key_of, pair_group, place_within, triple_key
from ruta.people.linkage.normal import OF_PERSONS, full_forms, tokens
from ruta.people.linkage.record import DNI_DIGITS, Document, Record, bare_number, dni_of, phone_tail
from ruta.people.linkage.spelling import skeleton

MOST_STORED = 22
MOST_PROBED = 80
VERSION = 3
"""Stored beside nothing: who changes the text of a key writes a migration that makes all keys anew, and a higher number here."""
_BLOCKS = ((0, 4), (4, 8), (8, 11), (11, 13))
"""Municipality, year, and the serial number in two: what is left is rare enough to be a key."""
_GIVEN, _FAMILY, _WORDS_PROBED = 2, 2, 6
_TURNED_UNTIL = 12
_TWO, _THREE = 2, 3
_LAST = len(_BLOCKS) - 1


class Probe(NamedTuple):
    """One key to look up, and what it speaks about: dni, dni_near, document, phone, birth_date, birth_near, name or place."""

    key: int
    kind: str


# ---- names


@lru_cache(maxsize=200_000)
def _stored_code(token: str) -> str:
    full = full_forms(token)
    return skeleton(full[0] if len(full) == 1 else token)


@lru_cache(maxsize=200_000)
def _probed_codes(token: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(skeleton(form) for form in (token, *full_forms(token))))


def _together(codes: Iterable[str]) -> str:
    return "|".join(sorted(codes))


class _Name(NamedTuple):
    """What the words of a name are in the keys: their places within a day, the groups of their pairs, the keys of their triples."""

    words: tuple[int, ...]
    pairs: tuple[int, ...]
    triples: tuple[int, ...]
    is_short: bool


@lru_cache(maxsize=OF_PERSONS)
def _stored_name(given_names: str, surnames: str, name: str) -> _Name:
    given = [_stored_code(word) for word in tokens(given_names)]
    family = [_stored_code(word) for word in tokens(surnames)]
    loose = [_stored_code(word) for word in tokens(name)]
    if loose and not given and not family:  # nobody has told the parts apart: mostly the last two are surnames
        cut = max(len(loose) - _FAMILY, 1)
        given, family = loose[:cut], loose[cut:]
    given, family = given[:_GIVEN], family[:_FAMILY]
    pairs = [(one, other) for one in given[:1] for other in family] + list(combinations(family, _TWO))
    triples = [(*given[:_TWO], other) for other in family[:1] if len(given) >= _TWO]
    triples += [(one, *family) for one in given if len(family) == _TWO]
    words = (*given, *family)
    return _Name(
        tuple(map(place_within, words)),
        tuple(pair_group(pair) for pair in dict.fromkeys(map(_together, pairs or combinations(words, _TWO)))),
        tuple(triple_key(triple) for triple in dict.fromkeys(map(_together, triples))),
        len(words) <= _TWO,
    )


def _words(record: Record) -> list[tuple[str, ...]]:
    split = (*tokens(record.given_names), *tokens(record.surnames), *tokens(record.name))[:_WORDS_PROBED]
    return [_probed_codes(word) for word in split]  # one surname borne twice is a pair too


def _groups(words: Sequence[tuple[str, ...]], size: int) -> list[str]:
    return list(dict.fromkeys(_together(codes) for group in combinations(words, size) for codes in product(*group)))


# ---- birth date


def swapped(day: date) -> date | None:
    """The date with day and month exchanged, when that is another date."""
    if day.day > _TURNED_UNTIL or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def _days(day: date) -> list[date]:
    """The dates that are taken for the same one."""
    turned = swapped(day)
    return [day, turned] if turned else [day]


def _near_days(day: date) -> list[date]:
    """A year off, and the first of January of who did not know the day."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    near = [date(year, day.month, last) for year in (day.year - 1, day.year + 1) if date.min.year < year < date.max.year]
    first = date(day.year, 1, 1)
    return near if day == first else [*near, first]


# ---- numbers


def _whole(dni: str) -> int:
    """A whole DNI stands beside what is left of it without its last block."""
    return _without(_LAST, dni[: _BLOCKS[_LAST][0]]) + 1 + int(dni[_BLOCKS[_LAST][0] :])


def _without(block: int, rest: str) -> int:
    return group_of(f"d|{rest}") if block == _LAST else key_of(f"d{block}|{rest}")


def _without_blocks(dni: str) -> list[int]:
    return [_without(block, dni[:start] + dni[end:]) for block, (start, end) in enumerate(_BLOCKS)]


def _stored_dni(dni: str) -> list[int]:
    if len(dni) != DNI_DIGITS:
        return [key_of(f"o|{dni}")] if dni else []
    return [_whole(dni), *_without_blocks(dni)]


def _probed_dni(dni: str) -> list[tuple[str, int]]:
    surplus = len(dni) - DNI_DIGITS
    if surplus == 0:
        boundaries = [end for _, end in _BLOCKS[:-1]]
        turned = [_whole(f"{dni[: at - 1]}{dni[at]}{dni[at - 1]}{dni[at + 1 :]}") for at in boundaries if dni[at] != dni[at - 1]]
        return [("dni", _whole(dni)), *(("dni_near", near) for near in (*_without_blocks(dni), *turned))]
    other = ("dni_near", key_of(f"o|{dni}"))
    if abs(surplus) == 1:
        realigned = [_without(block, dni[:start] + dni[end + surplus :]) for block, (start, end) in enumerate(_BLOCKS)]
        return [*(("dni_near", near) for near in realigned), other]
    return [other] if dni else []


def _other_numbers(documents: Iterable[Document]) -> list[int]:
    numbers = (bare_number(number) for kind, number in documents if kind not in ("dni", "none"))
    return [key_of(f"o|{number}") for number in numbers if number][:2]


def _phones(phones: Iterable[str]) -> list[int]:
    return [key_of(f"p|{tail}") for tail in map(phone_tail, phones) if tail][:2]


# ---- the two doors


def stored_keys(record: Record) -> list[int]:
    """The keys under which a person of the register is found, at most 22 and usually 15 to 18."""
    name, born, place = _stored_name(record.given_names, record.surnames, record.name), record.birth_date, record.municipality
    keys = [
        *_stored_dni(dni_of(record.documents)),
        *_other_numbers(record.documents),
        *_phones(record.phones),
        *([day_group(born) + word for word in name.words] if born else ()),
        *name.triples,
        *([pair + YEARS + born.year for pair in name.pairs] if born else ()),
        *([pair + PLACES + place_within(place) for pair in name.pairs] if place else ()),
        *([pair + NOTHING for pair in name.pairs] if name.is_short else ()),
    ]
    return list(dict.fromkeys(keys))[:MOST_STORED]


def probes(record: Record) -> list[Probe]:
    """The keys that a search probes by kind, at most 80, the most telling first."""
    kinds: dict[int, str] = {}
    for kind, key in _probed(record):
        kinds.setdefault(key, kind)
    return [Probe(key, kind) for key, kind in list(kinds.items())[:MOST_PROBED]]


def query_keys(record: Record) -> list[int]:
    """The keys that a search probes, at most 80, the most telling first."""
    return [probe.key for probe in probes(record)]


CONFIRMING = frozenset(["name", "place", "birth_near"])
"""Kinds whose keys many persons share: in bulk they only confirm whom another key found."""


def probe_keys(record: Record) -> tuple[list[int], list[int]]:
    """The same keys in two groups: numbers and dates, which find few persons, and names, which only confirm them."""
    found = probes(record)
    return [probe.key for probe in found if probe.kind not in CONFIRMING], [probe.key for probe in found if probe.kind in CONFIRMING]


def _probed(record: Record) -> Iterator[tuple[str, int]]:
    words, born, place = _words(record), record.birth_date, record.municipality
    pairs, triples = [pair_group(pair) for pair in _groups(words, _TWO)], _groups(words, _THREE)
    singles = [place_within(code) for code in dict.fromkeys(code for codes in words for code in codes)]
    yield from _probed_dni(dni_of(record.documents))
    yield from (("document", number) for number in _other_numbers(record.documents))
    yield from (("phone", number) for number in _phones(record.phones))
    if born:
        yield from (("birth_date", day_group(day) + word) for day in _days(born) for word in singles)
        yield from (("name", pair + YEARS + born.year) for pair in pairs)
    yield from (("name", triple_key(triple)) for triple in triples)
    yield from (("name", pair + NOTHING) for pair in pairs)
    if place:
        yield from (("place", pair + PLACES + place_within(place)) for pair in pairs)
    if born:
        yield from (("birth_near", day_group(day) + word) for day in _near_days(born) for word in singles)
        yield from (("birth_near", pair + YEARS + year) for year in (born.year - 1, born.year + 1) for pair in pairs)
