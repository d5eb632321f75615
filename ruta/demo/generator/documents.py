"""Which papers does a person carry? Synthetic DNI, passports, consular and refugee documents, RTN.

Nobody's real number: the correlative of a synthetic DNI is always 90000-99999, which no municipality reaches in a year
(the largest registers about thirty thousand births), passports begin with ZZ, consular documents with CS-DEMO and
refugee documents with RF-DEMO.
"""

from dataclasses import replace

import numpy as np

from ruta.demo.generator.households import Kin
from ruta.demo.generator.persons import Sketch, birth_years
from ruta.demo.generator.streams import Flag, Index, Text, chance, one_of, texts
from ruta.demo.generator.tables.people import Identifiers, Persons
from ruta.demo.generator.workdays import to_day

FIRST_SERIAL, SERIALS = 90_000, 10_000
MISSING_DNI = {
    True: 0.52,
    False: 0.355,
}  # minor or not: with foreigners, 40 % of all (the target; the split is a guess)
LATE_REGISTRATION = 0.05  # guess: births registered one to nine years later
PASSPORT, CONSULAR, RTN = 0.05, 0.06, 0.06  # guesses: of Hondurans; RTN of those with a DNI


def dni_numbers(rng: np.random.Generator, sketch: Sketch, kin: Kin) -> Text:
    """Return a DNI of 13 digits for each person, '' where there is none; twins have neighbouring numbers."""
    size, latest = len(sketch), birth_years(to_day(sketch.registered))
    late = chance(rng, LATE_REGISTRATION, size) & ~kin.is_twin
    year = np.minimum(birth_years(sketch.birth_date) + late * rng.integers(1, 10, size), latest)
    municipality = np.array([int(code or 0) for code in sketch.birth_municipality])
    serial = _serials(rng, municipality * 10_000 + year, sketch.birth_date, kin)
    missing = chance(rng, np.where(sketch.is_minor, MISSING_DNI[True], MISSING_DNI[False]), size)
    has_dni = ~missing & (municipality > 0) & (serial >= 0)
    numbers = (municipality * 10_000 + year) * 100_000 + FIRST_SERIAL + serial
    written = [f"{n:013d}" if has else "" for n, has in zip(numbers.tolist(), has_dni.tolist(), strict=True)]
    return texts(written)


def _serials(rng: np.random.Generator, book: Index, birth: np.ndarray, kin: Kin) -> Index:
    """Number the births of each book (municipality and year) in order of date, unique, -1 beyond the range."""
    own = np.flatnonzero(~kin.is_twin)
    order = own[np.lexsort((birth[own], book[own]))]
    _, first, count = np.unique(book[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(first, count)
    width = SERIALS / np.repeat(count, count)
    low, high = np.ceil(rank * width), np.ceil((rank + 1) * width)
    room = np.maximum(high - low - 1, 1)  # the number after belongs to a twin
    serial = np.full(len(book), -1)
    serial[order] = np.where(width >= 1, low + np.floor(rng.random(len(order)) * room), -1).astype(np.int64)
    has_room = np.zeros(len(book), dtype=bool)
    has_room[order] = (high - low >= 2) & (width >= 1)
    return _twin_serials(serial, has_room, book, birth, kin)


def _twin_serials(serial: Index, has_room: Flag, book: Index, birth: np.ndarray, kin: Kin) -> Index:
    """Give each twin the number after its sibling's."""
    known = np.flatnonzero(~kin.is_twin & has_room)
    place = np.lexsort((birth[known], book[known], kin.head[known]))
    known = known[place]
    keys = _family_key(kin.head[known], book[known], birth[known])
    twins = np.flatnonzero(kin.is_twin)
    wanted = _family_key(kin.head[twins], book[twins], birth[twins])
    found = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    matches = keys[found] == wanted if len(keys) else np.zeros(len(twins), dtype=bool)
    serial[twins] = np.where(matches, serial[known[found]] + 1, -1) if len(keys) else -1
    return serial


def _family_key(head: Index, book: Index, birth: np.ndarray) -> np.ndarray:
    parts = np.empty(len(head), dtype=[("head", "i8"), ("book", "i8"), ("birth", "i8")])
    parts["head"], parts["book"], parts["birth"] = head, book, birth.astype(np.int64)
    return parts


def identifiers(rng: np.random.Generator, persons: Persons, holder: Index) -> Identifiers:
    """Return every document of every registration; `holder` is the row under which the human being came first."""
    size = len(persons)
    dni, country = persons.dni, persons.birth_country
    has_dni, foreign = dni != "", country != "HN"
    passport = foreign | chance(rng, PASSPORT, size)
    consular = ~foreign & ~has_dni & chance(rng, CONSULAR, size)
    refugee = one_of(persons.modality, "refugee", "asylum_seeker")
    rows = [np.flatnonzero(f) for f in (has_dni, passport, consular, refugee, has_dni & chance(rng, RTN, size))]
    values = [dni[rows[0]], _numbered("ZZ", 7, holder[rows[1]]), _numbered("CS-DEMO-", 7, holder[rows[2]])]
    values += [_numbered("RF-DEMO-", 7, holder[rows[3]]), dni[rows[4]] + texts([str(r % 10) for r in rows[4]])]
    kinds = np.repeat(texts(["dni", "passport", "consular", "refugee", "rtn"]), [len(r) for r in rows])
    person = np.concatenate(rows)
    issuer = np.where(kinds == "passport", country[person], "HN")
    table = Identifiers(person, kinds, np.concatenate(values), issuer)
    table = table.rows(np.argsort(person, kind="stable"))
    return table.rows(first_of_each(persons.owner_institution_id[table.person_row], table.kind + table.value))


def one_holder_each(persons: Persons) -> Persons:
    """Clear a DNI that its institution already holds: no institution registers a number twice."""
    first = np.zeros(len(persons), dtype=bool)
    first[first_of_each(persons.owner_institution_id, persons.dni)] = True
    return replace(persons, dni=np.where(first, persons.dni, ""))


def first_of_each(institution: Index, value: Text) -> Index:
    """Return the first row of each value within its institution, in order."""
    keys = np.array([f"{i}:{v}" for i, v in zip(institution.tolist(), value.tolist(), strict=True)])
    return np.sort(np.unique(keys, return_index=True)[1])


def _numbered(prefix: str, digits: int, rows: Index) -> Text:
    """Number documents by the row of their holder, so that they are unique."""
    return texts([f"{prefix}{row:0{digits}d}" for row in rows.tolist()])
