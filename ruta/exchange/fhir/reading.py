"""What does an incoming Task say: a referral that arrives, or the next step of one?"""

import binascii
import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ruta.agenda.actions import Slot
from ruta.base.errors import Invalid
from ruta.exchange.fhir import naming
from ruta.exchange.fhir.naming import Told, code_in, demand_dict, extension, identified
from ruta.exchange.fhir.states import verb_of
from ruta.people.actions import IdentifierDraft, PersonDraft
from ruta.referrals.actions import Heard, Said
from ruta.referrals.enums import ReasonKind, ReferralVerb, Side
from ruta.referrals.packet import Packet, build_packet, digest
from ruta.referrals.selectors import reason_book

LONGEST_NOTE = 2000
SEXES = {"male": "man", "female": "woman"}
WRITABLE = frozenset({"status", "businessStatus", "statusReason", "output", "executionPeriod", "location", "note", "extension", "input"})


def step_in(told: Told, side: Side) -> Heard:
    """The step that a Task asks for, and what came with it."""
    reason, business = code_in(told.get("statusReason"), naming.REASON), code_in(told.get("businessStatus"), naming.STATE)
    verb = _named(told) or verb_of(side, str(told.get("status", "")), business)
    if verb is None:
        raise Invalid("This side cannot set that status: see the table of states in docs/howto/refer-over-fhir.md.")
    if verb is ReferralVerb.DECLINE and (found := reason_book().get(reason)) and found.kind is ReasonKind.DECLINED_BY_PERSON:
        verb = ReferralVerb.REFUSE
    said = Said(
        reason=reason, note=_note(told), outcome=_outcome(told), heard_by=str(extension(told, naming.HEARD_BY, "Code") or "")[:20],
        review_on=_day(extension(told, naming.REVIEW_ON, "Date")), attempts=_count(extension(told, naming.ATTEMPTS, "Integer")),
        successor=str(extension(told, naming.SUCCESSOR, "String") or "")[:40],
    )  # fmt: skip
    return Heard(verb=verb, said=said, slot=_slot(told) if verb is ReferralVerb.SCHEDULE else None)


def patched(told: Told, operations: Any) -> Told:
    """A Task after a JSON Patch of its upper members; of the rest nothing may be changed."""
    if not isinstance(operations, list) or not 0 < len(operations) <= 20:
        raise Invalid("A JSON Patch (RFC 6902) is a list of operations.")
    found = {name: value for name, value in told.items() if name not in WRITABLE}
    for each in operations:
        operation, name = demand_dict(each, "An operation"), str(each.get("path", ""))[1:] if isinstance(each, dict) else ""
        if operation.get("op") not in ("add", "replace", "test") or name not in WRITABLE or "value" not in operation:
            raise Invalid(f"Only add, replace and test of {', '.join(sorted(WRITABLE))} are taken, each with its value.")
        if operation["op"] == "test" and told.get(name) != operation["value"]:
            raise Invalid(f"The test of {name} fails: read the Task again.")
        found[name] = operation["value"]
    return found


def packet_in(told: Told, purpose: str) -> Packet:
    """The sealed packet; where the other system seals none, one of what the Task says."""
    inputs = told.get("input")
    for each in inputs if isinstance(inputs, list) else []:
        attachment = each.get("valueAttachment") if isinstance(each, dict) else None
        if isinstance(attachment, dict) and code_in(each.get("type"), naming.HOUSE + "task-input") == naming.PACKET:
            return _opened(attachment, purpose)
    return _sealed(told, purpose)


def contained(told: Told, kind: str) -> Told:
    """The contained resource of a kind."""
    every = told.get("contained")
    found = (
        next((each for each in every if isinstance(each, dict) and each.get("resourceType") == kind), None)
        if isinstance(every, list)
        else None
    )
    if found is None:
        raise Invalid(f"The Task contains a {kind}.")
    return dict(found)


def person_in(told: Told, packet: Packet) -> PersonDraft:
    """Who it is about: name and documents of the Patient, the name of the packet else."""
    patient = contained(told, "Patient")
    given, family = _name(patient, str(json.loads(packet.content)["data"].get("identity", {}).get("name", "")))
    if not given:
        raise Invalid("The permission covers at least the name: contained Patient.name.")
    return PersonDraft(
        given_names=given, surnames=family, sex=SEXES.get(str(patient.get("gender")), "unknown"), birth_date=_day(patient.get("birthDate")),
        identifiers=tuple(_documents(patient)),
    )  # fmt: skip


