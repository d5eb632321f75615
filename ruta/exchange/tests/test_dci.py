"""Does a register answer another institution only what agreement, purpose and permission of the person allow, and leave a trace of each answer?"""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from joserfc import jws
from joserfc.jwk import KeySet

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.exchange.dci import later
from ruta.exchange.tests.conftest import Caller, agreed, institution
from ruta.people.actions import Grant, give_consent, withdraw_consent
from ruta.people.models import Consent, Contact
from ruta.people.tests.conftest import SIGNED, dunia, yeimi  # noqa: F401
from ruta.trust.actions import save_callback, signing
from ruta.trust.models import Client, Inquiry, Message

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/dci/ess"
DNI = "0501-1996-04821"
CALLBACK = "https://infop.example/dci"


def allow(actor, person, purpose="shared_case", categories=()):
    grants = (Grant(institution("INFOP").pk, purpose, categories),)
    with acting_as(actor):
        return give_consent(actor=actor, person_id=person, grants=grants, manner=SIGNED)[0]


def header(action, **changes):
    return {
        "version": "1.0.0", "message_id": uuid4().hex, "message_ts": now().isoformat(), "action": action, "sender_id": "infop-sistema",
        "receiver_id": "ruta", "total_count": 1,
    } | changes  # fmt: skip


def criteria(value=DNI, purpose="shared_case", **changes):
    return {"query_type": "idtype-value", "query": {"type": "DNI", "value": value}, "consent": {"purpose": {"code": purpose}}} | changes


def item(reference="r1", **changes):
    return {"reference_id": reference, "timestamp": now().isoformat(), "search_criteria": criteria(**changes)}


def search(*items, transaction="t1"):
    return {"transaction_id": transaction, "search_request": list(items)}


def sealed(caller, head, message):
    payload = signing.canonical({"header": head, "message": message})
    first, _middle, last = jws.serialize_compact({"alg": "ES256", "kid": caller.key.kid}, payload, caller.key).split(".")
    return {"signature": f"{first}..{last}", "header": head, "message": message}


def send(caller, path, body, token=None):
    return caller.web.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json", headers=caller.bearer(token))


def asked(caller, *items, token=None, **changes):
    answer = send(caller, "/sync/search", sealed(caller, header("search", total_count=len(items), **changes), search(*items)), token)
    assert answer.status_code == 200, answer.content
    return answer.json()


def records(told, place=0):
    return told["message"]["search_response"][place]["data"]["reg_records"]


def test_whom_nobody_allowed_is_not_even_known(caller, yeimi):  # noqa: F811
    told = asked(caller, item(), item("r2", value="0801-1990-00017"))
    assert records(told, 0) == records(told, 1) == []
    tried = Message.objects.using("log").get(client_code="infop-sistema")
    assert (tried.person_id, tried.owner_institution_id) == (None, institution("SETRASS-DGE").pk), (
        "the institution asked in vain sees who tries"
    )


def test_an_allowed_person_is_answered_with_what_agreement_and_permission_share(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi)
    (told,) = records(asked(caller, item()))
    assert told["demographic_info"]["name"] == {"given_name": "Yeimi Lorena", "surname": "Mejía Orellana"}
    assert told["member_identifier"][0]["identifier_value"] == DNI
    assert told["phone_number"] == ["9748-2206"]
    assert "education_level" in told
    assert "returns" not in told, "the agreement gives no migration data"


def test_the_permission_narrows_what_the_agreement_gives(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi, categories=("identity",))
    (told,) = records(asked(caller, item()))
    assert "phone_number" not in told
    assert "education_level" not in told


def test_another_purpose_opens_nothing(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi, purpose="referral")
    assert records(asked(caller, item())) == []


def test_a_withdrawn_permission_closes_at_once(caller, dunia, yeimi):  # noqa: F811
    number = allow(dunia, yeimi)
    token = caller.token()
    assert records(asked(caller, item(), token=token))
    with acting_as(dunia):
        withdraw_consent(actor=dunia, consent_id=number)
    assert records(asked(caller, item(), token=token)) == []


def test_an_unsafe_number_does_not_leave(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi)
    with acting_as(dunia):
        Contact.objects.filter(person=yeimi).update(safety="unsafe")
    (told,) = records(asked(caller, item()))
    assert told["phone_number"] == []


