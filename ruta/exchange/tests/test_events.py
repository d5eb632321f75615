"""Is every event told once to whom it concerns, in its order, until it is taken; and does a forged, doubled or late one do nothing?"""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid
from ruta.exchange import jobs
from ruta.exchange.events import pushing
from ruta.exchange.tests.conftest import Caller, agreed, institution
from ruta.referrals import actions
from ruta.referrals.tests.conftest import case, dunia, mirna, need, service  # noqa: F401
from ruta.referrals.tests.making import allow, hear, sent
from ruta.trust.actions import Peer, save_peer, signing
from ruta.trust.actions.events import replay_events
from ruta.trust.actions.fetching import Answered
from ruta.trust.actions.peers import Unreached
from ruta.trust.models import Client, InEvent, OutEvent

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/events"
PURPOSE = "referral"
THEIRS = "https://setrass.example/api/v1/events/received"


@pytest.fixture
def setrass(client):
    """The system of the institution that refers."""
    return Caller(client, agreed(PURPOSE), PURPOSE, of="SETRASS-DGE")


@pytest.fixture
def referral(dunia, case, need, service):  # noqa: F811
    allow(dunia, case, service)
    return sent(dunia, case, service, need)


@pytest.fixture
def answered(setrass, referral, mirna):  # noqa: F811
    """The institution that was asked received it and accepted."""
    actions.mark_received(actor=mirna, referral_id=referral.pk)
    actions.accept(actor=mirna, referral_id=referral.pk)
    hear()
    return setrass


@pytest.fixture
def settled(answered):
    """The transaction that wrote them has ended, and every other of the server that ran beside it."""
    with acting_as(system(institution("SETRASS-DGE").pk)), transaction.atomic():
        OutEvent.objects.update(txid=1)
    return answered


def pulled(caller, **params):
    answer = caller.web.get(ROOT, params, headers=caller.bearer())
    assert answer.status_code == 200, answer.content
    return answer.json()


def kinds(told):
    return [each["type"].rpartition(".")[2] for each in told["events"]]


def waiting(code="SETRASS-DGE", **narrowed):
    with acting_as(system(institution(code).pk)), transaction.atomic():
        return list(OutEvent.objects.filter(**narrowed).order_by("pk"))


def connected(caller, **changes):
    row = Client.objects.get(pk=caller.row.pk)
    peer = Peer(**({"our_code": "infop-sistema", "events_uri": THEIRS} | changes))
    return save_peer(actor=system(None), client_id=row.pk, version=row.version, peer=peer)


def test_the_other_side_pulls_what_happened_in_its_order_and_of_the_person_nothing(settled, referral):
    told = pulled(settled)
    assert kinds(told) == ["received", "accepted"], "its own sending is not told to it"
    first = told["events"][0]
    assert set(first) == {"specversion", "id", "source", "type", "subject", "time"}
    assert first["specversion"] == "1.0"
    assert "Yeimi" not in json.dumps(told)
    task = settled.web.get(f"/api/v1/fhir/{first['subject']}", headers=settled.bearer())
    assert task.json()["identifier"][0]["value"] == referral.number


def test_what_was_taken_is_not_told_again_and_a_place_goes_on(settled):
    one = pulled(settled, limit=1)
    assert kinds(one) == ["received"]
    assert kinds(pulled(settled, after=one["next"])) == ["accepted"]
    answer = settled.web.post(f"{ROOT}/taken", json.dumps({"upto": one["next"]}), content_type="application/json", headers=settled.bearer())
    assert answer.json() == {"taken": 1}
    assert kinds(pulled(settled)) == ["accepted"]
    assert settled.web.get(ROOT, {"after": "not-ours"}, headers=settled.bearer()).status_code == 422


def test_nothing_is_shown_behind_a_transaction_that_still_runs(answered):
    assert pulled(answered) == {"events": [], "next": None}


def test_an_event_of_the_outbox_waits_once_however_often_it_is_delivered(answered, referral):
    from ruta.base.models import Event
    from ruta.exchange.listeners import tell_systems

    event = Event.objects.filter(name="ReferralAccepted").get()
    with acting_as(system(event.institution_id)), transaction.atomic():
        tell_systems(event_id=event.pk, **event.payload)
    assert len(waiting()) == 2


def test_without_an_agreement_for_the_purpose_nobody_is_told(client, referral, mirna):  # noqa: F811
    Caller(client, agreed("shared_case"), "shared_case", of="SETRASS-DGE")
    actions.mark_received(actor=mirna, referral_id=referral.pk)
    hear()
    assert waiting() == []


def test_events_are_read_by_their_institution_alone(answered):
    assert len(waiting()) == 2
    assert waiting("INFOP") == []