def permission_in(told: Told) -> datetime:
    """Until when the person allows it."""
    return _moment(extension(told, naming.PERMISSION, "DateTime"), "extension permission-until")


def _named(told: Told) -> ReferralVerb | None:
    named = extension(told, naming.STEP, "Code")
    if named is None:
        return None
    try:
        return ReferralVerb(str(named))
    except ValueError as error:
        raise Invalid("The extension referral-step names no step.") from error


def _opened(attachment: Told, purpose: str) -> Packet:
    try:
        content = b64decode(str(attachment.get("data", "")), validate=True).decode()
        read = json.loads(content)
        is_packet = isinstance(read["data"], dict) and isinstance(read["request"], dict) and read["purpose"] == purpose
    except (ValueError, binascii.Error, KeyError, TypeError) as error:
        raise Invalid("The sealed packet is not one of ours.") from error
    if not is_packet or not all(isinstance(facts, dict) for facts in read["data"].values()):
        raise Invalid("The sealed packet is not for the purpose of the token.")
    return Packet(content, str(attachment.get("title") or digest(content)))


def _sealed(told: Told, purpose: str) -> Packet:
    patient, request = contained(told, "Patient"), contained(told, "ServiceRequest")
    given, family = _name(patient, "")
    identity: dict[str, object] = {"name": f"{given} {family}".strip()}
    numbers = ", ".join(f"{each.kind.upper()} {each.value}" for each in _documents(patient))
    contact = {each["system"]: str(each.get("value", ""))[:120] for each in _telecoms(patient)}
    asked = {"service_type": code_in(request.get("code"), naming.SERVICE), "asked": _note(told)}
    facts: dict[str, Mapping[str, object]] = {"identity": identity | ({"document": numbers} if numbers else {}), "contact": contact}
    return build_packet(purpose, tuple(facts), facts, {name: value for name, value in asked.items() if value})


def _name(patient: Told, otherwise: str) -> tuple[str, str]:
    names = patient.get("name")
    first = names[0] if isinstance(names, list) and names and isinstance(names[0], dict) else {}
    given = first.get("given")
    if isinstance(given, list) and given:
        return " ".join(map(str, given))[:100].strip(), str(first.get("family", ""))[:100].strip()
    words = str(first.get("text") or otherwise)[:200].split()
    half = (len(words) + 1) // 2
    return " ".join(words[:half]), " ".join(words[half:])


def _documents(patient: Told) -> list[IdentifierDraft]:
    kinds = {system: kind for kind, system in naming.DOCUMENTS.items()}
    every = patient.get("identifier")
    found = [each for each in every if isinstance(each, dict)] if isinstance(every, list) else []
    return [IdentifierDraft(kinds[each["system"]], str(each.get("value", ""))[:40]) for each in found if each.get("system") in kinds][:4]


def _telecoms(patient: Told) -> list[Told]:
    every = patient.get("telecom")
    return (
        [each for each in every if isinstance(each, dict) and each.get("system") in ("phone", "email")] if isinstance(every, list) else []
    )


def _note(told: Told) -> str:
    notes = told.get("note")
    texts = [str(each.get("text", "")) for each in notes if isinstance(each, dict)] if isinstance(notes, list) else []
    return "\n".join(texts).replace("\0", "")[:LONGEST_NOTE]


def _outcome(told: Told) -> str:
    outputs = told.get("output")
    found = [each for each in outputs if isinstance(each, dict)] if isinstance(outputs, list) else []
    return next((code for each in found if (code := code_in(each.get("valueCodeableConcept"), naming.OUTCOME))), "")


def _slot(told: Told) -> Slot:
    period, place = told.get("executionPeriod"), told.get("location")
    start = _moment(period.get("start") if isinstance(period, dict) else None, "executionPeriod.start")
    shown = str(place.get("display", ""))[:200] if isinstance(place, dict) else ""
    return Slot(starts_at=start, place=shown, bring=str(extension(told, naming.BRING, "String") or "")[:300])


def _moment(value: Any, where: str) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise Invalid(f"{where} is a time with its zone.") from error
    if found.tzinfo is None:
        raise Invalid(f"{where} is a time with its zone.")
    return found


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError as error:
        raise Invalid("A day is written YYYY-MM-DD.") from error


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value <= 99 else 0


def receiver_of(told: Told) -> str:
    """The code of the institution that is asked."""
    return identified(told.get("owner"), naming.INSTITUTION)
