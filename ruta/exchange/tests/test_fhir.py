"""Does a referral go round between two systems as a FHIR Task, by the same table as at a desk, and only as far as agreement and permission reach?"""

import json
import os
from base64 import b64encode
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.base.models import AccessLog
from ruta.exchange.fhir.states import LINES, STATUS, status_of, verb_of
from ruta.exchange.tests.conftest import Caller, agreed, institution
from ruta.people.actions import withdraw_consent
from ruta.people.models import Consent, Person
from ruta.referrals.enums import ReferralState, ReferralVerb, Side
from ruta.referrals.models import Referral, ReferralMirror, ReferralPacket, ReferralStep
from ruta.referrals.packet import build_packet
from ruta.referrals.tests.conftest import case, dunia, need, service  # noqa: F401
from ruta.referrals.tests.making import allow, sent
from ruta.trust.models import KeptAnswer, Message

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/fhir"
PURPOSE = "referral"
MEDIA = "application/fhir+json"


def schema():
    """The validator of other people, where the variable names it."""
    from jsonschema import Draft6Validator

    named = os.environ.get("RUTA_FHIR_SCHEMA", "")
    return Draft6Validator(json.loads(Path(named).read_text(encoding="utf8"))) if named else None


SCHEMA = schema()


def test_what_leaves_is_judged_by_the_schema_of_others():
    if SCHEMA is None:
        pytest.skip("RUTA_FHIR_SCHEMA names no file")
    assert not SCHEMA.is_valid({"resourceType": "Task", "status": "nonsense"})


def held(told):
    """Whatever leaves holds to the schema of FHIR R4, where it is there."""
    if SCHEMA is not None:
        faults = [(list(each.path), each.message[:200]) for each in SCHEMA.iter_errors(told)]
        assert not faults, faults[:3]
    return told


@pytest.fixture
def infop(client):
    """The system of the institution that is asked."""
    return Caller(client, agreed(PURPOSE), PURPOSE)


@pytest.fixture
def referral(dunia, case, need, service):  # noqa: F811
    allow(dunia, case, service)
    return sent(dunia, case, service, need)


def get(caller, path="/Task", **params):
    answer = caller.web.get(f"{ROOT}{path}", params, headers=caller.bearer())
    assert answer.status_code == 200, answer.content
    return held(answer.json())


def send(caller, method, path, body, **headers):
    kind = "application/json-patch+json" if method == "patch" else MEDIA
    return getattr(caller.web, method)(f"{ROOT}{path}", json.dumps(body), content_type=kind, headers=caller.bearer(**headers))


def replaced(**members):
    return [{"op": "add", "path": f"/{name}", "value": value} for name, value in members.items()]


def only(caller):
    return get(caller)["entry"][0]["resource"]


def stepped(caller, task, expected=200, headers=None, **members):
    answer = send(caller, "patch", f"/Task/{task['id']}", replaced(**members), **(headers or {}))
    assert answer.status_code == expected, answer.content
    return answer.json()


@contextmanager
def at(code):
    """As the machine of an institution, which reads what row security shows it."""
    with acting_as(system(institution(code).pk)), transaction.atomic():
        yield


def row(referral):
    with at("SETRASS-DGE"):
        return Referral.objects.get(pk=referral.pk)


def steps(referral):
    with at("SETRASS-DGE"):
        return list(ReferralStep.objects.filter(referral=referral).order_by("pk"))


def change(referral, **values):
    with at("SETRASS-DGE"):
        Referral.objects.filter(pk=referral.pk).update(**values)


def business(code):
    return {"coding": [{"system": "https://ruta.hn/fhir/referral-state", "code": code}]}


def reason(code):
    return {"coding": [{"system": "https://ruta.hn/fhir/referral-reason", "code": code}]}


def outcome(code):
    return [
        {
            "type": {"text": "outcome"},
            "valueCodeableConcept": {"coding": [{"system": "https://ruta.hn/fhir/service-outcome", "code": code}]},
        }
    ]


def test_every_state_has_its_status_and_every_line_is_a_step():
    assert set(STATUS) == set(ReferralState)
    assert status_of(ReferralState.CLOSED, 6) == "completed"
    assert status_of(ReferralState.CLOSED, 1) == "cancelled"
    assert verb_of(Side.RECEIVER, "accepted", "scheduled") is ReferralVerb.SCHEDULE
    assert verb_of(Side.SENDER, "accepted") is None
    assert {line.side for line in LINES} == {Side.RECEIVER, Side.SENDER}


def test_the_capability_statement_is_public(client):
    assert held(client.get(f"{ROOT}/metadata").json())["fhirVersion"] == "4.0.1"


