"""How do registrations become persons with documents, contacts, returns, disability and linkage keys?"""

from collections import defaultdict
from typing import Any

import numpy as np
from django.db import connection

from ruta.base.spelling import folded
from ruta.demo.generator.streams import Flag, Index, Text, texts
from ruta.demo.loading.book import Book
from ruta.demo.loading.parts import Part
from ruta.people.linkage import Document, Record
from ruta.people.linkage.bulk import bulk_keys

Rows = dict[str, Any]
DNI = "dni"
ASKED = ("some", "great", "no_answer")  # "none" is most people's answer: kept as no row
SHARED = "Es de un familiar: pregunte por la persona."
SET_KEYS = "SELECT ruta_set_keys(%s::bigint[], %s::bigint[], true)"


def persons(book: Book, part: Part) -> Rows:
    """One row for each registration."""
    rows = part.rows["persons"]
    people = book.people.persons.rows(rows)
    surnames = surnames_of(book, rows)
    return {
        "id": book.ids("persons", rows),
        "owner_institution_id": part.institution_id,
        "office_id": people.office_id,
        "given_names": people.given_names,
        "surnames": surnames,
        "preferred_name": people.known_as,
        "sort_name": texts([folded(f"{last} {first}") for last, first in zip(surnames, people.given_names, strict=True)]),
        "sex": people.sex,
        "birth_date": people.birth_date,
        "nationality": people.birth_country,
        "municipality_id": people.residence_municipality,
        "education": people.education_level,
        "languages": as_array(people.languages),
        "dependants": people.dependants,
        "registered_by_id": book.staff.of(people.office_id, rows % 6, rows),
        "registered_at": people.registered_at,
        "updated_at": people.registered_at,
    }


def identifiers(book: Book, part: Part) -> Rows:
    """The documents, as printed and as compared."""
    rows = part.rows["identifiers"]
    papers = book.people.identifiers.rows(rows)
    bare = [value.replace("-", "") for value in papers.value.tolist()]
    printed = [_printed(kind, value) for kind, value in zip(papers.kind.tolist(), bare, strict=True)]
    part.made["documents"] = _documents(papers.person_row, papers.kind, bare)
    return {
        **book.of_person(part, papers.person_row),
        "kind": papers.kind,
        "value": texts(printed),
        "normalized": texts(bare),
        "country": papers.issuing_country,
    }


def phones(book: Book, part: Part) -> Rows:
    """The telephone of whoever has one."""
    people = book.people.persons
    rows = _having(part, people.phone)
    shared = people.phone_is_shared[rows]
    return _contact(book, part, rows, kind="phone", value=texts([_phone(text) for text in people.phone[rows]])) | {
        "note": np.where(shared, SHARED, "").astype(object),
        "is_main": True,
    }


def emails(book: Book, part: Part) -> Rows:
    """The e-mail of whoever has one; it comes second to a telephone."""
    people = book.people.persons
    rows = _having(part, people.email)
    return _contact(book, part, rows, kind="email", value=people.email[rows]) | {"is_main": people.phone[rows] == ""}


def returns(book: Book, part: Part) -> Rows:
    """The return episodes."""
    rows = part.rows["returns"]
    episodes = book.people.returns.rows(rows)
    return {
        **book.of_person(part, episodes.person_row),
        "returned_on": episodes.returned_on,
        "country": episodes.country,
        "entry_point": episodes.entry_point,
        "kind": episodes.kind,
    }


def disabilities(book: Book, part: Part) -> Rows:
    """The answers that say something."""
    rows = part.rows["persons"]
    answer = book.people.persons.disability[rows]
    rows = rows[np.isin(answer.astype(str), ASKED)]
    return {**book.of_person(part, rows), "difficulty": book.people.persons.disability[rows]}


def set_keys(book: Book, part: Part) -> int:
    """Let linkage find the persons, through the one function that may write keys."""
    rows = part.rows["persons"]
    made = list(bulk_keys(_record(book, part, int(row)) for row in rows))
    ids = np.concatenate([book.ids("persons", rows[columns.rows]) for columns in made])
    keys = np.concatenate([columns.keys for columns in made])
    with connection.cursor() as cursor:
        cursor.execute(SET_KEYS, [_numbers(ids), _numbers(keys)])
    return len(keys)


def _numbers(column: Index) -> str:
    """Numbers as the database writes an array: a list would be quoted number by number."""
    return "{" + ",".join(map(str, column.tolist())) + "}"


def surnames_of(book: Book, rows: Index) -> Text:
    """Both surnames as one text."""
    first, second = (getattr(book.people.persons, name)[rows] for name in ("first_surname", "second_surname"))
    return texts([f"{one} {other}".strip() for one, other in zip(first, second, strict=True)])


def as_array(joined: Text) -> Text:
    """Codes joined by commas, as the database writes an array."""
    return "{" + joined + "}"


def record_of(book: Book, row: int, documents: list[Document]) -> Record:
    """A registration as linkage compares it."""
    people = book.people.persons
    phone = people.phone[row]
    return Record(
        ref=row,
        given_names=people.given_names[row],
        surnames=f"{people.first_surname[row]} {people.second_surname[row]}".strip(),
        birth_date=people.birth_date[row].item(),
        sex=people.sex[row],
        municipality=people.residence_municipality[row],
        phones=(_phone(phone),) if phone else (),
        documents=tuple(documents),
    )


def _record(book: Book, part: Part, row: int) -> Record:
    return record_of(book, row, part.made["documents"].get(row, []))


def _documents(person: Index, kind: Text, bare: list[str]) -> dict[int, list[Document]]:
    found: dict[int, list[Document]] = defaultdict(list)
    for row, name, number in zip(person.tolist(), kind.tolist(), bare, strict=True):
        found[row].append(Document(name, number))
    return found


def _contact(book: Book, part: Part, rows: Index, **told: Any) -> Rows:
    return {**book.of_person(part, rows), "safety": book.people.persons.contact_safety[rows], **told}


def _having(part: Part, column: Text) -> Index:
    rows = part.rows["persons"]
    has: Flag = column[rows] != ""
    return rows[has]


def _printed(kind: str, value: str) -> str:
    return f"{value[:4]}-{value[4:8]}-{value[8:]}" if kind == DNI else value


def _phone(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:]}"
