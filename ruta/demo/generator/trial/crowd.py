"""Who lives in the trial? Persons as they truly are, with relatives, papers and telephones, before anybody writes them down."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ruta.demo.generator.contact import NO_PHONE, SHARED_PHONE
from ruta.demo.generator.households import HEAD, RELATIONS, Kin, relate
from ruta.demo.generator.names import name_book, surname_text
from ruta.demo.generator.persons import Sketch, birth_years, sketch_persons
from ruta.demo.generator.streams import Flag, Index, Text, chance, stream, texts
from ruta.demo.generator.tables.columns import Table
from ruta.demo.generator.trial.papers import Books
from ruta.demo.generator.workdays import Day

NO_PHONE_MINOR = 0.70  # guess
UNDOCUMENTED = 0.235  # guess: shows no DNI anywhere; with the counter that does not ask, 40 % of the rows have none
TWINS_ALIKE = 0.25  # guess: twins of one sex who share a given name (Ana Karla and Ana Paola)


@dataclass(frozen=True)
class Crowd(Table):
    """The truth about each person."""

    number: Index  # of the person, in the whole trial
    household: Index  # number of its head
    relation: Text  # to the head; of an unregistered relative: to the person of `related`
    related: Index  # number of the registered person whose relative this is, -1
    is_twin: Flag
    is_namesake: Flag
    given: Text
    first: Text
    second: Text  # '' when there is none
    partner: Text  # first surname of the partner
    is_female: Flag
    is_minor: Flag
    birth: Day
    birthplace: Text  # '' abroad
    home: Text
    phone: Text
    family_phone: Text  # of the head
    dni: Text  # '' for foreigners and the undocumented
    family_dni: Text  # of the head


def crowd(size: int, seed: int, today: date, first_number: int, books: Books) -> Crowd:
    """Return `size` persons in families, numbered from `first_number`."""
    sketch, kin = relate(sketch_persons(size, seed, today), seed)
    rng = stream(seed, "crowd")
    twin_of = twin_sources(kin, sketch)
    number = first_number + np.arange(size)
    phone = _phones(rng, sketch, kin, number, books)
    has_dni = ~chance(rng, UNDOCUMENTED, size) & (sketch.birth_municipality != "")
    dni = np.where(has_dni, books.numbers(rng, sketch.birth_municipality, birth_years(sketch.birth_date), twin_of), "")
    return Crowd(
        number=number,
        household=number[kin.head],
        relation=texts(RELATIONS)[kin.relation],
        related=np.full(size, -1),
        is_twin=kin.is_twin | np.isin(np.arange(size), twin_of),
        is_namesake=kin.is_namesake,
        given=_alike(rng, sketch, kin.given_names, twin_of),
        first=surname_text(kin.first_surname),
        second=surname_text(kin.second_surname),
        partner=name_book().surnames[kin.partner_surname],
        is_female=sketch.is_female,
        is_minor=sketch.is_minor,
        birth=sketch.birth_date,
        birthplace=sketch.birth_municipality,
        home=sketch.residence_municipality,
        phone=phone,
        family_phone=phone[kin.head],
        dni=dni,
        family_dni=dni[kin.head],
    )


def twin_sources(kin: Kin, sketch: Sketch) -> Index:
    """Return for each twin the row that was born with it, -1 for everybody else."""
    order = np.lexsort((kin.is_twin, sketch.birth_date, kin.head))
    source = np.full(len(order), -1)
    later = np.flatnonzero(kin.is_twin[order])
    source[order[later]] = order[later - 1]
    return source


def alike(rng: np.random.Generator, given: Text, other: Text) -> Text:
    """Return given names that begin as another's do, with a second name of their own."""
    ends = [(theirs.split(" ")[0], mine.split(" ")[-1]) for mine, theirs in zip(given, other, strict=True)]
    twins = texts([f"{first} {last}" if first != last else first for first, last in ends])
    twins = np.where(twins == other, given, twins)
    return np.where(chance(rng, TWINS_ALIKE, len(given)), twins, given)


def _alike(rng: np.random.Generator, sketch: Sketch, given: Text, twin_of: Index) -> Text:
    rows = np.flatnonzero((twin_of >= 0) & (sketch.is_female == sketch.is_female[twin_of]))
    given = given.copy()
    given[rows] = alike(rng, given[rows], given[twin_of[rows]])
    return given


def _phones(rng: np.random.Generator, sketch: Sketch, kin: Kin, number: Index, books: Books) -> Text:
    size = len(number)
    silent = chance(rng, np.where(sketch.is_minor, NO_PHONE_MINOR, NO_PHONE), size)
    shares = (kin.relation != HEAD) & chance(rng, SHARED_PHONE, size) & ~silent[kin.head]
    owner = np.where(shares, number[kin.head], number)
    return np.where(silent & ~shares, "", books.phones(owner))
