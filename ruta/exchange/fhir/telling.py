"""How does a referral read as a FHIR R4 Task around a ServiceRequest, the way Gravity's SDOH Clinical Care models it?"""

import json
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from ruta.agenda.models import Appointment
from ruta.exchange.fhir import naming
from ruta.exchange.fhir.naming import Told, concept, institution_ref, office_ref, task_id
from ruta.exchange.fhir.states import REQUEST, status_of
from ruta.people.models import Identifier
from ruta.referrals.enums import ReferralState
from ruta.referrals.models import Referral, ReferralPacket, ReferralStep
from ruta.referrals.selectors import service_label

NO_MORE = {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "masked"}


def task(referral: Referral, step: ReferralStep | None, shown: ReferralPacket | None = None) -> Told:
    """The Task as it stands after its last step. Who it is about stands in it where a packet may be shown."""
    told = _head(referral) | _state(referral, referral.state, step) | {"contained": [_request(referral), _person(shown)]}
    told |= {"focus": {"reference": "#request"}, "for": {"reference": "#person"}}
    if shown is not None:
        told["input"] = [_sealed(shown)]
        told["extension"] = [*told.get("extension", []), *_until(shown)]
    return told


def outgoing(referral: Referral, step: ReferralStep, packet: ReferralPacket | None) -> Told:
    """A step as it goes to the other system; with the packet, the documents too that say who it is."""
    told = task(referral, step, packet) | _state(referral, step.state, step)
    told["extension"] = [*told["extension"], *_until(packet)]
    if packet is not None:
        told["contained"][1] |= _identity(referral, packet)
    return told


def history(referral: Referral, steps: Iterable[ReferralStep]) -> list[Told]:
    """Its versions, one for each step, the oldest first; of the person nothing."""
    return [_head(referral) | _state(referral, step.state, step, number=number) for number, step in enumerate(steps, start=1)]


def bundle(kind: str, entries: list[Told], *, total: int | None = None, following: str = "", address: str = "") -> Told:
    """Tasks in a Bundle."""
    links = [{"relation": "self", "url": address}] + ([{"relation": "next", "url": following}] if following else [])
    told: Told = {"resourceType": "Bundle", "type": kind, "link": links}
    if total is not None:
        told["total"] = total
    if entries:
        told["entry"] = entries
    return told


def as_found(told: Told, address: str) -> Told:
    """An entry of a search."""
    return {"fullUrl": f"{address}/{told['id']}", "resource": told, "search": {"mode": "match"}}


def as_version(told: Told, address: str) -> Told:
    """An entry of a history."""
    request = {"method": "PUT", "url": f"Task/{told['id']}"}
    return {"fullUrl": f"{address}/{told['id']}", "resource": told, "request": request, "response": {"status": "200"}}


def _until(packet: ReferralPacket | None) -> list[Told]:
    return [{"url": naming.PERMISSION, "valueDateTime": _moment(packet.allowed_until)}] if packet else []


def _identity(referral: Referral, packet: ReferralPacket) -> Told:
    """What the packet says in a line, in its parts: the name, and the documents where it names one."""
    person, names_document = referral.person, "document" in json.loads(packet.content)["data"].get("identity", {})
    told: Told = {"name": [{"given": [person.given_names], "family": person.surnames, "text": person.full_name}]}
    return told | ({"identifier": found} if names_document and (found := _documents(person.pk)) else {})


def _documents(person_id: int) -> list[Told]:
    """Only where the packet names a document: then the number is known there anyway."""
    rows = Identifier.objects.filter(person=person_id).order_by("pk")
    return [{"system": naming.DOCUMENTS[row.kind], "value": row.value} for row in rows if row.kind in naming.DOCUMENTS][:2]


def _head(referral: Referral) -> Told:
    told: Told = {
        "resourceType": "Task", "id": task_id(referral.pk), "identifier": [{"system": naming.number_system(), "value": referral.number}],
        "intent": "order", "priority": "urgent" if referral.is_urgent else "routine",
        "code": {"coding": [{"system": "http://hl7.org/fhir/CodeSystem/task-code", "code": "fulfill"}]},
        "authoredOn": _moment(referral.sent_at or referral.created_at), "requester": institution_ref(referral.owner_institution),
        "owner": institution_ref(referral.receiver),
    }  # fmt: skip
    if referral.rerouted_from_id:
        told["partOf"] = [_earlier(referral)]
    if referral.due_at:
        told["restriction"] = {"period": {"end": _moment(referral.due_at)}}
    return told


