"""Does the played partner answer look-ups and hear events as a real one would, and only from whoever is who they say? And does its command run?"""

import json
from functools import partial
from urllib.request import Request, urlopen

import pytest
import typer
from django.db import transaction
from joserfc.jwk import ECKey
from typer.testing import CliRunner

from ruta.base.context import acting_as, system
from ruta.config import exchanging, simulating
from ruta.exchange.dci.schemas import SearchMessage
from ruta.exchange.simulating import playing
from ruta.exchange.simulating.knowing import Register
from ruta.exchange.simulating.partner import Partner
from ruta.exchange.simulating.serving import ENROLMENT, EVENTS, SEARCH, answer, serve
from ruta.exchange.tests.conftest import ISSUER, agreed, institution
from ruta.exchange.tests.test_dci import header, item, search
from ruta.exchange.tests.test_fhir import row
from ruta.exchange.tests.test_simulating import TAKES, partner, referral, rounds  # noqa: F401
from ruta.referrals.tests.conftest import case, dunia, need, service  # noqa: F401
from ruta.referrals.tests.making import hear
from ruta.trust.actions import signing
from ruta.trust.actions.signing import assertion, own_keys, signed, signed_bytes
from ruta.trust.models import OutEvent

ADDRESS = "http://127.0.0.1:8099"
DOCUMENTS = [f"0801-1990-{number:05d}" for number in range(200)]


@pytest.fixture
def register():
    return Register("infop-simulado", ADDRESS, ECKey.generate_key("P-256", {"kid": "simulated", "use": "sig"}), own_keys)


def token(register, proof=None):
    form = f"client_assertion={proof or assertion('ruta', ADDRESS)}".encode()
    status, told = answer(register, "POST", "/oauth/token", {}, form)
    return told["access_token"] if status == 200 else None


def asked(register, *items, address=SEARCH, message=None, **changes):
    head, told = header("search", total_count=len(items)), message or search(*items)
    body = {"signature": signed({"header": head, "message": told}), "header": head, "message": told} | changes
    return answer(register, "POST", address, {"Authorization": f"Bearer {token(register)}"}, json.dumps(body).encode())


def records(told):
    return [each["data"]["reg_records"] for each in told["message"]["search_response"]]


def test_a_look_up_is_answered_signed_and_the_same_each_time(register):
    status, told = asked(register, item(value=DOCUMENTS[0]), item("r2", value=DOCUMENTS[1]))
    assert status == 200
    SearchMessage.model_validate(search(item()))
    again = asked(register, item(value=DOCUMENTS[0]), item("r2", value=DOCUMENTS[1]))[1]
    assert records(told) == records(again)
    payload = signing.canonical({"header": told["header"], "message": told["message"]})
    head, _none, tail = told["signature"].split(".")
    other = Register("other", ADDRESS, register.key, register.own_keys)
    assert other.told(f"{head}..{tail}", payload)[0] == 200, "signed by the key that its address shows"


def test_of_a_hundred_documents_it_knows_as_many_as_it_was_told(register):
    found = [records(asked(register, item(value=each))[1])[0] for each in DOCUMENTS]
    assert 90 < sum(map(bool, found)) < 150
    register.known = 0
    assert not any(records(asked(register, item(value=each))[1])[0] for each in DOCUMENTS[:20])


def test_whether_somebody_is_served_is_answered_too(register):
    states = set()
    for each in DOCUMENTS[:40]:
        told = asked(
            register, address=ENROLMENT, message={"transaction_id": "t", "enrolled_criteria": item(value=each)["search_criteria"]}
        )[1]
        states.add(told["message"]["enrolled_response"][0]["enrolled_status"])
    assert states == {"Active", "Inactive", "Unknown"}


def test_a_question_without_a_purpose_or_by_a_name_is_rejected(register):
    told = asked(register, item(consent={}), item("r2", query_type="predicate"))[1]
    assert [each["status"] for each in told["message"]["search_response"]] == ["rjct", "rjct"]


