"""Which possible duplicates wait for a decision, and which institutions asked to see a person of another? Out of the answer key."""

from typing import Any

import numpy as np
from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.demo.generator.streams import Index, texts
from ruta.demo.loading.book import Book
from ruta.demo.loading.copying import insert
from ruta.demo.loading.people import record_of
from ruta.people.linkage import Document, rank
from ruta.people.models import AccessRequest, DuplicatePair

MOST, ASKS = 6, 2  # of one institution: a queue is worked off, not filled
ASKED = "La persona está en nuestra oficina y dice que ustedes ya la atienden."
PURPOSE = "shared_case"
REASON = "población de demostración"


def write_doubts(book: Book) -> None:
    """Stage the last pairs of each institution, and let the second institution ask the first for the last of the others."""
    key, owner = book.people.answer_key, book.people.persons.owner_institution_id
    order = np.argsort(book.people.persons.registered_at[key.duplicate_row], kind="stable")[::-1]
    one, other = key.original_row[order], key.duplicate_row[order]
    same = owner[one] == owner[other]
    for institution in np.unique(owner[other]).tolist():
        mine = owner[other] == institution
        with acting_as(system(institution, REASON)), transaction.atomic():
            insert(DuplicatePair, _pairs(book, institution, one[same & mine][:MOST], other[same & mine][:MOST]))
            insert(AccessRequest, _requests(book, institution, one[~same & mine][:ASKS], other[~same & mine][:ASKS]))


def _pairs(book: Book, institution: int, one: Index, other: Index) -> dict[str, Any]:
    found = [_alike(book, int(first), int(second)) for first, second in zip(one, other, strict=True)]
    return {
        "owner_institution_id": np.full(len(one), institution),
        "person_id": book.ids("persons", other),
        "other_id": book.ids("persons", one),
        "score": np.array([score for score, _ in found], dtype=np.int64),
        "reasons": texts(["[" + ", ".join(f'"{code}"' for code in codes) + "]" for _, codes in found]),
        "found_at": book.people.persons.registered_at[other],
    }


def _alike(book: Book, one: int, other: int) -> tuple[int, list[str]]:
    """How alike linkage holds two registrations, and why."""
    (candidate,) = rank(record_of(book, other, _papers(book, other)), [record_of(book, one, _papers(book, one))])
    return candidate.score, [reason.code for reason in candidate.reasons]


def _papers(book: Book, row: int) -> list[Document]:
    papers = book.people.identifiers
    mine = np.flatnonzero(papers.person_row == row)
    return [Document(kind, value.replace("-", "")) for kind, value in zip(papers.kind[mine], papers.value[mine], strict=True)]


def _requests(book: Book, institution: int, one: Index, other: Index) -> dict[str, Any]:
    """Half were answered; the person said yes to one in two of those."""
    persons, place = book.people.persons, np.arange(len(one))
    answered, asked_at = place % 2 == 1, persons.registered_at[other] + np.timedelta64(20, "m")
    office = persons.office_id[other]
    return {
        "owner_institution_id": persons.owner_institution_id[one],
        "person_id": book.ids("persons", one),
        "institution_id": np.full(len(one), institution),
        "office_id": office,
        "user_id": book.staff.of(office, place % 6, other),
        "purpose": PURPOSE,
        "note": ASKED,
        "agreed_fields": texts(["{name,birth_date}"] * len(one)),
        "asked_at": asked_at,
        "answered_at": np.where(answered, asked_at + np.timedelta64(26, "h"), np.datetime64("NaT", "s")),
        "answer": np.where(answered, np.where(place % 4 == 1, "refused", "unreachable"), "").astype(object),
    }