def _earlier(referral: Referral) -> Told:
    """The referral that this one goes on from, by both its names."""
    before = referral.rerouted_from
    number = {"identifier": {"system": naming.number_system(), "value": before.number}} if before else {}
    return {"reference": f"Task/{task_id(referral.rerouted_from_id or 0)}", **number}


def _state(referral: Referral, state: str, step: ReferralStep | None, *, number: int = 0) -> Told:
    """Status, reason, date and result: of the last step, or of each in a history."""
    at = _moment(step.at if step else referral.state_since)
    told: Told = {
        "meta": {"versionId": str(number or referral.version), "lastUpdated": at, "profile": [naming.PROFILE]}, "lastModified": at,
        "status": status_of(ReferralState(state), referral.position), "businessStatus": concept(naming.STATE, state),
    }  # fmt: skip
    if step is None:
        return told
    return told | _said(step, referral.appointment)


def _said(step: ReferralStep, appointment: Appointment | None) -> Told:
    facts = step.facts
    told: Told = {}
    if step.reason:
        told["statusReason"] = concept(naming.REASON, step.reason)
    if step.note:
        told["note"] = [{"text": step.note}]
    if facts.get("outcome"):
        told["output"] = [{"type": {"text": "outcome"}, "valueCodeableConcept": concept(naming.OUTCOME, facts["outcome"])}]
    if facts.get("starts_at"):
        told["executionPeriod"] = {"start": facts["starts_at"]}
        told |= _place(appointment, facts["starts_at"])
    return told | {"extension": [*_extensions(step), *told.get("extension", [])]}


def _extensions(step: ReferralStep) -> list[Told]:
    facts = step.facts
    every: list[tuple[str, str, Any]] = [
        (naming.STEP, "Code", step.verb), (naming.SIDE, "Code", step.side), (naming.HEARD_BY, "Code", _heard_by(step)), (naming.REVIEW_ON, "Date", facts.get("review_on")),
        (naming.ATTEMPTS, "Integer", facts.get("attempts")), (naming.SUCCESSOR, "String", facts.get("successor")),
    ]  # fmt: skip
    return [{"url": url, f"value{kind}": value} for url, kind, value in every if value]


def _heard_by(step: ReferralStep) -> str:
    """What the person said by their own link was heard by it."""
    return str(step.facts.get("heard_by") or ("link" if step.side == "person" else ""))


def _place(appointment: Appointment | None, starts_at: str) -> Told:
    """Where the date is, while it holds."""
    if appointment is None or appointment.starts_at.isoformat() != starts_at:
        return {}
    place = appointment.place or appointment.office.short_name
    told: Told = {"location": office_ref(appointment.office) | {"display": place}}
    if appointment.bring:
        told["extension"] = [{"url": naming.BRING, "valueString": appointment.bring}]
    return told


def _request(referral: Referral) -> Told:
    """What is asked."""
    told: Told = {
        "resourceType": "ServiceRequest", "id": "request", "status": REQUEST.get(status_of(ReferralState(referral.state), referral.position), "active"),
        "intent": "order", "priority": "urgent" if referral.is_urgent else "routine",
        "code": concept(naming.SERVICE, referral.service_type, service_label(referral.service_type)), "subject": {"reference": "#person"},
        "authoredOn": _moment(referral.sent_at or referral.created_at), "requester": office_ref(referral.sender_office),
        "performer": [institution_ref(referral.receiver)],
    }  # fmt: skip
    return told


def _person(packet: ReferralPacket | None) -> Told:
    """Who it is about, by the category of identity alone; masked where nobody may read it any more."""
    told: Told = {"resourceType": "Patient", "id": "person"}
    if packet is None:
        url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
        return told | {"extension": [{"url": url, "valueCode": NO_MORE["code"]}]}
    identity = json.loads(packet.content)["data"].get("identity", {})
    return told | ({"name": [{"text": str(identity["name"])}]} if identity.get("name") else {})


def _sealed(packet: ReferralPacket) -> Told:
    """The packet as it was sealed: the same text has the same SHA-256 everywhere."""
    data = b64encode(packet.content.encode()).decode()
    attachment = {"contentType": "application/json", "data": data, "title": packet.sha256}
    return {"type": {"coding": [{"system": naming.HOUSE + "task-input", "code": naming.PACKET}]}, "valueAttachment": attachment}


def _moment(value: Any) -> str:
    return str(value.isoformat(timespec="seconds"))
