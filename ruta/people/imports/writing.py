"""How do many drafts become rows at once? COPY into a temporary table, then one INSERT per table; row security refuses a direct COPY."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ruta.base.spelling import folded
from ruta.people.imports.drafts import Draft
from ruta.people.imports.matching import array

PERSON = (
    "id", "owner_institution_id", "office_id", "given_names", "surnames", "preferred_name", "sort_name", "sex", "birth_date",
    "is_birth_date_estimated", "nationality", "municipality_id", "place", "education", "languages", "dependants", "version",
    "registered_by_id",
)  # fmt: skip
IDENTIFIER = ("owner_institution_id", "person_id", "kind", "value", "normalized", "country")
CONTACT = ("owner_institution_id", "person_id", "kind", "value", "safety", "note", "is_main")
RETURN = ("owner_institution_id", "person_id", "returned_on", "country", "entry_point", "kind")
SET_KEYS = "SELECT ruta_set_keys(%s::bigint[], %s::bigint[], true)"


@dataclass(frozen=True, slots=True)
class Home:
    """Where new persons belong."""

    institution_id: int
    office_id: int
    user_id: int | None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A draft with the id that it gets and the keys under which it is found."""

    person_id: int
    draft: Draft
    keys: Sequence[int]


def reserve_ids(table: str, count: int) -> list[int]:
    """Ids for rows that refer to each other before any of them is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [row[0] for row in cursor.fetchall()]


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Many rows into a protected table in one statement, which leaves one row in the audit."""
    names = ", ".join(columns)
    staging = f"arriving_{table}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {staging} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608 (our own names)
        with cursor.copy(f"COPY {staging} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {staging}")  # noqa: S608
        cursor.execute(f"DROP TABLE {staging}")


def write_persons(home: Home, people: Sequence[NewPerson]) -> None:
    """Persons with documents, contacts, return and keys: six statements however many there are."""
    if not people:
        return
    owner = home.institution_id
    copy_rows("people_person", PERSON, (_person(home, each) for each in people))
    copy_rows("people_identifier", IDENTIFIER, (
        (owner, each.person_id, paper.kind, paper.value, paper.normalized, paper.country) for each in people for paper in each.draft.papers
    ))  # fmt: skip
    copy_rows("people_contact", CONTACT, (
        (owner, each.person_id, kind, value, "safe", "", is_main) for each in people for kind, value, is_main in each.draft.contacts()
    ))  # fmt: skip
    copy_rows("people_returnepisode", RETURN, (
        (owner, each.person_id, each.draft.returned_on, each.draft.return_country, each.draft.entry_point, each.draft.return_kind)
        for each in people if each.draft.returned_on
    ))  # fmt: skip
    write_keys(people)


def write_keys(people: Sequence[NewPerson]) -> None:
    """The keys of linkage, through the one function that may write them."""
    persons = [each.person_id for each in people for _key in each.keys]
    if persons:
        with connection.cursor() as cursor:
            cursor.execute(SET_KEYS, [array(persons), array(key for each in people for key in each.keys)])


def _person(home: Home, new: NewPerson) -> tuple[Any, ...]:
    draft = new.draft
    return (
        new.person_id, home.institution_id, home.office_id, draft.given_names, draft.surnames, "", folded(f"{draft.surnames} {draft.given_names}"),
        draft.sex, draft.birth_date, draft.is_birth_date_estimated, draft.nationality, draft.municipality or None, draft.place, draft.education,
        [], draft.dependants, 1, home.user_id,
    )  # fmt: skip
