"""What does the register hold about each person? Puts sketch, family, papers and contact into columns."""

import numpy as np

from ruta.demo.generator import contact
from ruta.demo.generator.documents import dni_numbers
from ruta.demo.generator.households import CHILD, RELATIONS, Kin
from ruta.demo.generator.names import given_names, surname_pair, surname_text
from ruta.demo.generator.persons import DAYS_PER_YEAR, Sketch, birth_years, department_of, years_between
from ruta.demo.generator.placement import Map
from ruta.demo.generator.streams import Index, Text, chance, label, pick, stream, texts
from ruta.demo.generator.tables.people import Households, Members, Persons
from ruta.demo.generator.workdays import to_day, to_moment

UNREGISTERED = (0.30, 0.28, 0.20, 0.12, 0.07, 0.03)  # guess: how many relatives of a household never registered
RELATIVES = (  # guesses: relation, share, years older than the head
    ("spouse", 0.25, (-8, 8)), ("child", 0.40, (-40, -17)), ("parent", 0.20, (17, 42)), ("sibling", 0.15, (-9, 9)),
)  # fmt: skip


def register(sketch: Sketch, kin: Kin, places: Map, office: Index, seed: int) -> Persons:
    """Return the columns of the persons, in the order of the sketch."""
    rng, size = stream(seed, "people"), len(sketch)
    phone, shared = contact.phones(rng, kin, contact.without_phone(rng, sketch))
    age = years_between(sketch.birth_date, to_day(sketch.registered))
    minor = age < 18
    return Persons(
        given_names=kin.given_names,
        first_surname=surname_text(kin.first_surname),
        second_surname=surname_text(kin.second_surname),
        known_as=texts([""] * size),
        sex=label(size, "man", (sketch.is_female, "woman")),
        birth_date=sketch.birth_date,
        birth_country=sketch.birth_country,
        birth_municipality=sketch.birth_municipality,
        residence_municipality=sketch.residence_municipality,
        modality=sketch.modality,
        education_level=contact.education(rng, age, birth_years(sketch.birth_date)),
        languages=contact.drawn(rng, contact.LANGUAGES, size),
        disability=contact.drawn(rng, contact.DISABILITY, size),
        dependants=contact.dependants(rng, sketch.is_female, minor),
        phone=phone,
        phone_is_shared=shared,
        has_whatsapp=(phone != "") & chance(rng, contact.WHATSAPP, size),
        email=contact.emails(rng, size),
        contact_safety=contact.safety(rng, sketch.modality),
        preferred_channel=np.where(phone == "", "in_person", contact.drawn(rng, contact.CHANNELS, size)),
        accompaniment=label(size, "accompanied", (~minor, ""), (kin.is_unaccompanied, "unaccompanied")),
        guardian_row=np.where(minor & (kin.relation == CHILD), kin.head, -1),
        household_row=np.unique(kin.head, return_inverse=True)[1],
        dni=dni_numbers(rng, sketch, kin),
        registered_at=to_moment(sketch.registered),
        office_id=places.id[office],
        owner_institution_id=places.institution[office],
    )


def households(persons: Persons, kin: Kin, seed: int) -> tuple[Households, Members]:
    """Return the households and all their members, registered or not."""
    rng = stream(seed, "members")
    heads, household = np.unique(kin.head, return_inverse=True)
    missing = pick(rng, UNREGISTERED, len(heads))
    table = Households(heads, persons.residence_municipality[heads], np.bincount(household), missing)
    known = _registered_members(persons, kin, household)
    return table, Members.stack([known, _unregistered_members(rng, persons, kin, np.repeat(heads, missing))])


def _registered_members(persons: Persons, kin: Kin, household: Index) -> Members:
    return Members(
        household_row=household,
        person_row=np.arange(len(persons)),
        relation=texts(RELATIONS)[kin.relation],
        is_twin=kin.is_twin,
        is_namesake=kin.is_namesake,
        given_names=persons.given_names,
        first_surname=persons.first_surname,
        second_surname=persons.second_surname,
        sex=persons.sex,
        birth_date=persons.birth_date,
    )


def _unregistered_members(rng: np.random.Generator, persons: Persons, kin: Kin, head: Index) -> Members:
    size = len(head)
    relation = pick(rng, [share for _, share, _ in RELATIVES], size)
    names = texts([code for code, _, _ in RELATIVES])[relation]
    low, high = np.array([years for _, _, years in RELATIVES], dtype=np.float64).T
    years = low[relation] + rng.random(size) * (high - low)[relation]
    birth = persons.birth_date[head] - (years * DAYS_PER_YEAR).astype("timedelta64[D]")
    birth = np.minimum(birth, persons.registered_at[head].astype("datetime64[D]"))
    female = np.where(names == "spouse", persons.sex[head] == "man", chance(rng, 0.5, size))
    first, second = _relatives_surnames(rng, persons, kin, head, names, female)
    given = given_names(rng, female, birth_years(birth))
    sex = label(size, "man", (female, "woman"))
    no = np.zeros(size, dtype=bool)
    nobody = np.full(size, -1)
    return Members(persons.household_row[head], nobody, names, no, no, given, first, second, sex, birth)


def _relatives_surnames(
    rng: np.random.Generator, persons: Persons, kin: Kin, head: Index, relation: Text, female: np.ndarray
) -> tuple[Text, Text]:
    """Return the surnames of relatives: parents gave theirs to the head, children have the head's, spouses their own."""
    some, other = surname_pair(rng, department_of(persons.residence_municipality[head]))
    father, mother = kin.first_surname[head], np.where(kin.second_surname[head] >= 0, kin.second_surname[head], some)
    partner, is_mother = kin.partner_surname[head], persons.sex[head] == "woman"
    kinds = [relation == "spouse", relation == "child", relation == "parent"]
    first = np.select(kinds, [partner, np.where(is_mother, partner, father), np.where(female, mother, father)], father)
    second = np.select(kinds, [other, np.where(is_mother, father, partner), other], kin.second_surname[head])
    return surname_text(first), surname_text(second)
