"""How do the permissions of the stories become consents and the grants that row security reads?"""

from functools import lru_cache
from typing import Any

import numpy as np

from ruta.demo.generator.streams import Index, Text, label, texts
from ruta.demo.loading.book import Book
from ruta.demo.loading.parts import Part
from ruta.demo.loading.people import as_array
from ruta.directory.models import Institution
from ruta.people.enums import PACKET_ONLY
from ruta.people.selectors.notices import notice_for

Rows = dict[str, Any]
SIGNATURE = "M8 42 C 22 8, 40 10, 46 38 S 70 60, 84 30 S 118 12, 132 36 S 160 52, 176 28"
WITNESSES = ("Marta Elena Suazo", "José Adán Cerrato", "Lesbia Noemí Turcios", "Pedro Pablo Izaguirre")
LONG_AGO = np.timedelta64(90, "D")
BY_MOUTH = ("verbal_witness", "fingerprint_witness")
GIVERS = {"senaf": "SENAF", "guardian": "Su madre, padre o representante"}
ASKED_BY_PERSON = "La persona lo pidió."


def consents(book: Book, part: Part) -> Rows:
    """One row for each permission, with the notice that was read and who gave it."""
    rows = part.rows["consents"]
    given = book.people.consents.rows(rows)
    notices = _notices(given.purpose, given.grantee_institution_id, given.categories)
    office = book.people.persons.office_id[given.person_row]
    return {
        "id": book.ids("consents", rows),
        **book.of_person(part, given.person_row),
        "grantee_id": given.grantee_institution_id,
        "purpose": given.purpose,
        "categories": as_array(given.categories),
        "notice_version": texts([version for version, _ in notices]),
        "notice_sha256": texts([sha256 for _, sha256 in notices]),
        "given_by": given.given_by,
        "giver_name": _givers(given.given_by, given.method, rows),
        "child_assents": label(len(rows), "t", (given.given_by == "person", None)),  # type: ignore[arg-type]
        "method": given.method,
        "signature": label(len(rows), "", (given.method == "signature_screen", SIGNATURE)),
        "given_at": given.given_at,
        "valid_until": given.valid_until,
        "withdrawn_at": given.withdrawn_at,
        "withdrawn_reason": label(len(rows), ASKED_BY_PERSON, (np.isnat(given.withdrawn_at), "")),
        "recorded_by_id": book.staff.of(office, rows % 6, given.person_row),
    }


def accesses(book: Book, part: Part) -> Rows:
    """One grant for each category that a permission opens to another institution.

    A packet is read without any; what ended long ago opens nothing and is left out.
    """
    rows = part.rows["consents"]
    every = book.people.consents
    rows = rows[~np.isin(every.purpose[rows], list(PACKET_ONLY))]
    rows = rows[(every.grantee_institution_id[rows] != part.institution_id) & (every.valid_until[rows] > book.morning - LONG_AGO)]
    categories = [text.split(",") for text in every.categories[rows].tolist()]
    each = np.repeat(rows, [len(codes) for codes in categories])
    given = every.rows(each)
    return {
        **book.of_person(part, given.person_row),
        "institution_id": given.grantee_institution_id,
        "category": texts([code for codes in categories for code in codes]),
        "purpose": given.purpose,
        "consent_id": book.ids("consents", each),
        "valid_until": given.valid_until,
        "revoked_at": given.withdrawn_at,
    }


def _notices(purpose: Text, grantee: Index, categories: Text) -> list[tuple[str, str]]:
    return [_notice(*key) for key in zip(purpose.tolist(), grantee.tolist(), categories.tolist(), strict=True)]


@lru_cache(maxsize=4096)
def _notice(purpose: str, grantee: int, categories: str) -> tuple[str, str]:
    """The version and the hash of the words that were read."""
    notice = notice_for(purpose, _institution(grantee), categories.split(","))
    return notice.version, notice.sha256


@lru_cache(maxsize=256)
def _institution(pk: int) -> Institution:
    return Institution.objects.get(pk=pk)


def _givers(given_by: Text, method: Text, rows: Index) -> Text:
    """Giver and witness in one text, as the product keeps them."""
    every = zip(given_by.tolist(), method.tolist(), rows.tolist(), strict=True)
    named = ((GIVERS.get(who, ""), WITNESSES[row % len(WITNESSES)] if how in BY_MOUTH else "") for who, how, row in every)
    return texts(["; ".join(filter(None, names)) for names in named])