WRONG = {
    "another purpose": ({"purpose": "job_matching"}, "rjct.search_criteria.invalid"),
    "no consent": ({"consent": None}, "rjct.search_criteria.invalid"),
    "by name": ({"query_type": "predicate", "query": {"surname": "Mejía"}}, "rjct.search_criteria.invalid"),
    "a kind that nobody has": ({"query": {"type": "LIBRARY", "value": "1"}}, "rjct.search_criteria.invalid"),
    "sorted": ({"sort": [{"attribute_name": "x"}]}, "rjct.sort.invalid"),
}


@pytest.mark.parametrize(("changes", "code"), WRONG.values(), ids=WRONG.keys())
def test_a_question_is_rejected_with_its_code(caller, dunia, yeimi, changes, code):  # noqa: F811
    allow(dunia, yeimi)
    (answer,) = asked(caller, item(**changes))["message"]["search_response"]
    assert (answer["status"], answer["status_reason_code"]) == ("rjct", code)
    assert "data" not in answer


def test_one_wrong_question_does_not_spoil_the_batch(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi)
    told = asked(caller, item("a"), item("a"), item("b") | {"timestamp": "ayer"})
    codes = [each.get("status_reason_code", each["status"]) for each in told["message"]["search_response"]]
    assert codes == ["succ", "rjct.reference_id.duplicate", "rjct.timestamp.invalid"]


HEADERS = {
    "rjct.version.invalid": {"version": "9"},
    "rjct.action.not_supported": {"action": "delete"},
    "rjct.message_ts.invalid": {"message_ts": (now() - timedelta(hours=1)).isoformat()},
    "rjct.total_count.invalid": {"total_count": 7},
}


@pytest.mark.parametrize(("code", "changes"), HEADERS.items(), ids=HEADERS.keys())
def test_a_header_is_rejected_with_its_code_and_nothing_is_said(caller, dunia, yeimi, code, changes):  # noqa: F811
    allow(dunia, yeimi)
    body = sealed(caller, header("search") | changes, search(item()))
    told = send(caller, "/sync/search", body).json()
    assert (told["header"]["status"], told["header"]["status_reason_code"]) == ("rjct", code)
    assert told["message"]["search_response"] == []


def test_a_message_is_heard_once(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi)
    body = sealed(caller, header("search"), search(item()))
    assert records(send(caller, "/sync/search", body).json())
    again = send(caller, "/sync/search", body).json()
    assert again["header"]["status_reason_code"] == "rjct.message_id.duplicate"


def forged(caller, change):
    body = sealed(caller, header("search"), search(item()))
    change(body)
    return send(caller, "/sync/search", body)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        (lambda body: body.update(signature=""), 401, "err.signature.missing"),
        (lambda body: body.update(signature="a..b"), 401, "err.signature.invalid"),
        (lambda body: body["message"].update(transaction_id="other"), 401, "err.signature.invalid"),
        (lambda body: body["header"].update(sender_id="otra"), 403, "err.sender_id.invalid"),
        (lambda body: body["header"].update(receiver_id="otra"), 400, "err.receiver_id.invalid"),
    ],
)
def test_what_was_changed_on_the_way_is_not_heard(caller, dunia, yeimi, change, status, code):  # noqa: F811
    allow(dunia, yeimi)
    answer = forged(caller, change)
    assert answer.status_code == status
    assert answer.json()["message"]["error"]["code"] == code
    assert not Message.objects.using("log").filter(person_id__isnull=False).exists()


def test_without_a_token_nothing_is_read(caller):
    answer = caller.web.post(f"{ROOT}/sync/search", "{}", content_type="application/json")
    assert answer.status_code == 401
    assert "Bearer" in answer["WWW-Authenticate"]


def test_the_answer_is_signed_by_us_and_the_log_knows_whose_data_left(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi)
    body = sealed(caller, header("search"), search(item()))
    answer = caller.web.post(
        f"{ROOT}/sync/search", json.dumps(body), content_type="application/json",
        headers=caller.bearer(**{"X-Road-Id": "m-77", "X-Road-UserId": "EE1", "X-Road-Issue": "caso 4"}),
    )  # fmt: skip
    told = answer.json()
    first, _middle, last = told["signature"].split(".")
    payload = signing.canonical({"header": told["header"], "message": told["message"]})
    whole = f"{first}.{urlsafe_b64encode(payload).rstrip(b'=').decode()}.{last}"
    keys = caller.web.get("/.well-known/jwks.json").json()
    assert jws.deserialize_compact(whole, KeySet.import_key_set(keys), algorithms=["ES256"])
    row = Message.objects.using("log").get(person_id=yeimi)
    assert (row.client_code, row.purpose, row.message_id, row.user_ref, row.issue) == (
        "infop-sistema",
        "shared_case",
        "m-77",
        "EE1",
        "caso 4",
    )
    assert row.owner_institution_id == dunia.institution_id
    assert set(row.categories) == {"identity", "contact", "education_work"}
    assert row.request_hash == answer["X-Road-Request-Hash"]
    assert row.response_hash != row.request_hash


