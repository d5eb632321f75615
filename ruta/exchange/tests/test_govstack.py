"""Do the addresses of GovStack open no more than any other look-up: agreement, purpose, permission, kind of data, and a row in the log of messages?"""

import json
from hashlib import sha256
from uuid import uuid4

import pytest

from ruta.base.clock import now
from ruta.base.context import acting_as
from ruta.exchange.govstack import data
from ruta.exchange.tests.conftest import Caller, agreed, institution
from ruta.exchange.tests.test_dci import DNI, allow
from ruta.people.actions import withdraw_consent
from ruta.people.tests.conftest import dunia, yeimi  # noqa: F401
from ruta.trust.models import Message
from ruta.trust.selectors import Use

pytestmark = pytest.mark.django_db
DATA, CONSENT = "/api/v1/govstack/data", "/api/v1/govstack/consent"
PERSONS = f"{DATA}/personas/1.0"


def asked(caller, verb, ID=DNI, register=PERSONS):  # noqa: N803 - the name of the standard
    body = json.dumps({"query": {"content": {"ID": ID}}})
    return caller.web.post(f"{register}/{verb}", body, content_type="application/json", headers=caller.bearer())


def got(caller, path, **params):
    return caller.web.get(path, params, headers=caller.bearer())


def read(caller):
    answer = asked(caller, "read")
    assert answer.status_code == 200, answer.content
    return answer.json()["content"]


def test_whom_nobody_allowed_is_not_even_known(caller, yeimi):  # noqa: F811
    known, unknown = asked(caller, "read"), asked(caller, "read", "0801-1990-00017")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json()) == (404, {"detail": "no record found"})
    assert asked(caller, "exists").json()["answer"]["status"] is False


def test_an_allowed_person_is_read_and_the_log_knows_it(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi)
    told = read(caller)
    assert (told["FirstName"], told["LastName"], told["ID"]) == ("Yeimi Lorena", "Mejía Orellana", DNI)
    assert told["PhoneNumber"] == ["9748-2206"]
    assert "Returns" not in told, "the agreement gives no migration data"
    row = Message.objects.using("log").get(person_id=yeimi)
    assert (row.purpose, set(row.categories)) == ("shared_case", {"identity", "contact", "education_work"})
    assert asked(caller, "exists").json()["answer"]["status"] is True


def test_a_value_is_read_by_the_name_that_was_told_and_only_while_it_may(caller, dunia, yeimi):  # noqa: F811
    number = allow(dunia, yeimi, categories=("identity",))
    name = read(caller)["uuid"]
    assert got(caller, f"{PERSONS}/{name}/readValue/FirstName.json").json() == "Yeimi Lorena"
    assert got(caller, f"{PERSONS}/{name}/readValue/PhoneNumber.json").status_code == 404
    with acting_as(dunia):
        withdraw_consent(actor=dunia, consent_id=number)
    assert got(caller, f"{PERSONS}/{name}/readValue/FirstName.json").status_code == 404


@pytest.mark.parametrize(("text", "status"), [("LIBRARY:1", 422), ("DNI:", 422), ("Yeimi Lorena", 404)])
def test_nobody_is_found_by_anything_but_a_document(caller, dunia, yeimi, text, status):  # noqa: F811
    allow(dunia, yeimi)
    assert asked(caller, "read", text).status_code == status


def test_another_register_is_not_here(caller):
    assert asked(caller, "read", register=f"{DATA}/otro/1.0").status_code == 404
    assert got(caller, f"{DATA}/otro/1.0").status_code == 404


