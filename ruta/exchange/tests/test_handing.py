"""Does a referral go to the system of the institution that is asked, and come back step by step, whatever the network and the other side do?"""

import json

import pytest
from django.core.cache import cache
from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.exchange.fhir import handing
from ruta.exchange.tests.conftest import Caller, agreed, institution
from ruta.exchange.tests.test_fhir import business, held, outcome, reason, row, steps
from ruta.referrals import actions
from ruta.referrals.models import ReferralMirror
from ruta.referrals.tests.conftest import case, dunia, need, service  # noqa: F401
from ruta.referrals.tests.making import allow, sent
from ruta.trust.actions import Peer, peers, save_peer, suspend_client
from ruta.trust.actions.fetching import Answered
from ruta.trust.actions.peers import Unreached
from ruta.trust.models import Client, Message

pytestmark = pytest.mark.django_db
PURPOSE = "referral"
THERE = "https://infop.example"
HOUSE = "https://ruta.hn/fhir/"


class Other:
    """The system of the institution that is asked, as far as we see it."""

    def __init__(self):
        self.calls, self.answers, self.history = [], {}, []

    def __call__(self, method, address, *, body=None, headers=None):
        path = address.removeprefix(THERE)
        if path == "/oauth/token":
            return Answered(200, b'{"access_token": "a-token"}')
        self.calls.append((method, path, json.loads(body) if body else None, headers))
        if path.endswith("_history"):
            return Answered(200, json.dumps({"entry": [{"resource": each} for each in self.history]}).encode())
        usual = Answered(200, json.dumps({"id": "theirs-1", "identifier": [{"value": "D-2026-00900"}]}).encode())
        return self.answers.pop((method, path), usual)

    def did(self, verb, **members):
        """One more step there."""
        ours = {"url": f"{HOUSE}StructureDefinition/referral-side", "valueCode": "receiver"}
        step = {"url": f"{HOUSE}StructureDefinition/referral-step", "valueCode": verb}
        meta = {"versionId": str(len(self.history) + 1)}
        self.history.append({"resourceType": "Task", "meta": meta, "extension": [ours, step]} | members)


@pytest.fixture
def other(monkeypatch):
    cache.clear()
    found = Other()
    monkeypatch.setattr(peers, "called", found)
    return found


@pytest.fixture
def infop(client):
    """Registered here, with the address of its interface."""
    caller = Caller(client, agreed(PURPOSE), PURPOSE)
    save_peer(
        actor=system(None), client_id=caller.row.pk, version=now(caller).version, peer=Peer(THERE, "setrass-sistema", "C-0009:referral")
    )
    return caller


def now(caller):
    return Client.objects.get(pk=caller.row.pk)


@pytest.fixture
def referral(dunia, case, need, service):  # noqa: F811
    allow(dunia, case, service)
    return sent(dunia, case, service, need)


def over(referral):
    handing.hand_over(referral.pk, institution("SETRASS-DGE").pk)


def heard(referral):
    return handing.catch_up(referral.pk, institution("SETRASS-DGE").pk)


def mirror():
    with acting_as(system(institution("SETRASS-DGE").pk)), transaction.atomic():
        return ReferralMirror.objects.first()


def test_it_goes_out_as_a_task_with_its_packet_and_leaves_a_row_in_the_log(infop, other, referral):
    over(referral)
    over(referral)
    [(method, path, body, headers)] = other.calls
    assert (method, path) == ("POST", "/api/v1/fhir/Task")
    held(body)
    assert body["contained"][1]["name"][0]["family"] == "Mejía Orellana"
    assert headers["Idempotency-Key"].startswith(referral.number)
    assert (mirror().remote_id, mirror().number, mirror().trouble) == ("theirs-1", "D-2026-00900", "")
    tried, answered = Message.objects.using("log").filter(service__startswith="sent: POST").order_by("pk")
    assert (tried.person_id, tried.categories, tried.status, tried.response_hash) == (referral.person_id, ["contact", "identity"], 102, "")
    assert (answered.person_id, answered.status, answered.message_id, answered.request_hash) == (
        None,
        200,
        tried.message_id,
        tried.request_hash,
    )
    assert answered.response_hash not in {"", tried.request_hash}


