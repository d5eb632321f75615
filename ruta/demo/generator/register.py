"""Who stands in the register? Runs the stages that make persons, families, papers and second registrations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ruta.demo.generator.dirt import in_order, people_among, register_again
from ruta.demo.generator.documents import identifiers, one_holder_each
from ruta.demo.generator.households import relate
from ruta.demo.generator.people import households, register
from ruta.demo.generator.persons import first_workday, sketch_persons
from ruta.demo.generator.placement import Map, OfficeRef, choose_office, draw_map
from ruta.demo.generator.returns import returns
from ruta.demo.generator.streams import Index, stream
from ruta.demo.generator.tables.people import AnswerKey, Households, Identifiers, Members, Persons, Returns
from ruta.demo.generator.workdays import workday


@dataclass(frozen=True)
class Register:
    """The people side of the population, ordered by the time of registration."""

    persons: Persons
    identifiers: Identifiers
    returns: Returns
    households: Households
    members: Members
    answer_key: AnswerKey
    places: Map


def build_register(size: int, seed: int, today: date, offices: Sequence[OfficeRef]) -> Register:
    """Return a register of exactly `size` registrations."""
    places = draw_map(stream(seed, "places"), offices)
    start, end = first_workday(today), workday(today)
    sketch, kin = relate(sketch_persons(people_among(size), seed, today), seed)
    passed = np.clip((sketch.registered - start) / (end - start), 0, 0.999)
    office = choose_office(stream(seed, "offices"), places, sketch.residence_municipality, passed)
    people = register(sketch, kin, places, office, seed)
    homes, members = households(people, kin, seed)
    everybody, key = register_again(people, sketch.registered, places, end, seed)
    persons, key, new_row = in_order(everybody, key)
    persons = one_holder_each(persons)
    original = _originals(len(persons), key)
    return Register(
        persons=persons,
        identifiers=identifiers(stream(seed, "documents"), persons, np.where(original >= 0, original, np.arange(len(persons)))),
        returns=returns(stream(seed, "returns"), persons, original, today),
        households=replace(homes, head_row=new_row[homes.head_row]),
        members=_move(members, new_row),
        answer_key=key,
        places=places,
    )


def _originals(size: int, key: AnswerKey) -> Index:
    original = np.full(size, -1)
    original[key.duplicate_row] = key.original_row
    return original


def _move(members: Members, new_row: Index) -> Members:
    moved = np.where(members.person_row >= 0, new_row[members.person_row], -1)
    members = replace(members, person_row=moved)
    return members.rows(np.argsort(members.household_row, kind="stable"))