def test_who_was_given_data_is_told_of_a_record_that_may_be_read(caller, dunia, yeimi, monkeypatch):  # noqa: F811
    allow(dunia, yeimi)
    name, asker = read(caller)["uuid"], institution("INFOP")
    # The log is written by a connection of its own, which an open transaction of a test does not see: ruta/trust/tests/test_log.py reads it.
    made = Use(now(), asker.pk, asker.short_name, "Caso compartido", "Nombre", "POST read")
    monkeypatch.setattr(data, "uses_of", lambda person_id: [made] if person_id == yeimi else [])
    (told,) = got(caller, f"{DATA}/myPersonalDataUsage", userId=name, databaseId="personas").json()
    assert (told["ReaderInstitutionName"], told["ReaderInstitutionID"]) == ("INFOP", str(asker.pk))
    assert got(caller, f"{DATA}/myPersonalDataUsage", userId=str(uuid4()), databaseId="personas").status_code == 404
    assert got(caller, f"{DATA}/myPersonalDataUsage", userId=name, databaseId="otra").status_code == 400
    assert got(caller, f"{DATA}/myPersonalDataUsage", userId="0501-1996-04821", databaseId="personas").status_code == 400


def test_an_agreement_tells_its_basis_and_each_wording_holds_the_hash_of_the_one_before(caller, agreement):
    (told,) = got(caller, f"{CONSENT}/service/verification/data-agreements/").json()["dataAgreements"]
    assert (told["id"], told["lawfulBasis"], told["number"]) == (str(agreement.pk), "consent", agreement.number)
    assert {each["name"] for each in told["dataAttributes"]} == {"identity", "contact", "education_work"}
    whole = got(caller, f"{CONSENT}/audit/data-agreement/{agreement.pk}/").json()
    before = ""
    for each in whole["revisions"]:
        assert each["predecessorHash"] == before == json.loads(each["serializedSnapshot"])["predecessorHash"]
        before = sha256(each["serializedSnapshot"].encode()).hexdigest()
        assert each["serializedHash"] == before
    one = got(caller, f"{CONSENT}/service/data-agreement/{agreement.pk}/").json()
    assert one["revision"]["serializedHash"] == before


def test_a_party_alone_sees_an_agreement(client, agreement):
    stranger = Caller(client, agreed("referral"), "referral", of="INFOP")
    assert got(stranger, f"{CONSENT}/service/data-agreement/{agreement.pk}/").status_code == 200, "INFOP signed both"
    assert got(stranger, f"{CONSENT}/service/data-agreement/{agreement.pk + 900}/").status_code == 404
    assert got(stranger, f"{CONSENT}/service/data-agreement/uno/").status_code == 400


def test_permissions_for_the_purpose_are_verified_until_they_end(caller, dunia, yeimi):  # noqa: F811
    number = allow(dunia, yeimi)
    allow(dunia, yeimi, purpose="referral")
    person = read(caller)["uuid"]
    (told,) = got(caller, f"{CONSENT}/service/verification/consent-records/", individualId=person).json()["consentRecords"]
    assert (told["purpose"], told["optIn"], told["individual"]) == ("shared_case", True, {"id": person})
    assert told["dataAgreementRevisionHash"] == told["dataAgreementRevision"]["serializedHash"]
    with acting_as(dunia):
        withdraw_consent(actor=dunia, consent_id=number)
    one = got(caller, f"{CONSENT}/service/verification/consent-record/{told['id']}/").json()["consentRecord"]
    assert (one["optIn"], bool(one["withdrawnAt"])) == (False, True)
    assert got(caller, f"{CONSENT}/service/verification/consent-records/", individualId=str(uuid4())).json() == {"consentRecords": []}


def test_what_a_person_is_read_is_public_and_has_its_hash(client):
    told = client.get(f"{CONSENT}/service/policy/shared_case/").json()
    assert told["policy"]["id"] == "shared_case"
    assert told["revision"]["serializedHash"] == sha256(told["revision"]["serializedSnapshot"].encode()).hexdigest()
    assert client.get(f"{CONSENT}/service/policy/shared_case/", {"revisionId": told["policy"]["version"]}).json() == told
    assert client.get(f"{CONSENT}/service/policy/nobody/").status_code == 404


def test_without_a_token_nothing_of_persons_or_agreements_is_read(client, agreement):
    for path in (f"{CONSENT}/audit/data-agreement/{agreement.pk}/", f"{CONSENT}/service/verification/consent-records/"):
        assert client.get(path).status_code == 401
    assert client.post(f"{PERSONS}/read", "{}", content_type="application/json").status_code == 401
