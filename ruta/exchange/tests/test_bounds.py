"""Does one system have its own bounds: how often it asks, how much it sends, and how it is told?"""

import json
from uuid import uuid4

import pytest
from django.conf import settings

from ruta.exchange.api import SYSTEM, TOKENS, api
from ruta.exchange.repeating import HEADER, is_writing
from ruta.exchange.tests.conftest import Caller, institution
from ruta.trust.models import Message

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events"


def test_who_asks_too_often_waits_and_another_system_does_not(caller, agreement, client, monkeypatch):
    other = Caller(client, agreement, of="SETRASS-DGE")
    monkeypatch.setattr(SYSTEM, "num_requests", 2)
    bearer = caller.bearer()
    addresses = (EVENTS, "/api/v1/govstack/data/personas/1.0", EVENTS)
    answers = [caller.web.get(address, headers=bearer) for address in addresses]
    assert [each.status_code for each in answers][2] == 429, "however many addresses it has"
    assert 429 not in [each.status_code for each in answers[:2]]
    assert int(answers[2]["Retry-After"]) >= 1
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert other.web.get(EVENTS, headers=other.bearer()).status_code != 429


def test_a_body_that_is_too_large_is_refused_before_it_is_read(caller):
    text = json.dumps({"upto": "a" * settings.EXCHANGE_MOST_BYTES})
    answer = caller.web.post(f"{EVENTS}/taken", text, content_type="application/json", headers=caller.bearer())
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert "aaaa" not in answer.content.decode()


def test_what_is_refused_unread_leaves_its_row_all_the_same(caller):
    number, address = uuid4().hex, f"{EVENTS}/taken?who=0501-1996-04821"
    sent = caller.bearer(**{"X-Road-Id": number, "X-Road-UserId": "mirna"})
    answer = caller.web.post(address, "a" * (settings.EXCHANGE_MOST_BYTES + 1), content_type="application/json", headers=sent)
    assert (answer.status_code, answer["X-Road-Id"]) == (413, number)
    (row,) = Message.objects.using("log").filter(message_id=number)
    assert (row.client_code, row.status, row.user_ref, row.purpose) == (caller.code, 413, "mirna", caller.scope.partition(":")[2])
    assert row.service == "POST api/v1/events/taken", "the pattern, never what stood in the address"
    assert (row.person_id, row.request_hash) == (None, ""), "nobody read it, so nothing is proven of what it said"
    assert row.response_hash
    assert row.owner_institution_id == institution("SETRASS-DGE").pk, "whom it was asked of sees it"


def test_who_is_not_known_leaves_no_row_of_what_is_refused_unread(client):
    before = Message.objects.using("log").count()
    answer = client.post("/oauth/token", TOO_LARGE, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, "X-Road-Id" in answer) == (413, False)
    assert Message.objects.using("log").count() == before


def test_what_was_read_leaves_one_row(caller):
    number = uuid4().hex
    caller.web.get("/api/v1/nada", headers=caller.bearer(**{"X-Road-Id": number}))
    assert Message.objects.using("log").filter(message_id=number).count() == 1


TOO_LARGE = "grant_type=x&more=" + "a" * (6 * 1024 * 1024)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/oauth/token", "application/x-www-form-urlencoded"), (f"{EVENTS}/received", "application/json"),
        ("/api/v1/dci/ess/registry/sync/search", "application/json"), ("/api/v1/nada", "application/json"),
    ],
)  # fmt: skip
def test_whoever_sends_too_much_is_told_by_a_problem_before_anybody_reads_it(client, path, kind):
    answer = client.post(path, TOO_LARGE, content_type=kind)
    assert (answer.status_code, b"aaaa" in answer.content) == (413, False)
    assert answer["Content-Type"] == ("application/json" if "/dci/" in path else "application/problem+json")


def test_a_form_that_cannot_be_read_is_a_problem_too(client):
    many = "&".join(f"a{at}=1" for at in range(5_000))
    for body, kind in ((many, "application/x-www-form-urlencoded"), ("x", "multipart/form-data; boundary=a")):
        answer = client.post("/oauth/token", body, content_type=kind)
        assert 400 <= answer.status_code < 500
        assert answer["Content-Type"] in {"application/json", "application/problem+json"}


def test_whoever_tries_papers_without_end_waits(caller, monkeypatch):
    monkeypatch.setattr(TOKENS, "num_requests", 2)
    answers = [caller.web.post("/oauth/token", {"grant_type": "client_credentials"}) for _ in range(3)]
    assert [each.status_code for each in answers] == [401, 401, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert int(answers[2]["Retry-After"]) >= 1


def test_what_fails_before_any_address_is_reached_is_a_problem(client, monkeypatch):
    client.raise_request_exception = False

    def fail(*_given):
        raise RuntimeError

    monkeypatch.setattr("ruta.base.middleware.TransactionMiddleware.__call__", fail)
    answer = client.get("/api/v1/hsds/services")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


def operations():
    for path, methods in api.get_openapi_schema()["paths"].items():
        yield from ((path, method.upper(), operation) for method, operation in methods.items())


def test_every_call_that_writes_takes_a_key_and_every_answer_may_be_a_problem():
    writing = [each for each in operations() if each[2].get("security") and is_writing(each[1], each[0])]
    assert len(writing) > 5
    for path, method, operation in writing:
        assert HEADER in {each["name"] for each in operation["parameters"]}, f"{method} {path}"
    for path, method, operation in operations():
        told = operation["responses"]["default"]["content"]
        assert set(told) == ({"application/json"} if path.startswith("/api/v1/dci/") else {"application/problem+json"}), f"{method} {path}"


def test_every_list_is_bounded_and_goes_on():
    """Either by our cursor, by the place of a queue, or by the pages that a standard asks for."""
    bounded = {"limit", "per_page", "_count"}
    going_on = {"cursor", "after", "page", "offset"}
    lists = [
        (path, {each["name"] for each in operation.get("parameters", [])}) for path, method, operation in operations() if method == "GET"
    ]
    found = [(path, names) for path, names in lists if bounded & names or going_on & names]
    assert len(found) > 6
    for path, names in found:
        assert bounded & names, path
        assert going_on & names, path


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/v1/catalogue", "GET"), ("OPTIONS", "/api/v1/catalogue", "GET"), ("GET", "/oauth/token", "POST"),
        ("POST", "/.well-known/jwks.json", "GET, HEAD"), ("DELETE", "/api/v1/govstack/database/1", "GET"),
    ],
)  # fmt: skip
def test_a_method_that_an_address_has_not_is_a_problem_with_those_it_has(client, method, path, allowed):
    answer = client.generic(method, path)
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, "application/problem+json", allowed)
    assert answer.json()["status"] == 405


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v9/x", "/api/v1/hsds/nada", "/oauth/nada"])
def test_what_is_nowhere_is_a_problem(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_head_of_an_answer_is_that_of_the_whole(client, caller):
    whole, head = client.get("/api/v1/hsds/organizations"), client.head("/api/v1/hsds/organizations")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(whole.content))
    assert head["Content-Type"] == whole["Content-Type"]
    assert caller.web.head(EVENTS).status_code == 401
    number = uuid4().hex
    assert caller.web.head(EVENTS, headers=caller.bearer(**{"X-Road-Id": number})).status_code == 200
    assert Message.objects.using("log").get(message_id=number).service.startswith("HEAD"), "a head is logged like the rest"
