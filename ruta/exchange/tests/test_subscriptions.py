"""Does a system hear what it subscribed to, only of whom it may know and only while it may, and nothing once it said that it has enough?"""

import json

import pytest

from ruta.base.context import acting_as, system
from ruta.base.events import handle
from ruta.base.models import Event
from ruta.cases.actions import close_case, open_case
from ruta.cases.tests.making import consent
from ruta.exchange.dci import later, notifying
from ruta.exchange.tests.conftest import Caller, agreed, institution
from ruta.exchange.tests.test_dci import CALLBACK, DNI, allow, criteria, header, sealed, send
from ruta.people.actions import update_person, withdraw_consent
from ruta.people.models import Person
from ruta.people.tests.conftest import dunia, yeimi  # noqa: F401
from ruta.trust.actions import save_callback
from ruta.trust.models import Client, Inquiry, Message, Subscription

pytestmark = pytest.mark.django_db
GIVEN = ("identity", "contact", "plan_services")


@pytest.fixture
def caller(client):
    made = Caller(client, agreed(categories=GIVEN))
    save_callback(actor=system(None), client_id=made.row.pk, version=Client.objects.get(pk=made.row.pk).version, address=CALLBACK)
    return made


@pytest.fixture
def sent(monkeypatch):
    found = []
    monkeypatch.setattr(later, "fetched", lambda address, body, headers: found.append((address, json.loads(body))) or b"{}")
    return found


@pytest.fixture
def queued(monkeypatch):
    found = []
    monkeypatch.setattr(notifying, "tell_later", lambda row, told: found.append((row.pk, row.owner_institution_id, told)))
    return found


def wish(reference="r1", event="UPDATE", value=DNI, **changes):
    wanted = {
        "reg_event_type": event, "filter_type": "idtype-value", "filter": {"type": "DNI", "value": value}, "notify_record_type": "Member",
        "consent": criteria()["consent"],
    } | changes  # fmt: skip
    return {"reference_id": reference, "timestamp": header("x")["message_ts"], "subscribe_criteria": wanted}


def later_answer(caller, action, message, sent, count=1):
    """Send a message that is answered later, and give the answer."""
    answer = send(caller, f"/{action.replace('-', '/')}", sealed(caller, header(action, total_count=count), message))
    assert answer.json()["message"]["ack_status"] == "ACK", answer.content
    with acting_as(system(caller.row.institution_id)):
        row = Inquiry.objects.get(client=caller.row, kind=action, transaction_id=message["transaction_id"])
    later.answer_inquiry(row.pk, row.owner_institution_id)
    address, told = sent.pop()
    assert told["message"]["correlation_id"] == answer.json()["message"]["correlation_id"]
    return address, told


def subscribed(caller, sent, *wishes, transaction="s1"):
    message = {"transaction_id": transaction, "subscribe_request": list(wishes)}
    address, told = later_answer(caller, "subscribe", message, sent, len(wishes))
    assert (address, told["header"]["action"]) == (f"{CALLBACK}/on-subscribe", "on-subscribe")
    return told["message"]["subscribe_response"]


def change(actor, person, **changes):
    with acting_as(actor):
        update_person(actor=actor, person_id=person, version=Person.objects.get(pk=person).version, changes=changes)
    deliver(actor)


def deliver(actor):
    with acting_as(system(actor.institution_id)):
        handle(Event.objects.latest("pk").pk)


def tell(queued):
    for number, owner, told in queued:
        notifying.tell_subscriber(number, owner, told)


def test_a_change_is_told_with_what_a_search_would_tell(caller, dunia, yeimi, sent, queued):  # noqa: F811
    allow(dunia, yeimi)
    (begun,) = subscribed(caller, sent, wish())
    assert (begun["status"], begun["subscriptions"][0]["status"]) == ("succ", "subscribe")
    change(dunia, yeimi, given_names="Yeimi")
    tell(queued)
    ((address, told),) = sent
    assert (address, told["header"]["action"]) == (f"{CALLBACK}/notify", "notify")
    (event,) = told["message"]["notify_event"]
    assert event["data"]["reg_event_type"] == "UPDATE"
    assert event["data"]["reg_records"]["demographic_info"]["name"]["given_name"] == "Yeimi"
    row = Message.objects.using("log").get(person_id=yeimi, service="notify")
    assert (row.purpose, set(row.categories)) == ("shared_case", set(GIVEN))


def test_the_same_event_keeps_its_numbers_at_every_try(caller, dunia, yeimi, sent, queued):  # noqa: F811
    allow(dunia, yeimi)
    subscribed(caller, sent, wish())
    change(dunia, yeimi, surnames="Mejía")
    tell(queued * 2)
    first, second = (told["message"] for _address, told in sent)
    assert first["transaction_id"] == second["transaction_id"]
    assert first["notify_event"][0]["reference_id"] == second["notify_event"][0]["reference_id"]


def test_a_case_that_opens_and_closes_is_told_to_who_may_know_of_services(caller, dunia, yeimi, sent, queued):  # noqa: F811
    allow(dunia, yeimi)
    subscribed(caller, sent, wish("a", "REGISTER"), wish("b", "DEREGISTER"))
    with acting_as(dunia):
        consent(dunia, Person.objects.get(pk=yeimi))
        case = open_case(actor=dunia, person_id=yeimi, modality="returned", entry_point="camr")
    deliver_named(dunia, "CaseOpened")
    with acting_as(dunia):
        close_case(actor=dunia, case_id=case.pk, reason="person_withdrew", note="Ya no quiere.")
    deliver_named(dunia, "CaseClosed")
    tell(queued)
    assert [told["message"]["notify_event"][0]["data"]["reg_event_type"] for _address, told in sent] == ["REGISTER", "DEREGISTER"]


