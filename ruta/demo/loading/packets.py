"""What travelled with each referral? The product's own packet, sealed once per kind and filled in for each person."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np
from django.utils.formats import date_format

from ruta.demo.generator.streams import Index
from ruta.demo.loading.book import Book
from ruta.demo.loading.people import surnames_of
from ruta.directory.models import Office, Service
from ruta.referrals.packet import build_packet
from ruta.taxonomy.selectors import countries, education_levels, languages, need
from ruta.territory.models import Municipality

ASKED = "Contacte a la persona y acuerde el servicio."
ASKS_DOCUMENT = frozenset({"civil_registry", "inm", "infop", "senprende", "finance", "higher_education", "labour_migration_unit", "housing"})
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


@dataclass
class Sealer:
    """Seals packets for a book; keeps one template for each kind of packet."""

    book: Book
    templates: dict[tuple[Any, ...], list[str]] = field(default_factory=dict)

    def seal(self, rows: Index) -> list[Sealed]:
        """The packets of some referrals that were sent."""
        return [self._filled(row, values) for row, values in zip(rows.tolist(), self._values(rows), strict=True)]

    def _filled(self, row: int, values: dict[str, str]) -> Sealed:
        sent, consent = self.book.people.referrals, self.book.people.consents
        given = self.book.consent_of[row]
        need_row = int(sent.need_row[row])
        code = self.book.people.needs.code[need_row] if need_row >= 0 and self.book.people.needs.sensitivity[need_row] != "strict" else ""
        key = (
            consent.purpose[given], consent.categories[given], int(sent.service_id[row]), int(sent.sender_office_id[row]),
            bool(sent.is_urgent[row]), code, tuple(name for name, value in values.items() if value),
        )  # fmt: skip
        if key not in self.templates:
            self.templates[key] = GAP.split(_template(*key))
        pieces = self.templates[key]
        told = [json.dumps(values[piece], ensure_ascii=False)[1:-1] if at % 2 else piece for at, piece in enumerate(pieces)]
        content = "".join(told)
        return Sealed(content, sha256(content.encode()).hexdigest())

    def _values(self, rows: Index) -> Iterator[dict[str, str]]:
        people, person = self.book.people.persons, self.book.people.referrals.person_row[rows]
        born, sent = people.birth_date[person], self.book.people.referrals.sent_at[rows]
        age = ((sent.astype("datetime64[D]") - born).astype(np.int64) // 365.2425).astype(np.int64)
        columns = zip(
            self.book.referral_number[rows], people.given_names[person], surnames_of(self.book, person), age.tolist(), people.dni[person],
            people.residence_municipality[person], people.phone[person], people.email[person], people.dependants[person].tolist(),
            self.book.last_return[person].tolist(), people.education_level[person], people.languages[person], strict=True,
        )  # fmt: skip
        return (self._told(*each) for each in columns)

    def _told(  # noqa: PLR0913, PLR0917 - the columns of one person, in their order
        self, number: str, given: str, surnames: str, age: int, dni: str, town: str, phone: str, email: str, dependants: int,
        returned: int, education: str, spoken: str,
    ) -> dict[str, str]:  # fmt: skip
        words = _words()
        return {
            "number": number,
            "name": f"{given} {surnames}".strip(),
            "age": f"{age} años" if age != 1 else "1 año",
            "document": f"DNI {dni[:4]}-{dni[4:8]}-{dni[8:]}" if dni else "",
            "municipality": words["municipality"].get(town, ""),
            "phone": f"{phone[:4]}-{phone[4:]}" if phone else "",
            "email": email,
            "dependants": ("1 persona" if dependants == 1 else f"{dependants} personas") if dependants > 0 else "",
            "returned": self._returned(returned),
            "education": words["education"].get(education, ""),
            "languages": ", ".join(words["language"].get(code, code) for code in spoken.split(",") if code),
        }

    def _returned(self, row: int) -> str:
        if row < 0:
            return ""
        episodes = self.book.people.returns
        return _return_words(episodes.returned_on[row].item().isoformat(), episodes.country[row])


def _template(  # noqa: PLR0913, PLR0917 - what makes packets alike
    purpose: str, categories: str, service_id: int, office_id: int, urgent: bool, need_code: str, present: tuple[str, ...]  # noqa: FBT001
) -> str:
    """The canonical text of a packet with gaps for what is the person's own."""
    service, office = _service(service_id), _office(office_id)
    asks_document = service.institution.provider_kind in ASKS_DOCUMENT
    facts: dict[str, dict[str, object]] = {
        category: {name: _gap(value) for name, value in places.items() if value in present and (value != "document" or asks_document)}
        for category, places in PLACES.items()
    }
    if need_code:
        facts["needs_general"] = {"needs": need(need_code).label("es")}
    request = {
        "number": _gap("number"), "service_type": service.service_type, "service": service.name, "asked": ASKED, "need": need_code,
        "urgent": urgent, "sender_office": office.name, "receiver": service.institution.short_name,
    }  # fmt: skip
    return build_packet(purpose, categories.split(","), facts, {name: value for name, value in request.items() if value != ""}).content


def _gap(name: str) -> str:
    return f"\ue000{name}\ue001"


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    return {
        "municipality": dict(Municipality.objects.values_list("pk", "name")),
        "education": {str(pk): name for pk, name in education_levels().values_list("pk", "name_es")},
        "language": {str(pk): name for pk, name in languages().values_list("pk", "name_es")},
        "country": {str(pk): name for pk, name in countries().values_list("pk", "name_es")},
    }


@lru_cache(maxsize=20_000)
def _return_words(day: str, country: str) -> str:
    when = np.datetime64(day, "D").item()
    return f"{date_format(when)}, desde {_words()['country'].get(country, country)}"


@lru_cache(maxsize=4096)
def _service(pk: int) -> Service:
    return Service.objects.select_related("institution").get(pk=pk)


@lru_cache(maxsize=512)
def _office(pk: int) -> Office:
    return Office.objects.get(pk=pk)