def test_it_believes_nobody_who_does_not_sign(register):
    forger = Register("x", ADDRESS, ECKey.generate_key("P-256", {"kid": "ruta-1"}), register.own_keys)
    assert asked(register, item(), signature="a..b")[0] == 401
    assert asked(register, item(), message=search(item("other")), signature=signed({"header": {}, "message": {}}))[0] == 401
    proof = assertion("ruta", ADDRESS)
    assert token(register, proof)
    assert token(register, proof) is None, "an assertion is used up"
    assert token(register, assertion("ruta", "https://other.example")) is None
    assert token(forger) is None
    assert answer(register, "POST", SEARCH, {"Authorization": "Bearer none"}, b"{}")[0] == 401
    assert answer(register, "POST", SEARCH, {"Authorization": f"Bearer {token(register)}"}, b"[]")[0] == 400


def test_an_event_is_heard_once_and_only_signed(register):
    body = json.dumps({"specversion": "1.0", "id": "e-1", "type": "hn.ruta.referral.sent", "subject": "Task/x"}).encode()
    heard = partial(answer, register, "POST", EVENTS)
    assert heard({"X-JWS-Signature": signed_bytes(body)}, body) == (200, {"is_new": True})
    assert heard({"X-JWS-Signature": signed_bytes(body)}, body) == (200, {"is_new": False})
    assert heard({"X-JWS-Signature": signed_bytes(body)}, body.replace(b"e-1", b"e-2"))[0] == 401
    assert len(register.events) == 1


@pytest.mark.enable_socket
def test_its_door_is_a_port_of_this_machine(register):
    server = serve(register, 0)
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        with urlopen(f"{address}/.well-known/oauth-authorization-server", timeout=5) as told:  # noqa: S310 - this machine
            assert json.load(told)["issuer"] == ADDRESS
        form = f"client_assertion={assertion('ruta', ADDRESS)}".encode()
        with urlopen(Request(f"{address}/oauth/token", form), timeout=5) as told:  # noqa: S310
            assert json.load(told)["access_token"]
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.django_db
def test_events_of_its_referrals_are_taken_from_the_queue_once(partner, referral):  # noqa: F811
    hear()
    with acting_as(system(institution("INFOP").pk)), transaction.atomic():
        OutEvent.objects.update(txid=1)  # as if the transaction of the test had ended
    told = partner.heard()
    assert [each["type"] for each in told] == ["hn.ruta.referral.sent"]
    assert partner.heard() == []
    with acting_as(system(institution("INFOP").pk)), transaction.atomic():
        (taken,) = OutEvent.objects.values_list("taken_at", flat=True)
        assert taken


@pytest.mark.django_db
def test_the_command_plays_rounds_and_says_what_it_did(partner, referral, monkeypatch):  # noqa: F811
    monkeypatch.setattr(exchanging, "ready", lambda: None)
    monkeypatch.setattr(playing, "Partner", partial(Partner, web=partner.web))
    monkeypatch.setattr(simulating.time, "sleep", lambda _seconds: None)
    app = typer.Typer()
    app.command()(simulating.simulate)
    done = CliRunner().invoke(
        app, ["INFOP", "--address", ISSUER, "--rounds", "6", "--refuse", "0", "--late", "0", "--everything", "--every", "0.2"]
    )
    assert done.exit_code == 0, done.output
    for words in ("la recibe", "la acepta", "da una cita", "atiende a la persona", "termina el servicio"):
        assert words in done.output
    assert row(referral).state == "delivered"


@pytest.mark.django_db
def test_the_command_refuses_where_it_may_not_play(monkeypatch, settings):
    agreed("referral")
    settings.IS_DEMO = False
    monkeypatch.setattr(exchanging, "ready", lambda: None)
    app = typer.Typer()
    app.command()(simulating.simulate)
    done = CliRunner().invoke(app, ["INFOP", "--rounds", "1"])
    assert done.exit_code == 1
    assert "demostración" in str(done.exception)