def test_the_institution_that_is_asked_finds_its_referral_with_the_sealed_packet(infop, referral):
    found = only(infop)
    assert (found["status"], found["businessStatus"]["coding"][0]["code"]) == ("requested", "sent")
    assert found["identifier"][0]["value"] == referral.number
    assert found["contained"][1]["name"][0]["text"] == "Yeimi Lorena Mejía Orellana"
    with at("INFOP"):
        assert found["input"][0]["valueAttachment"]["title"] == ReferralPacket.objects.get(referral=referral).sha256
    logged = Message.objects.using("log").get(service__contains="Task")
    assert (logged.person_id, logged.categories) == (referral.person_id, ["contact", "identity"])
    assert AccessLog.objects.using("log").filter(kind="open_referral", object_id=referral.pk).exists()


def test_without_permission_the_person_is_masked_at_once(infop, dunia, referral):  # noqa: F811
    with at("SETRASS-DGE"):
        held_by = Consent.objects.get(person=referral.person_id, grantee=referral.receiver_id, purpose=PURPOSE)
    withdraw_consent(actor=dunia, consent_id=held_by.pk)
    found = only(infop)
    assert "input" not in found
    assert "name" not in found["contained"][1]


def test_a_narrower_agreement_shows_no_packet(client, referral):
    assert "input" not in only(Caller(client, agreed(PURPOSE, ("identity",)), PURPOSE))


def test_a_protected_referral_never_leaves_by_this_way(infop, referral):
    change(referral, is_protected=True)
    assert "entry" not in get(infop)
    answer = infop.web.get(f"{ROOT}/Task/{_id(referral)}", headers=infop.bearer())
    assert answer.status_code == 404


def _id(referral):
    from ruta.exchange.fhir.naming import task_id

    return task_id(referral.pk)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"owner": "INFOP"}, 1), ({"owner": "https://ruta.hn/fhir/institution|INFOP"}, 1), ({"owner": "SENPRENDE"}, 0),
        ({"status": "requested,received"}, 1), ({"status": "completed"}, 0), ({"_lastUpdated": "ge2026-01-01"}, 1),
        ({"_lastUpdated": "lt2026-01-01"}, 0), ({"_lastUpdated": "2026-03-16"}, 0),
    ],
)  # fmt: skip
def test_a_search_narrows(infop, referral, asked, count):
    found = get(infop, **asked)
    assert (found["total"], len(found.get("entry", []))) == (count, count)


def test_a_search_goes_on_page_by_page(infop, dunia, referral, service, need):  # noqa: F811
    other = referral.case
    change(referral, state="closed", closed_at=now())
    second = sent(dunia, other, service, need)
    first_page = get(infop, _count=1)
    assert first_page["entry"][0]["resource"]["identifier"][0]["value"] == second.number
    following = next(each["url"] for each in first_page["link"] if each["relation"] == "next")
    answer = infop.web.get(following, headers=infop.bearer())
    assert answer.json()["entry"][0]["resource"]["identifier"][0]["value"] == referral.number


def test_its_system_goes_round_by_the_table_and_the_history_says_each_step(infop, referral):
    task = only(infop)
    assert stepped(infop, task, status="received")["businessStatus"]["coding"][0]["code"] == "received"
    stepped(infop, task, status="accepted")
    begin = (now() + timedelta(days=3)).isoformat()
    told = stepped(
        infop,
        task,
        status="accepted",
        businessStatus=business("scheduled"),
        executionPeriod={"start": begin},
        location={"display": "Taller 4"},
    )
    assert told["location"]["display"] == "Taller 4"
    stepped(infop, task, status="in-progress")
    done = stepped(infop, task, status="completed", output=outcome("completed_certified"))
    held(done)
    assert done["status"] == "completed"
    assert (row(referral).state, row(referral).outcome) == ("delivered", "completed_certified")
    versions = get(infop, f"/Task/{task['id']}/_history")["entry"]
    verbs = [next(e["valueCode"] for e in each["resource"]["extension"] if e["url"].endswith("step")) for each in reversed(versions)]
    assert verbs == ["send", "acknowledge", "accept", "schedule", "attend", "deliver"]
    assert {step.side for step in steps(referral)[1:]} == {"receiver"}


def test_a_refusal_needs_a_reason_of_the_catalogue(infop, referral):
    task = only(infop)
    stepped(infop, task, 422, status="rejected")
    stepped(infop, task, 422, status="rejected", statusReason=reason("pers_forgot"))
    told = stepped(infop, task, status="rejected", statusReason=reason("prov_outside_area"))
    assert held(told)["statusReason"]["coding"][0]["code"] == "prov_outside_area"
    assert row(referral).state == "declined"


def test_what_the_table_does_not_open_changes_nothing(infop, referral):
    task = only(infop)
    stepped(infop, task, 409, status="completed", output=outcome("completed_certified"))
    stepped(infop, task, 422, status="draft")
    stepped(infop, task, 422, requester={"display": "otro"})
    assert row(referral).state == "sent"


