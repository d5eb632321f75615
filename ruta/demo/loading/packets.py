"""What travelled with each referral? The product's own packet, sealed once per kind and filled in for each person."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import NamedTuple

import numpy as np
from django.utils.formats import date_format

from ruta.demo.generator.streams import Index
from ruta.demo.loading.book import Book
from ruta.directory.models import Office, Service
from ruta.referrals.packet import build_packet
from ruta.taxonomy.selectors import countries, education_levels, languages, need
from ruta.territory.models import Municipality

ASKED = "Contacte a la persona y acuerde el servicio."
ASKS_DOCUMENT = frozenset(
    {"civil_registry", "inm", "infop", "senprende", "finance", "higher_education", "labour_migration_unit", "housing"}
)
DAYS_A_YEAR = 365.2425
GAP = re.compile("\ue000([a-z]+)\ue001")
PLACES = {  # category → fact → the value that fills it
    "identity": {"name": "name", "age": "age", "document": "document"},
    "contact": {"municipality": "municipality", "phone": "phone", "email": "email"},
    "household": {"dependants": "dependants"},
    "migration": {"return": "returned"},
    "education_work": {"education": "education", "languages": "languages"},
}


@dataclass(frozen=True)
class Sealed:
    """The text that travelled and its hash."""

    content: str
    sha256: str


class Kind(NamedTuple):
    """What makes packets alike: permission, service, sender, need, and which values are known."""

    purpose: str
    categories: str
    service_id: int
    office_id: int
    urgent: bool
    need: str
    present: tuple[str, ...]


@dataclass
class Sealer:
    """Seals packets for a book; keeps one template for each kind of packet."""

    book: Book
    templates: dict[Kind, list[str]] = field(default_factory=dict)

    def seal(self, rows: Index) -> list[Sealed]:
        """The packets of some referrals that were sent."""
        sent = self.book.people.referrals
        born = self.book.people.persons.birth_date[sent.person_row[rows]]
        ages = ((sent.sent_at[rows].astype("datetime64[D]") - born).astype(np.int64) // DAYS_A_YEAR).astype(np.int64)
        return [self._filled(row, age) for row, age in zip(rows.tolist(), ages.tolist(), strict=True)]

    def _filled(self, row: int, age: int) -> Sealed:
        values = self._told(row, age)
        sent, consent = self.book.people.referrals, self.book.people.consents
        given = self.book.consent_of[row]
        kind = Kind(
            consent.purpose[given], consent.categories[given], int(sent.service_id[row]), int(sent.sender_office_id[row]),
            bool(sent.is_urgent[row]), self._need(row), tuple(name for name, value in values.items() if value),
        )  # fmt: skip
        if kind not in self.templates:
            self.templates[kind] = GAP.split(_template(kind))
        pieces = enumerate(self.templates[kind])
        content = "".join([quoted(values[piece])[1:-1] if at % 2 else piece for at, piece in pieces])
        return Sealed(content, sha256(content.encode()).hexdigest())

    def _need(self, row: int) -> str:
        """The need by its code; a strict one never travels under a plain permission."""
        needs, need_row = self.book.people.needs, int(self.book.people.referrals.need_row[row])
        return str(needs.code[need_row]) if need_row >= 0 and needs.sensitivity[need_row] != "strict" else ""

    def _told(self, row: int, age: int) -> dict[str, str]:
        people, sent, words = self.book.people.persons, self.book.people.referrals, _words()
        person = int(sent.person_row[row])
        dni, phone, dependants = people.dni[person], people.phone[person], int(people.dependants[person])
        surnames = f"{people.first_surname[person]} {people.second_surname[person]}".strip()
        return {
            "number": self.book.referral_number[row],
            "name": f"{people.given_names[person]} {surnames}".strip(),
            "age": _counted(age, "año", "años"),
            "document": f"DNI {dni[:4]}-{dni[4:8]}-{dni[8:]}" if dni else "",
            "municipality": words["municipality"].get(people.residence_municipality[person], ""),
            "phone": f"{phone[:4]}-{phone[4:]}" if phone else "",
            "email": people.email[person],
            "dependants": _counted(dependants, "persona", "personas") if dependants > 0 else "",
            "returned": self._returned(int(self.book.last_return[person])),
            "education": words["education"].get(people.education_level[person], ""),
            "languages": _spoken(people.languages[person]),
        }

    def _returned(self, row: int) -> str:
        if row < 0:
            return ""
        episodes = self.book.people.returns
        return _return_words(episodes.returned_on[row].item(), episodes.country[row])


def _template(kind: Kind) -> str:
    """The canonical text of a packet with gaps for what is the person's own."""
    service = _service(kind.service_id)
    asks_document = service.institution.provider_kind in ASKS_DOCUMENT
    facts: dict[str, dict[str, object]] = {
        category: {name: _gap(value) for name, value in places.items() if value in kind.present and (value != "document" or asks_document)}
        for category, places in PLACES.items()
    }
    if kind.need:
        facts["needs_general"] = {"needs": need(kind.need).label("es")}
    request = {
        "number": _gap("number"), "service_type": service.service_type, "service": service.name, "asked": ASKED, "need": kind.need,
        "urgent": kind.urgent, "sender_office": _office(kind.office_id).name, "receiver": service.institution.short_name,
    }  # fmt: skip
    return build_packet(
        kind.purpose, kind.categories.split(","), facts, {name: value for name, value in request.items() if value != ""}
    ).content


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


@lru_cache(maxsize=1024)
def _spoken(codes: str) -> str:
    return ", ".join(_words()["language"].get(code, code) for code in codes.split(",") if code)


def _gap(name: str) -> str:
    return f"\ue000{name}\ue001"


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    return {
        "municipality": dict(Municipality.objects.values_list("pk", "name")),
        "education": {str(pk): name for pk, name in education_levels().values_list("pk", "name_es")},
        "language": {str(pk): name for pk, name in languages().values_list("pk", "name_es")},
        "country": {row.code: row.name_es for row in countries()},
    }


@lru_cache(maxsize=20_000)
def _return_words(day: date, country: str) -> str:
    return f"{date_format(day)}, desde {_words()['country'].get(country, country)}"


@lru_cache(maxsize=4096)
def _service(pk: int) -> Service:
    return Service.objects.select_related("institution").get(pk=pk)


@lru_cache(maxsize=512)
def _office(pk: int) -> Office:
    return Office.objects.get(pk=pk)
