"""Does a system say itself where it hears of its referrals, and only where it is known to be?"""

import json

import pytest

from ruta.base.context import system
from ruta.exchange.events.pushing import push_again
from ruta.exchange.tests.conftest import Caller, agreed
from ruta.exchange.tests.test_events import answered, connected, network, push, referral, setrass, waiting  # noqa: F401
from ruta.exchange.tests.test_fhir import MEDIA, held
from ruta.referrals.tests.conftest import case, dunia, mirna, need, service  # noqa: F401
from ruta.trust.actions import save_callback, stop_hearing
from ruta.trust.models import Client

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/fhir/Subscription"
KNOWN, ENDPOINT = "https://setrass.example/respuestas", "https://setrass.example/avisos"


@pytest.fixture
def known(answered):  # noqa: F811
    row = Client.objects.get(pk=answered.row.pk)
    save_callback(actor=system(None), client_id=row.pk, version=row.version, address=KNOWN)
    return answered


def wanted(endpoint=ENDPOINT, payload="application/cloudevents+json", **changes):
    channel = {"type": "rest-hook", "endpoint": endpoint, "payload": payload}
    return {"resourceType": "Subscription", "status": "requested", "reason": "Pasos", "criteria": "Task", "channel": channel} | changes


def posted(caller, body):
    return caller.web.post(ADDRESS, json.dumps(body), content_type=MEDIA, headers=caller.bearer())


def found(caller, path=""):
    return caller.web.get(f"{ADDRESS}{path}", headers=caller.bearer())


def test_what_waits_goes_to_the_address_that_was_subscribed_and_its_state_is_told(known, network):  # noqa: F811
    assert held(found(known).json())["total"] == 0
    made = posted(known, wanted())
    assert (made.status_code, made["Content-Type"]) == (201, MEDIA)
    told = held(made.json())
    assert (told["status"], told["channel"]["endpoint"]) == ("active", ENDPOINT)
    sent_out, answers = network
    answers[:] = [503]
    with pytest.raises(Exception, match="not taken"):
        push(known)
    assert held(found(known, f"/{told['id']}").json())["status"] == "error"
    push(known)
    assert {address for _method, address, _body, _headers in sent_out} == {ENDPOINT}
    assert found(known, f"/{told['id']}").json()["status"] == "active"
    again = posted(known, wanted())
    assert (again.status_code, again.json()["id"]) == (200, told["id"]), "each system has one"
    assert made["Location"].endswith(told["id"])


def test_it_ends_and_what_happens_waits_to_be_fetched(known):
    name = posted(known, wanted()).json()["id"]
    assert known.web.delete(f"{ADDRESS}/{name}", headers=known.bearer()).status_code == 204
    assert Client.objects.get(pk=known.row.pk).hook_uri == ""
    assert found(known).json()["total"] == 0
    assert found(known, f"/{name}").status_code == 404
    assert known.web.delete(f"{ADDRESS}/{name}", headers=known.bearer()).status_code == 404


def test_ending_forgets_no_address_that_the_desk_registered(known):
    theirs = "https://infop.example/avisos"
    connected(known, events_uri=theirs)
    assert found(known).json()["total"] == 1, "what the desk typed is heard at as well"
    name = posted(known, wanted("https://infop.example/otros")).json()["id"]
    assert known.web.delete(f"{ADDRESS}/{name}", headers=known.bearer()).status_code == 204
    row = Client.objects.get(pk=known.row.pk)
    assert (row.events_uri, row.hook_uri) == (theirs, "")
    assert posted(known, wanted(theirs)).status_code == 201, "and its system may subscribe there again"


def test_ending_sends_nothing_to_the_address_that_the_desk_registered(known, network):  # noqa: F811
    connected(known)
    name = held(found(known).json())["entry"][0]["resource"]["id"]
    known.web.delete(f"{ADDRESS}/{name}", headers=known.bearer())
    push(known)
    assert network[0] == []
    connected(known, our_code="otro-codigo")
    assert Client.objects.get(pk=known.row.pk).hook_uri == "", "the same address kept at the desk begins nothing anew"
    connected(known, events_uri="https://infop.example/nuevos")
    push(known)
    assert {address for _method, address, _body, _headers in network[0]} == {"https://infop.example/nuevos"}


@pytest.mark.parametrize(
    "body",
    [
        wanted("https://otro.example/avisos"), wanted("https://setrass.example:8443/avisos"), wanted("https://setrass.example.otro.example/"),
        wanted("http://setrass.example/avisos"), wanted("https://u@setrass.example/avisos"), wanted("https://[x/"), wanted(""),
        wanted(payload="application/fhir+json"), wanted(criteria="Task?status=completed"), wanted(status="off"), wanted(channel="hook"),
        wanted(resourceType="Task"),
    ],
)  # fmt: skip
def test_elsewhere_or_otherwise_nothing_is_promised(known, body):
    answer = posted(known, body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert Client.objects.get(pk=known.row.pk).hook_uri == ""


def test_of_another_system_nothing_is_seen_or_ended(known, client):
    name = posted(known, wanted()).json()["id"]
    other = Caller(client, agreed("shared_case"), of="INFOP")
    assert found(other).json()["total"] == 0
    assert found(other, f"/{name}").status_code == 404
    assert other.web.delete(f"{ADDRESS}/{name}", headers=other.bearer()).status_code == 404
    assert Client.objects.get(pk=known.row.pk).hook_uri == ENDPOINT
    assert client.get(ADDRESS).status_code == 401


def test_the_desk_ends_what_the_system_began_and_what_waits_is_not_sent(known, network):  # noqa: F811
    posted(known, wanted())
    row = Client.objects.get(pk=known.row.pk)
    assert (row.events_uri, row.hook_uri) == ("", ENDPOINT)
    stop_hearing(actor=system(None), client_id=row.pk, version=row.version)
    push(known)
    assert network[0] == []
    assert found(known).json()["total"] == 0
    assert waiting(sent_at=None), "it waits to be fetched"


def test_nothing_is_sent_once_the_callback_is_on_another_machine_and_again_when_it_is_back(known, network):  # noqa: F811
    posted(known, wanted())
    moved(known, "https://otro.example/respuestas")
    push(known)
    assert network[0] == []
    assert push_again(Client.objects.get(pk=known.row.pk)) == 0
    (entry,) = found(known).json()["entry"]
    assert entry["resource"]["status"] == "error"
    assert "registered" in entry["resource"]["error"]
    moved(known, KNOWN)
    push(known)
    assert {address for _method, address, _body, _headers in network[0]} == {ENDPOINT}


def moved(caller, address):
    """The desk registers another callback."""
    row = Client.objects.get(pk=caller.row.pk)
    save_callback(actor=system(None), client_id=row.pk, version=row.version, address=address)