def test_whoever_read_before_another_changed_it_is_told(infop, referral):
    task = only(infop)
    seen = f'W/"{task["meta"]["versionId"]}"'
    stepped(infop, task, headers={"If-Match": seen}, status="received")
    stepped(infop, task, 409, headers={"If-Match": seen}, status="accepted")


def test_the_same_key_steps_once_and_another_body_is_refused(infop, referral):
    task = only(infop)
    key = {"Idempotency-Key": "paso-0001"}
    first = send(infop, "patch", f"/Task/{task['id']}", replaced(status="received"), **key)
    again = send(infop, "patch", f"/Task/{task['id']}", replaced(status="received"), **key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert (again["Idempotency-Replayed"], again["ETag"]) == ("true", first["ETag"])
    other = send(infop, "patch", f"/Task/{task['id']}", replaced(status="accepted"), **key)
    assert (other.status_code, other["Content-Type"]) == (422, "application/problem+json")
    assert [step.verb for step in steps(referral)] == ["send", "acknowledge"]
    assert row(referral).state == "received"


def test_a_refused_call_may_be_mended_under_its_key(infop, referral):
    task, key = only(infop), {"Idempotency-Key": "paso-0002"}
    stepped(infop, task, 409, key, status="completed", output=outcome("completed_certified"))
    with at("INFOP"):
        assert not KeptAnswer.objects.exists()
    stepped(infop, task, 200, key, status="received")


def test_a_kept_answer_is_read_by_its_institution_alone(infop, referral, rows_of):
    stepped(infop, only(infop), 200, {"Idempotency-Key": "paso-0003"}, status="received")
    ask = "SELECT key, answer FROM trust_keptanswer"
    assert [key for key, _answer in rows_of(institution("INFOP").pk, ask)] == ["paso-0003"]
    assert "received" not in rows_of(institution("INFOP").pk, ask)[0][1], "sealed"
    assert rows_of(institution("SETRASS-DGE").pk, ask) == []


@pytest.fixture
def rows_of():
    def ask(institution_id, sql):
        with acting_as(system(institution_id)), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return ask


def arriving(service_type="infop_skills_certification", number="D-2026-00077", categories=("identity", "contact"), **changes):
    facts = {"identity": {"name": "Wendy Suyapa Lara Cruz"}, "contact": {"phone": "9999-1234"}, "education_work": {"education": "Media"}}
    request = {"number": number, "service_type": service_type, "asked": "Certificar costura"}
    packet = build_packet(PURPOSE, categories, facts, request)
    sealed = {"contentType": "application/json", "title": packet.hash, "data": b64encode(packet.content.encode()).decode()}
    kind = {"coding": [{"system": "https://ruta.hn/fhir/task-input", "code": "sealed-packet"}]}
    until = (now() + timedelta(days=90)).isoformat(timespec="seconds")
    return {
        "resourceType": "Task", "status": "requested", "intent": "order", "identifier": [{"system": "https://otra.hn/fhir", "value": number}],
        "requester": _institution("SETRASS-DGE"), "owner": _institution("INFOP"), "focus": {"reference": "#request"}, "for": {"reference": "#person"},
        "input": [{"type": kind, "valueAttachment": sealed}],
        "extension": [{"url": "https://ruta.hn/fhir/StructureDefinition/permission-until", "valueDateTime": until}],
        "contained": [
            {"resourceType": "ServiceRequest", "id": "request", "status": "active", "intent": "order", "subject": {"reference": "#person"},
             "code": {"coding": [{"system": "https://ruta.hn/fhir/service-type", "code": service_type}]}},
            {"resourceType": "Patient", "id": "person", "name": [{"given": ["Wendy", "Suyapa"], "family": "Lara Cruz"}],
             "identifier": [{"system": "https://ruta.hn/fhir/dni", "value": "0501-1994-01234"}]},
        ],
    } | changes  # fmt: skip


def _institution(code):
    return {"identifier": {"system": "https://ruta.hn/fhir/institution", "value": code}}


@pytest.fixture
def setrass(client):
    """The system of an institution that refers to one here."""
    return Caller(client, agreed(PURPOSE, ("identity", "contact")), PURPOSE, of="SETRASS-DGE")


def test_a_referral_arrives_from_outside_once_with_packet_person_and_permission(setrass, rows_of):
    body = held(arriving())
    first = send(setrass, "post", "/Task", body)
    assert first.status_code == 201, first.content
    again = send(setrass, "post", "/Task", body)
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    with at("INFOP"):
        arrived = Referral.objects.get()
        assert ReferralMirror.objects.get().number == "D-2026-00077"
    assert (arrived.owner_institution_id, arrived.receiver_id, arrived.state, arrived.request) == (
        institution("SETRASS-DGE").pk, institution("INFOP").pk, "sent", "Certificar costura",
    )  # fmt: skip
    seen = "SELECT content FROM referrals_referralpacket"
    assert "Wendy" in rows_of(institution("INFOP").pk, seen)[0][0], "the receiver reads it at its desk"
    assert rows_of(institution("SENPRENDE").pk, seen) == []
    other = send(setrass, "post", "/Task", arriving(number="D-2026-00078"))
    assert other.status_code == 409, "the same person, the same service: one is open"
    with at("SETRASS-DGE"):
        assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"status": "completed"}, 422), ({"requester": {}}, 403), ({"owner": {}}, 422), ({"contained": []}, 422), ({"identifier": []}, 422),
        ({"extension": []}, 422), ({"resourceType": "Patient"}, 422), ({"categories": ("identity", "contact", "education_work")}, 403),
        ({"service_type": "nothing_such"}, 422),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_arrives_nowhere(setrass, change, status):
    answer = send(setrass, "post", "/Task", arriving(**change))
    assert answer.status_code == status, answer.content
    with at("SETRASS-DGE"):
        assert not Referral.objects.exists()
        assert not Person.objects.exists()


