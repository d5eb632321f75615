"""Who was registered twice, and how does the second registration differ? Keeps the answer key."""

from dataclasses import replace

import numpy as np

from ruta.demo.generator.placement import Map, choose_office
from ruta.demo.generator.streams import Index, Real, chance, pick, stream, texts
from ruta.demo.generator.tables.people import AnswerKey, Persons
from ruta.demo.generator.typos import SLIPS, Writing, without_accents
from ruta.demo.generator.workdays import to_moment

DUPLICATES = 0.03  # of the registrations
SLIPS_EACH = (0.10, 0.42, 0.32, 0.16)  # guess: none, one, two or three slips
UNACCENTED = 0.12  # guess: of all registrations, typed without accents at the first counter
MOVED = 0.10  # guess: lives elsewhere at the second registration
FIELDS = ("given_names", "first_surname", "second_surname", "dni", "phone", "known_as")


def people_among(registrations: int) -> int:
    """Return how many human beings stand behind the registrations."""
    return registrations - round(registrations * DUPLICATES)


def corrupt(rng: np.random.Generator, writing: Writing, count: int) -> tuple[Writing, str]:
    """Return the writing after `count` slips, and the names of those that changed something."""
    names, weights = list(SLIPS), [weight for weight, _ in SLIPS.values()]
    done: list[str] = []
    for kind in pick(rng, weights, count).tolist():
        changed = SLIPS[names[kind]][1](rng, writing)
        if changed != writing and names[kind] not in done:
            writing, done = changed, [*done, names[kind]]
    return writing, ",".join(done) or "exact"


def writing_of(persons: Persons, row: int) -> Writing:
    """Return what the register holds about one person, as somebody would write it down."""
    values = {field: getattr(persons, field)[row] for field in FIELDS}
    return Writing(birth_date=persons.birth_date[row].item(), **values)


def register_again(persons: Persons, registered: Real, places: Map, last_day: float, seed: int) -> tuple[Persons, AnswerKey]:
    """Register some persons a second time, later and at another office; returns all registrations and the key."""
    rng, size = stream(seed, "dirt"), len(persons)
    copies = round(size * DUPLICATES / (1 - DUPLICATES))
    original = np.sort(rng.permutation(size)[:copies])
    later = registered[original] + rng.random(copies) * (last_day - registered[original])
    again = _elsewhere(rng, persons.rows(original), places, later, last_day, float(registered.min()))
    again, kinds = _written_again(rng, again, later)
    key = AnswerKey(original, np.arange(size, size + copies), kinds)
    return Persons.stack([_unaccented(rng, persons), again]), key


def _written_again(rng: np.random.Generator, again: Persons, later: Real) -> tuple[Persons, np.ndarray]:
    count = pick(rng, SLIPS_EACH, len(again))
    slips = [corrupt(rng, writing_of(again, row), slip) for row, slip in enumerate(count.tolist())]
    columns = {field: texts([getattr(writing, field) for writing, _ in slips]) for field in FIELDS}
    days = np.array([writing.birth_date for writing, _ in slips], dtype="datetime64[D]")
    days = np.minimum(days, to_moment(later).astype("datetime64[D]"))
    nobody = np.full(len(again), -1)
    written = replace(again, **columns, birth_date=days, registered_at=to_moment(later), household_row=nobody)  # type: ignore[arg-type]
    return written, texts([kinds for _, kinds in slips])


def _elsewhere(rng: np.random.Generator, persons: Persons, places: Map, later: Real, last_day: float, first_day: float) -> Persons:
    """Move the second registration to another office; at the only office of a country nothing changes."""
    home = np.where(
        chance(rng, MOVED, len(persons)),
        rng.permutation(persons.residence_municipality),
        persons.residence_municipality,
    )
    passed = np.clip((later - first_day) / (last_day - first_day), 0, 0.999)
    office = choose_office(rng, places, home, passed)
    same = places.id[office] == persons.office_id
    office = np.where(same, (office + 1 + rng.integers(max(len(places) - 1, 1), size=len(office))) % len(places), office)
    return replace(
        persons,
        residence_municipality=home,
        office_id=places.id[office],
        owner_institution_id=places.institution[office],
    )


def _unaccented(rng: np.random.Generator, persons: Persons) -> Persons:
    rows = np.flatnonzero(chance(rng, UNACCENTED, len(persons)))
    columns = {}
    for field in FIELDS[:3]:
        column = getattr(persons, field).copy()
        column[rows] = texts([without_accents(text) for text in column[rows]])
        columns[field] = column
    return replace(persons, **columns)


def in_order(persons: Persons, key: AnswerKey) -> tuple[Persons, AnswerKey, Index]:
    """Sort the registrations by time; returns also the new row of each old row."""
    order = np.argsort(persons.registered_at, kind="stable")
    new_row = np.empty(len(order), dtype=np.int64)
    new_row[order] = np.arange(len(order))
    persons = persons.rows(order)
    guardian = np.where(persons.guardian_row >= 0, new_row[persons.guardian_row], -1)
    moved = AnswerKey(new_row[key.original_row], new_row[key.duplicate_row], key.kinds)
    return replace(persons, guardian_row=guardian), moved, new_row
