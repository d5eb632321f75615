"""What do records, uses, agreements and permissions look like in the words of GovStack?"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.conf import settings

from ruta.directory.enums import AgreementState
from ruta.directory.models import Agreement, AgreementRevision
from ruta.exchange.dci.finding import Found
from ruta.exchange.dci.telling import PARTS, SEXES
from ruta.exchange.naming import uuid_of
from ruta.people.enums import Sex
from ruta.people.models import Consent
from ruta.taxonomy.models import Catalogue
from ruta.taxonomy.selectors import Item
from ruta.trust.selectors import Use

Told = dict[str, Any]
BASES = ("consent", "legal_obligation", "vital_interest")
"""Our lawful bases that have the same name there; every other is a task of the public."""
TODAY = ("active", "lifecycle")
"""What the state of today changes is no part of a wording."""


def content(one: Found) -> Told:
    """A record of the register of persons, version 1.0: its upper members, and what further kinds of data allow."""
    person = one.person
    first = person.identifiers.order_by("pk").first()
    told: Told = {
        "uuid": uuid_of("person", person.pk), "ID": first.value if first else "", "FirstName": person.given_names, "LastName": person.surnames,
        "Sex": SEXES[Sex(person.sex)], "BirthDate": person.birth_date.isoformat() if person.birth_date else None,
        "Nationality": person.nationality,
    }  # fmt: skip
    for category, tell in PARTS.items():
        if category in one.categories:
            told |= {"".join(part.title() for part in name.split("_")): each for name, each in tell(person).items()}
    return told


def tag_of(one: Found) -> str:
    """Which version of a record was told."""
    return f'W/"{one.person.version}"'


def address_of(registry: str, version: str) -> str:
    """Where a register lies."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/api/v1/govstack/data/{registry}/{version}"


def use(row: Use) -> Told:
    """A time when somebody was given data of a person."""
    return {
        "ReaderInstitutionID": str(row.institution_id), "ReaderInstitutionName": row.institution, "ReaderApplicationName": row.service,
        "SearchDateTime": row.at.isoformat(), "Purpose": row.purpose, "Data": row.data, "References": [],
    }  # fmt: skip


def data_agreement(agreement: Agreement, revision: AgreementRevision) -> Told:
    """An agreement and what a wording of it lets whom read, for what, on which lawful basis."""
    grants = list(revision.grants.select_related("giver", "reader").order_by("purpose", "pk"))
    owner = agreement.owner_institution
    page = f"{settings.PUBLIC_ADDRESS.rstrip('/')}/api/v1/hsds/organizations/{uuid_of('organization', owner.pk)}"
    return {
        "id": str(agreement.pk), "version": str(revision.number), "controller": {"id": owner.code, "name": owner.name, "url": page},
        "purpose": revision.summary or revision.title, "lawfulBasis": revision.lawful_basis if revision.lawful_basis in BASES else "public_task",
        "dpia": revision.basis_note, "forgettable": False, "active": agreement.state == AgreementState.IN_FORCE,
        "lifecycle": {"id": agreement.state, "name": agreement.state}, "number": agreement.number, "title": revision.title,
        "validFrom": _day(revision.valid_from), "validUntil": _day(revision.valid_until),
        "dataAttributes": [
            {"id": f"{each.pk}/{code}", "name": code, "purpose": each.purpose, "giver": each.giver.code, "reader": each.reader.code}
            for each in grants for code in each.categories
        ],
    }  # fmt: skip


def chain(agreement: Agreement, revisions: list[AgreementRevision]) -> list[Told]:
    """Every published wording, the oldest first, each with the hash of the one before: none is changed or left out unseen."""
    told: list[Told] = []
    for row in revisions:
        before = told[-1]["serializedHash"] if told else ""
        wording = {name: each for name, each in data_agreement(agreement, row).items() if name not in TODAY}
        inner = {
            "objectData": wording, "schemaName": "dataAgreement", "objectId": str(agreement.pk), "signedWithoutObjectId": False,
            "timestamp": row.published_at.isoformat() if row.published_at else "", "predecessorHash": before,
        }  # fmt: skip
        text = json.dumps(inner, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        told.append({
            "id": f"{agreement.pk}.{row.number}", "schemaName": "dataAgreement", "objectId": str(agreement.pk), "signedWithoutObjectId": False,
            "serializedSnapshot": text, "serializedHash": sha256(text.encode()).hexdigest(), "timestamp": inner["timestamp"],
            "authorizedByOther": agreement.owner_institution.code, "predecessorHash": before,
        })  # fmt: skip
    return told


def consent_record(row: Consent, agreement: Told, revision: Told) -> Told:
    """A permission of a person, as far as the institution that it was given to may know it."""
    return {
        "id": uuid_of("consent", row.pk), "dataAgreement": agreement, "dataAgreementRevision": revision,
        "dataAgreementRevisionHash": revision["serializedHash"], "individual": {"id": uuid_of("person", row.person_id)},
        "optIn": row.withdrawn_at is None, "state": "signed" if row.signature else "unsigned", "purpose": row.purpose,
        "dataAttributes": list(row.categories), "noticeHash": row.notice_sha256, "timestamp": row.given_at.isoformat(),
        "validUntil": row.valid_until.isoformat(), "withdrawnAt": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
    }  # fmt: skip


def policy(purpose: Item, version: Catalogue, content: Mapping[str, Any]) -> Told:
    """What a person is read before saying yes to a purpose, and its hash."""
    notice = next(each for each in content["notices"] if each["code"] == purpose["notice"])
    address = f"{settings.PUBLIC_ADDRESS.rstrip('/')}/api/v1/govstack/consent/service/policy/{purpose.code}/?revisionId={version.version}"
    told = {
        "id": purpose.code, "name": notice["title_es"], "version": version.version, "url": address, "jurisdiction": "HN",
        "text": notice["text_es"], "validMonths": purpose["default_months"],
    }  # fmt: skip
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    revision = {
        "id": f"{purpose.code}.{version.version}", "schemaName": "policy", "objectId": purpose.code, "signedWithoutObjectId": False,
        "serializedSnapshot": text, "serializedHash": sha256(text.encode()).hexdigest(), "timestamp": version.loaded_at.isoformat(),
    }  # fmt: skip
    return {"policy": told, "revision": revision}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