def test_the_sender_takes_it_back_and_confirms_nothing_before_its_time(setrass):
    task = send(setrass, "post", "/Task", arriving()).json()
    stepped(setrass, task, 409, status="completed", businessStatus=business("confirmed"))
    stepped(setrass, task, 422, status="accepted")
    told = stepped(setrass, task, status="cancelled", statusReason=reason("wdr_need_changed"))
    assert (told["status"], told["businessStatus"]["coding"][0]["code"]) == ("cancelled", "withdrawn")


def both_sides(web):
    """One agreement, the system of each side."""
    agreement = agreed(PURPOSE, ("identity", "contact"))
    return Caller(web, agreement, PURPOSE, of="SETRASS-DGE"), Caller(web, agreement, PURPOSE)


def test_what_was_missing_is_sent_again_with_a_new_packet(client):
    sender, receiver = both_sides(client)
    task = send(sender, "post", "/Task", arriving()).json()
    text = [{"text": "Falta el correo"}]
    stepped(receiver, task, status="rejected", statusReason=reason("prov_incomplete_packet"), note=text)
    again = arriving() | {"id": task["id"]}
    assert send(sender, "put", f"/Task/{task['id']}", again).json()["status"] == "requested"
    with at("INFOP"):
        assert ReferralPacket.objects.count() == 2
        assert [step.verb for step in ReferralStep.objects.order_by("pk")] == ["send", "decline", "resend"]
    assert send(receiver, "put", f"/Task/{task['id']}", again).status_code == 422, "the other side cannot"


def test_the_person_confirms_and_disputes_at_the_sender(client):
    sender, receiver = both_sides(client)
    task = send(sender, "post", "/Task", arriving()).json()
    stepped(receiver, task, status="accepted")
    stepped(receiver, task, status="completed", output=outcome("completed_certified"))
    stepped(receiver, task, 409, status="on-hold")
    stepped(sender, task, 422, status="completed", businessStatus=business("confirmed"))
    by_phone = [{"url": "https://ruta.hn/fhir/StructureDefinition/heard-by", "valueCode": "phone"}]
    stepped(sender, task, status="completed", businessStatus=business("confirmed"), extension=by_phone)
    told = stepped(
        sender, task, status="on-hold", businessStatus=business("disputed"), extension=by_phone, statusReason=reason("dis_partial"),
        note=[{"text": "Faltó el certificado"}],
    )  # fmt: skip
    assert told["businessStatus"]["coding"][0]["code"] == "disputed"
    assert stepped(receiver, task, status="completed", output=outcome("completed_certified"))["status"] == "completed"


def test_a_new_referral_goes_on_from_an_earlier_one(client):
    sender, _receiver = both_sides(client)
    first = send(sender, "post", "/Task", arriving()).json()
    stepped(sender, first, status="cancelled", statusReason=reason("wdr_need_changed"))
    earlier = {"identifier": {"system": "https://otra.hn/fhir", "value": "D-2026-00077"}}
    second = send(sender, "post", "/Task", arriving(number="D-2026-00078", partOf=[earlier])).json()
    assert second["partOf"][0]["reference"] == f"Task/{first['id']}"


def test_a_packet_that_was_touched_is_refused(setrass):
    body = arriving()
    body["input"][0]["valueAttachment"]["title"] = "0" * 64
    assert send(setrass, "post", "/Task", body).status_code == 422
    with at("SETRASS-DGE"):
        assert not Referral.objects.exists()