def deliver_named(actor, name):
    with acting_as(system(actor.institution_id)):
        handle(Event.objects.filter(name=name).latest("pk").pk)


def test_who_may_not_know_hears_nothing(caller, dunia, yeimi, sent, queued):  # noqa: F811
    (begun,) = subscribed(caller, sent, wish())
    assert begun["status"] == "succ", "a wish about somebody unknown is not answered otherwise: nobody learns who is known"
    change(dunia, yeimi, given_names="Yeimi")
    tell(queued)
    assert sent == []


def test_a_change_of_data_that_may_not_leave_is_not_told(caller, dunia, yeimi, sent, queued):  # noqa: F811
    allow(dunia, yeimi, categories=("identity",))
    subscribed(caller, sent, wish())
    change(dunia, yeimi, place="Barrio El Centro")
    change(dunia, yeimi, education="secondary")
    tell(queued)
    assert sent == []


def test_what_was_withdrawn_after_the_event_is_not_told(caller, dunia, yeimi, sent, queued):  # noqa: F811
    number = allow(dunia, yeimi)
    subscribed(caller, sent, wish())
    change(dunia, yeimi, given_names="Yeimi")
    with acting_as(dunia):
        withdraw_consent(actor=dunia, consent_id=number)
    tell(queued)
    assert sent == []


def test_after_enough_was_said_nothing_comes(caller, dunia, yeimi, sent, queued):  # noqa: F811
    allow(dunia, yeimi)
    (begun,) = subscribed(caller, sent, wish())
    code = begun["subscriptions"][0]["code"]
    message = {"transaction_id": "u1", "timestamp": header("x")["message_ts"], "subscription_codes": [code, "nobody-has-it"]}
    _address, told = later_answer(caller, "unsubscribe", message, sent)
    assert (told["message"]["status"], told["message"]["subscription_status"]) == ("succ", [{"code": code, "status": "unsubscribe"}])
    _address, again = later_answer(caller, "unsubscribe", message | {"transaction_id": "u2"}, sent)
    assert again["message"]["status_reason_code"] == "rjct.subscription_code.invalid"
    change(dunia, yeimi, given_names="Yeimi")
    assert queued == []


WRONG = {
    "another purpose": ({"consent": {"purpose": {"code": "job_matching"}}}, "rjct.notify_details.invalid"),
    "no consent": ({"consent": None}, "rjct.notify_details.invalid"),
    "an event that nobody tells": ({"event": "MARRIAGE"}, "rjct.notify_types.invalid"),
    "everybody": ({"filter_type": "expression", "filter": {"$and": []}}, "rjct.person_id.invalid"),
}


@pytest.mark.parametrize(("changes", "code"), WRONG.values(), ids=WRONG.keys())
def test_a_wish_is_rejected_with_its_code(caller, sent, changes, code):
    (told,) = subscribed(caller, sent, wish(**changes))
    assert (told["status"], told["status_reason_code"]) == ("rjct", code)


def test_a_wish_twice_is_one_subscription(caller, sent):
    first = subscribed(caller, sent, wish())[0]
    again = subscribed(caller, sent, wish("r2"), transaction="s2")[0]
    assert again["status_reason_code"] == "rjct.event.already_subscribed"
    assert first["subscriptions"][0]["code"] == again["subscriptions"][0]["code"]


def test_nobody_reads_a_document_in_a_subscription(caller, sent, dunia):  # noqa: F811
    subscribed(caller, sent, wish())
    with acting_as(system(caller.row.institution_id)):
        row = Subscription.objects.get()
        told = Subscription.objects.extra(select={"raw": "document"}).values_list("raw", flat=True).get()
    assert row.document == ["dni", DNI.replace("-", "")]
    assert DNI.replace("-", "") not in str(told) + row.key, "four digits of it stand in any digest now and then"
    with acting_as(dunia):
        assert not Subscription.objects.exists(), "another institution does not see it"


def test_the_state_of_a_message_is_told_later_too(caller, sent):
    subscribed(caller, sent, wish())
    asked = {"reference_id": "q", "txn_type": "subscribe", "attribute_type": "reference_id_list", "attribute_value": ["r1"]}
    address, told = later_answer(caller, "txn-status", {"transaction_id": "s1", "txnstatus_request": asked}, sent)
    assert address == f"{CALLBACK}/txn/on-status"
    found = told["message"]["txnstatus_response"]["txn_status"]
    assert (found["transaction_id"], [each["status"] for each in found["search_response"]]) == ("s1", ["succ"])


def test_an_agreement_without_the_owner_of_the_record_hears_nothing(caller, dunia, yeimi, sent, queued):  # noqa: F811
    subscribed(caller, sent, wish())
    told = notifying.happened(1, "PersonUpdated", yeimi, ["surnames"])
    with acting_as(system(institution("INM").pk)):
        notifying.tell_subscribers(institution("INM").pk, told)
    assert queued == []