@pytest.fixture
def network(monkeypatch):
    """What goes out, and what the other side answers."""
    sent_out, answers = [], []

    def call(method, address, *, body=None, headers=None):
        sent_out.append((method, address, body, headers))
        return Answered(answers.pop(0) if answers else 200)

    monkeypatch.setattr(pushing, "called", call)
    return sent_out, answers


def push(caller):
    row = waiting()[0]
    pushing.push_events(caller.row.pk, institution("SETRASS-DGE").pk, row.subject)


def test_events_go_out_signed_in_their_order_and_wait_for_the_one_before(answered, network):
    sent_out, answers = network
    connected(answered)
    answers[:] = [503]
    with pytest.raises(Unreached):
        push(answered)
    assert [row.tries for row in waiting()] == [1, 0], "the second does not overtake the first"
    push(answered)
    assert [json.loads(body)["type"].rpartition(".")[2] for _m, _a, body, _h in sent_out] == ["received", "received", "accepted"]
    assert {address for _m, address, _b, _h in sent_out} == {THEIRS}
    assert waiting(sent_at=None) == []
    own = Client(jwks=signing.own_keys(), jwks_uri="")
    _method, _address, body, headers = sent_out[-1]
    assert headers["Ruta-Client"] == "infop-sistema"
    assert signing.is_signed_body(own, body, headers["X-JWS-Signature"])
    assert not signing.is_signed_body(own, body.replace(b"accepted", b"declined"), headers["X-JWS-Signature"])


def test_a_system_that_is_away_is_tried_ever_later_and_stands_in_line_once(answered, network):
    connected(answered)
    standing = ProcrastinateJob.objects.filter(task_name="exchange.push_events", status="todo")
    standing.delete()
    for _round in range(3):
        jobs.look_again(0)
    (line,) = standing
    assert line.lock == f"events:{answered.row.pk}:{waiting()[0].subject}"
    task = app.tasks["exchange.push_events"]
    waits = []
    for attempts in range(11):
        job = Job(id=1, queue="messages", lock=line.lock, queueing_lock=None, task_name=task.name, attempts=attempts)
        again = task.get_retry_exception(exception=Unreached(), job=job)
        waits.append((again.retry_decision.retry_at - datetime.now(UTC)).total_seconds() if again else None)
    assert waits.pop() is None, "then it is looked for every ten minutes"
    assert waits == sorted(waits)
    assert waits[0] < 5
    assert waits[-1] > 500


def test_an_administrator_tells_again_what_was_taken(answered, network):
    connected(answered)
    push(answered)
    first = waiting()[0]
    assert replay_events(actor=system(None), client_id=answered.row.pk, ids=[first.pk]) == 1
    assert [row.pk for row in waiting(sent_at=None)] == [first.pk]
    push(answered)
    assert len(network[0]) == 3
    with pytest.raises(Invalid):
        replay_events(actor=system(None), client_id=answered.row.pk, ids=[])


def event(**changes):
    return {
        "specversion": "1.0", "id": str(uuid4()), "source": "https://infop.example", "type": "hn.ruta.referral.accepted",
        "subject": "Task/0121783a-cd70-8007-8000-000000000003", "time": "2026-03-16T15:00:00+00:00",
    } | changes  # fmt: skip


def told_by(caller, body, *, sign=None, name=None):
    from joserfc import jws

    text = json.dumps(body).encode()
    head, _payload, tail = jws.serialize_compact({"alg": "ES256", "kid": caller.key.kid}, sign or text, caller.key).split(".")
    headers = {"Ruta-Client": name or caller.code, "X-JWS-Signature": f"{head}..{tail}"}
    return caller.web.post(f"{ROOT}/received", text, content_type="application/cloudevents+json", headers=headers)


def heard():
    with acting_as(system(institution("SETRASS-DGE").pk)), transaction.atomic():
        return list(InEvent.objects.order_by("pk").values_list("uuid", flat=True))


def test_an_event_of_another_system_is_heard_once(setrass):
    body = event()
    assert told_by(setrass, body).json() == {"is_new": True}
    assert told_by(setrass, body).json() == {"is_new": False}
    assert heard() == [body["id"]]


@pytest.mark.parametrize(("more", "status"), [({"sign": b"{}"}, 401), ({"name": "nobody"}, 401)])
def test_a_forged_event_enters_nowhere(setrass, more, status):
    answer = told_by(setrass, event(), **more)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert setrass.web.post(f"{ROOT}/received", json.dumps(event()), content_type="application/json").status_code == 401
    assert heard() == []


def test_an_event_about_something_unknown_does_nothing(setrass):
    jobs.catch_up(setrass.row.pk, institution("SETRASS-DGE").pk, "Task/unknown")
    assert heard() == waiting() == []