def test_while_nobody_answers_it_waits_and_then_goes_under_the_same_key(infop, other, referral):
    other.answers[("POST", "/api/v1/fhir/Task")] = Answered(0)
    with pytest.raises(Unreached):
        over(referral)
    over(referral)
    assert len({headers["Idempotency-Key"] for _m, _p, _b, headers in other.calls}) == 1
    assert mirror().remote_id == "theirs-1"


def test_what_the_other_side_refuses_is_said_and_tried_again_later(infop, other, referral):
    other.answers[("POST", "/api/v1/fhir/Task")] = Answered(403)
    over(referral)
    assert mirror().trouble == "403"
    over(referral)
    assert mirror().trouble == ""


def test_without_an_agreement_nothing_leaves(client, other, referral):
    caller = Caller(client, agreed("shared_case"), "shared_case")
    save_peer(
        actor=system(None), client_id=caller.row.pk, version=now(caller).version, peer=Peer(THERE, "setrass-sistema", "C-0009:referral")
    )
    over(referral)
    assert other.calls == []
    assert mirror().trouble == "agreement"


def test_a_suspended_system_is_called_no_more(infop, other, referral):
    suspend_client(actor=system(None), client_id=infop.row.pk, version=now(infop).version, note="prueba")
    over(referral)
    assert other.calls == []


def test_their_steps_are_taken_once_and_in_their_order(infop, other, referral):
    over(referral)
    other.did("acknowledge", status="received")
    other.did("accept", status="accepted")
    assert heard(referral) == 2
    assert heard(referral) == 0, "an event that comes twice, or late"
    other.history.reverse()
    other.did("deliver", status="completed", output=outcome("completed_certified"))
    assert heard(referral) == 1
    assert row(referral).state == "delivered"
    assert [(step.verb, step.side) for step in steps(referral)] == [
        ("send", "sender"), ("acknowledge", "receiver"), ("accept", "receiver"), ("deliver", "receiver"),
    ]  # fmt: skip


def test_what_the_other_side_says_of_ours_is_not_taken(infop, other, referral):
    over(referral)
    other.did("withdraw", status="cancelled", statusReason=reason("wdr_need_changed"))
    assert heard(referral) == 0
    assert row(referral).state == "sent", "only the sender takes back"
    assert mirror().trouble == "crossed"


def test_steps_that_crossed_are_counted_and_not_forced(infop, other, dunia, referral):  # noqa: F811
    over(referral)
    actions.withdraw(actor=dunia, referral_id=referral.pk, reason="wdr_need_changed")
    other.did("accept", status="accepted")
    assert heard(referral) == 0
    assert (row(referral).state, mirror().heard) == ("withdrawn", 1)


def test_our_steps_follow_one_by_one(infop, other, dunia, referral):  # noqa: F811
    over(referral)
    actions.withdraw(actor=dunia, referral_id=referral.pk, reason="wdr_need_changed")
    over(referral)
    method, path, body, _headers = other.calls[-1]
    held(body)
    assert (method, path, body["status"]) == ("PUT", "/api/v1/fhir/Task/theirs-1", "cancelled")
    assert "input" not in body, "what was taken back is not sent once more"
    count = len(other.calls)
    over(referral)
    assert len(other.calls) == count


def test_a_step_that_is_there_already_is_not_told_again(infop, other, dunia, referral):  # noqa: F811
    over(referral)
    actions.withdraw(actor=dunia, referral_id=referral.pk, reason="wdr_need_changed")
    address = "/api/v1/fhir/Task/theirs-1"
    other.answers[("PUT", address)] = Answered(409)
    other.answers[("GET", address)] = Answered(200, json.dumps({"businessStatus": business("withdrawn")}).encode())
    over(referral)
    assert mirror().trouble == ""
    assert [method for method, _p, _b, _h in other.calls] == ["POST", "PUT", "GET"]


def test_a_step_that_the_other_side_does_not_open_is_said(infop, other, dunia, referral):  # noqa: F811
    over(referral)
    actions.withdraw(actor=dunia, referral_id=referral.pk, reason="wdr_need_changed")
    address = "/api/v1/fhir/Task/theirs-1"
    other.answers[("PUT", address)] = Answered(409)
    other.answers[("GET", address)] = Answered(200, json.dumps({"businessStatus": business("delivered")}).encode())
    over(referral)
    assert mirror().trouble == "crossed"
