"""Which columns do persons, their documents, returns and households have?"""

from dataclasses import dataclass

from ruta.demo.generator.streams import Flag, Index, Text
from ruta.demo.generator.tables.columns import Table
from ruta.demo.generator.workdays import Day, Moment


@dataclass(frozen=True)
class Persons(Table):
    """One row for each registration, in the order of registration; duplicates are rows like any other."""

    given_names: Text  # "María Suyapa"
    first_surname: Text
    second_surname: Text
    known_as: Text  # familiar name, mostly ''
    sex: Text  # woman | man
    birth_date: Day
    birth_country: Text  # ISO 3166 alpha-2
    birth_municipality: Text  # INE DDMM, '' when born abroad
    residence_municipality: Text  # INE DDMM
    modality: Text  # catalogue modalities
    education_level: Text  # codes of niveles_educativos
    languages: Text  # ISO 639 codes joined by commas
    disability: Text  # none | some | great | no_answer | ''
    dependants: Index
    phone: Text  # 8 national digits
    phone_is_shared: Flag
    has_whatsapp: Flag
    email: Text
    contact_safety: Text  # safe | messages | unsafe
    preferred_channel: Text  # phone | messaging | in_person
    accompaniment: Text  # minors: accompanied | unaccompanied; adults ''
    guardian_row: Index  # persons
    household_row: Index  # households; -1 for a duplicate registration
    dni: Text  # 13 digits, also in identifiers
    registered_at: Moment
    office_id: Index  # OfficeRef.id
    owner_institution_id: Index


@dataclass(frozen=True)
class Identifiers(Table):
    """Typed documents; a person may have none."""

    person_row: Index
    kind: Text  # dni | passport | consular | refugee | rtn
    value: Text
    issuing_country: Text


@dataclass(frozen=True)
class Returns(Table):
    """Return episodes; the last one of a person is the one that brought her or him to the register."""

    person_row: Index
    returned_on: Day
    country: Text  # ISO 3166 alpha-2
    kind: Text  # modalities.return_kinds
    entry_point: Text  # catalogue entry_points
    arrival: Text  # air | land


@dataclass(frozen=True)
class Households(Table):
    """Who lives together, as far as the register knows."""

    head_row: Index  # persons
    municipality: Text
    registered_members: Index
    unregistered_members: Index


@dataclass(frozen=True)
class Members(Table):
    """Members of households. Unregistered relatives have names here and no row in persons."""

    household_row: Index
    person_row: Index  # -1: never registered
    relation: Text  # to the head: head | spouse | child | sibling | parent
    is_twin: Flag  # born on the day of a sibling
    is_namesake: Flag  # given names of the father
    given_names: Text
    first_surname: Text
    second_surname: Text
    sex: Text
    birth_date: Day


@dataclass(frozen=True)
class AnswerKey(Table):
    """Which registrations are the same human being."""

    original_row: Index  # persons
    duplicate_row: Index  # persons
    kinds: Text  # what was done to the copy, joined by commas