def test_enrolment_needs_the_permission_for_services(client, dunia, yeimi):  # noqa: F811
    caller = Caller(client, agreed(categories=("identity", "plan_services")))
    message = {"transaction_id": "t1", "reference_id": "r1", "enrolled_criteria": criteria()}

    def status():
        body = sealed(caller, header("check-enrollment"), message)
        answer = send(caller, "/sync/check-enrollment", body)
        assert answer.status_code == 200, answer.content
        (one,) = answer.json()["message"]["enrolled_response"]
        return one["enrolled_status"]

    assert status() == "Unknown"
    allow(dunia, yeimi)
    assert status() == "Inactive"


@pytest.fixture
def called_back(caller):
    version = Client.objects.get(pk=caller.row.pk).version
    save_callback(actor=system(None), client_id=caller.row.pk, version=version, address=CALLBACK)
    return caller


def begin(caller, *items, transaction="t1", **changes):
    body = sealed(caller, header("search", total_count=len(items), sender_uri=CALLBACK, **changes), search(*items, transaction=transaction))
    return send(caller, "/search", body)


def waiting(caller):
    with acting_as(system(caller.row.institution_id)):
        return Inquiry.objects.get(client=caller.row)


def test_a_later_answer_arrives_signed_and_the_question_is_forgotten(called_back, dunia, yeimi, monkeypatch):  # noqa: F811
    allow(dunia, yeimi)
    said = begin(called_back, item()).json()["message"]
    row = waiting(called_back)
    assert (said["ack_status"], said["correlation_id"]) == ("ACK", str(row.correlation_id))
    sent = []
    monkeypatch.setattr(later, "fetched", lambda address, body, headers: sent.append((address, json.loads(body))) or b"{}")
    later.answer_inquiry(row.pk, row.owner_institution_id)
    later.answer_inquiry(row.pk, row.owner_institution_id)
    ((address, told),) = sent
    assert address == f"{CALLBACK}/on-search"
    assert told["header"]["action"] == "on-search"
    assert records(told)[0]["member_identifier"][0]["identifier_value"] == DNI
    assert (waiting(called_back).state, waiting(called_back).asked) == ("succ", None)
    assert Message.objects.using("log").filter(person_id=yeimi, service="on-search").count() == 1


def test_what_was_withdrawn_while_the_answer_waited_is_not_sent(called_back, dunia, yeimi, monkeypatch):  # noqa: F811
    number = allow(dunia, yeimi)
    begin(called_back, item())
    row, sent = waiting(called_back), []
    monkeypatch.setattr(later, "fetched", lambda address, body, headers: None)
    with pytest.raises(later.Unreached):
        later.answer_inquiry(row.pk, row.owner_institution_id)
    with acting_as(dunia):
        withdraw_consent(actor=dunia, consent_id=number)
    monkeypatch.setattr(later, "fetched", lambda address, body, headers: sent.append(json.loads(body)) or b"{}")
    later.answer_inquiry(row.pk, row.owner_institution_id)
    assert records(sent[0]) == []


def test_the_same_transaction_is_one_inquiry_and_its_state_is_told(called_back):
    first, second = (begin(called_back, item()).json()["message"]["correlation_id"] for _ in range(2))
    assert first == second
    request = {"reference_id": "s", "txn_type": "search", "attribute_type": "transaction_id", "attribute_value": "t1"}
    body = sealed(called_back, header("txn-status"), {"transaction_id": "t9", "txnstatus_request": request})
    told = send(called_back, "/sync/txn/status", body).json()["message"]["txnstatus_response"]["txn_status"]
    assert told["correlation_id"] == first
    assert [(each["reference_id"], each["status"]) for each in told["search_response"]] == [("r1", "pdng")]


def test_answers_go_to_the_registered_address_alone(caller, called_back):
    body = sealed(caller, header("search", sender_uri="https://other.example"), search(item()))
    answer = send(caller, "/search", body)
    assert (answer.status_code, answer.json()["message"]["error"]["code"]) == (400, "err.sender_uri.invalid")


def test_consents_are_what_row_security_reads(dunia, yeimi):  # noqa: F811
    """The proof above would be empty if a consent of this purpose opened nothing at the desk either."""
    allow(dunia, yeimi)
    with acting_as(dunia):
        assert Consent.objects.filter(person=yeimi, purpose="shared_case").exists()
