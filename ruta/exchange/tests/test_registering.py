"""Does a system of another institution register in its own register alone, by the verbs of the desk, as far as agreement and permission reach?"""

import json

import pytest
from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.models import AuditEvent
from ruta.exchange.gate import machine_of
from ruta.exchange.govstack.schemas import HOW
from ruta.exchange.tests.conftest import Caller, agreed, institution, staff
from ruta.exchange.tests.test_dci import DNI, allow
from ruta.exchange.tests.test_govstack import DATA, PERSONS, asked, got
from ruta.people.actions import withdraw_consent
from ruta.people.enums import ConsentMethod
from ruta.people.models import Access, Consent, DuplicatePair, Person
from ruta.people.rules import is_minor_on
from ruta.people.tests.conftest import dunia, yeimi  # noqa: F401
from ruta.taxonomy.models import Catalogue
from ruta.trust.actions import granted_by
from ruta.trust.models import Message

pytestmark = pytest.mark.django_db
NEW = "0801-1990-00017"


@pytest.fixture
def agreement(db):
    return agreed(both=True)


def written(ID=NEW, **changes):  # noqa: N803 - the name of the standard
    version = Catalogue.objects.get(code="consent_notices", is_current=True).version
    consent = {"Method": "verbal_witness", "NoticeVersion": version, "WitnessName": "Rosa Amaya"}
    facts = {
        "ID": ID, "FirstName": "Kenia Waleska", "LastName": "Zelaya Cruz", "Sex": "female", "BirthDate": "1990-04-02", "PhoneNumber": ["9811-2233"],
        "EducationLevel": None, "Address": {"municipality_code": "0801"}, "Consent": consent,
    } | changes  # fmt: skip
    return {name: value for name, value in facts.items() if value is not ...}


def sent(caller, verb, told, method="post", **headers):
    return getattr(caller.web, method)(
        f"{PERSONS}/{verb}", json.dumps(told), content_type="application/json", headers=caller.bearer(**headers)
    )


def create(caller, **changes):
    return sent(caller, "create", {"write": {"content": written(**changes)}})


def update(caller, tag, changes, ID=NEW):  # noqa: N803
    told = {"query": {"content": {"ID": ID}}, "write": {"content": changes}}
    return sent(caller, "update", told, "put", **({"If-Match": tag} if tag else {}))


def as_infop(question):
    with acting_as(staff("INFOP", "counsellor")), transaction.atomic():
        return question()


def test_a_registration_is_the_callers_own_row_with_its_permission_and_its_marks(caller):
    answer = create(caller)
    assert answer.status_code == 200, answer.content
    told = answer.json()["content"]
    assert (told["FirstName"], told["ID"], told["PhoneNumber"]) == ("Kenia Waleska", NEW, ["9811-2233"])
    person = as_infop(lambda: Person.objects.get(owner_institution=institution("INFOP")))
    (permission,) = as_infop(lambda: list(Consent.objects.filter(person=person.pk)))
    assert (permission.grantee.code, permission.purpose, permission.method) == ("SETRASS-DGE", "shared_case", "verbal_witness")
    assert set(permission.categories) == {"identity", "contact", "education_work"}, "no more than the agreement gives"
    row = Message.objects.using("log").get(person_id=person.pk)
    assert (row.owner_institution_id, row.purpose, row.service.split()[0]) == (institution("INFOP").pk, "shared_case", "POST")
    assert as_infop(AuditEvent.objects.filter(table_name="people_person", row_id=person.pk).exists)


def test_whoever_the_agreement_names_reads_it_and_nobody_else(caller):
    create(caller)
    seen = {}
    for code in ("SETRASS-DGE", "SENPRENDE"):
        with acting_as(staff(code, "counsellor")), transaction.atomic():
            seen[code] = Person.objects.filter(owner_institution=institution("INFOP")).count()
    assert seen == {"SETRASS-DGE": 1, "SENPRENDE": 0}


def test_what_was_brought_is_read_listed_and_exists_until_the_person_says_no(caller):
    create(caller)
    assert asked(caller, "exists", NEW).json()["answer"]["status"] is True
    listed = got(caller, PERSONS).json()
    assert (listed["count"], [each["ID"] for each in listed["results"]]) == (1, [NEW])
    infop = staff("INFOP", "counsellor")
    with acting_as(infop), transaction.atomic():
        withdraw_consent(actor=infop, consent_id=Consent.objects.get().pk)
    assert asked(caller, "read", NEW).status_code == 404
    assert got(caller, PERSONS).json()["results"] == []
    assert update(caller, 'W/"1"', {"FirstName": "Otra"}).status_code == 404


def test_records_of_others_are_not_listed_changed_or_told(caller, dunia, yeimi):  # noqa: F811
    allow(dunia, yeimi)
    assert asked(caller, "read").status_code == 200
    assert got(caller, PERSONS).json()["results"] == []
    known, unknown = update(caller, 'W/"1"', {"FirstName": "Otra"}, ID=DNI), update(caller, 'W/"1"', {"FirstName": "Otra"})
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json()) == (404, {"detail": "no record found"})


def test_somebody_registered_elsewhere_is_registered_here_without_a_word(caller, yeimi):  # noqa: F811
    answer = create(caller, ID=DNI, FirstName="Yeimi Lorena", LastName="Mejía Orellana", BirthDate="1996-11-23")
    assert answer.status_code == 200, "another institution's record is no reason, and nothing of it is said"
    assert as_infop(DuplicatePair.objects.count) == 0


def test_almost_surely_the_same_stops_and_names_only_what_may_be_read(caller):
    first = create(caller).json()["content"]["uuid"]
    again = create(caller, ID="PASSPORT:E123456")
    assert (again.status_code, again.json()["records"]) == (409, [first])
    infop = staff("INFOP", "counsellor")
    with acting_as(infop), transaction.atomic():
        withdraw_consent(actor=infop, consent_id=Consent.objects.get().pk)
    blind = create(caller, ID="PASSPORT:E123456")
    assert (blind.status_code, blind.json()["records"]) == (409, [])
    assert as_infop(Person.objects.count) == 1, "nothing was joined and nothing was kept"
    said = [{"uuid": first, "Reason": "relative"}]
    assert create(caller, ID="PASSPORT:E123456", NotTheSame=said).status_code == 200
    assert as_infop(lambda: DuplicatePair.objects.get().decision) == "different"


def test_perhaps_the_same_waits_for_a_human(caller):
    create(caller)
    near = create(caller, ID="PASSPORT:E123456", FirstName="Kenia", LastName="Zelaya Mejía", PhoneNumber=[], Address=...)
    assert near.status_code == 200, near.content
    pair = as_infop(DuplicatePair.objects.get)
    assert (pair.decision, pair.origin) == ("", "counter")


def test_the_same_key_registers_once(caller):
    token, told = caller.token(), json.dumps({"write": {"content": written()}})
    answers = [
        caller.web.post(f"{PERSONS}/create", told, content_type="application/json", headers=caller.bearer(token, **{"Idempotency-Key": "alta-0001"}))
        for _time in range(2)
    ]  # fmt: skip
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[1]["Idempotency-Replayed"] == "true"
    assert answers[1].json() == {"content": {"uuid": answers[0].json()["content"]["uuid"]}}, "the permission may end within the day"
    assert as_infop(Person.objects.count) == 1


@pytest.mark.parametrize(
    ("changes", "status", "word"),
    [
        ({"Consent": ...}, 422, "Consent"),
        ({"Consent": {"Method": "verbal_witness", "NoticeVersion": "0.1", "WitnessName": "Rosa"}}, 422, "NoticeVersion"),
        ({"Consent": {"Method": "signature_screen", "NoticeVersion": "1"}}, 422, "Method"),
        ({"BirthDate": "2015-04-02"}, 422, "birth_date"),
        ({"BirthDate": "1890-04-02"}, 422, "birth_date"),
        ({"FirstName": " "}, 422, "given_names"),
        ({"ID": "0801-1990-0001"}, 422, "identifiers.0"),
        ({"ID": "LIBRARY:1"}, 422, "ID"),
        ({"PhoneNumber": ["123"]}, 422, "contacts.0"),
        ({"Address": {"municipality_code": "9999"}}, 422, "municipality_code"),
        ({"Nationality": "XX"}, 422, "Nationality"),
        ({"EducationLevel": "wizard"}, 422, "EducationLevel"),
        ({"Office": "SPS"}, 422, "Office"),
        ({"Salary": "9"}, 422, "Salary"),
        ({"NotTheSame": [{"uuid": "x", "Reason": "relative"}]}, 422, "NotTheSame"),
    ],
)
def test_what_cannot_be_kept_says_where_and_keeps_nothing(caller, changes, status, word):
    answer = create(caller, **changes)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert word in answer.content.decode()
    assert "Kenia" not in answer.content.decode(), "an error repeats nothing of the person"
    assert as_infop(Person.objects.count) == 0


def test_a_verbal_permission_has_a_witness(caller):
    consent = written()["Consent"] | {"WitnessName": ""}
    answer = create(caller, Consent=consent)
    assert (answer.status_code, answer.json()["faults"][0]["where"]) == (422, "witness_name")
    assert as_infop(Person.objects.count) == 0, "without a permission nothing is kept"


def test_an_update_says_what_it_saw_and_changes_only_what_it_may(caller):
    create(caller)
    seen = asked(caller, "read", NEW)["ETag"]
    assert update(caller, "", {"FirstName": "Kenya"}).status_code == 428
    done = update(caller, seen, {"FirstName": "Kenya", "Sex": "female"})
    assert (done.status_code, done.json()["content"]["FirstName"]) == (200, "Kenya")
    assert done["ETag"] != seen
    late = update(caller, seen, {"FirstName": "Quenia"})
    assert (late.status_code, late.json()["faults"]) == (409, [{"where": "given_names", "what": "changed meanwhile"}])
    assert update(caller, done["ETag"], {"ID": "0801-1990-00018"}).status_code == 422
    assert update(caller, done["ETag"], {"PhoneNumber": ["9811-2299"]}).status_code == 422
    assert as_infop(lambda: Person.objects.get().given_names) == "Kenya"


def test_a_child_is_not_changed_and_nobody_becomes_one_or_loses_what_is_not_given(caller):
    create(caller)
    seen = asked(caller, "read", NEW)["ETag"]
    assert update(caller, seen, {"BirthDate": str(today().replace(year=today().year - 9, day=1))}).status_code == 403
    as_infop(lambda: Person.objects.update(birth_date=today().replace(year=today().year - 9, day=1)))
    seen = asked(caller, "read", NEW)["ETag"]
    assert update(caller, seen, {"BirthDate": "1990-04-02"}).status_code == 403
    assert as_infop(lambda: is_minor_on(today(), Person.objects.get().birth_date))


def test_an_empty_list_is_a_change_like_any_other(client):
    caller = Caller(client, agreed(categories=("identity",), both=True))
    create(caller, PhoneNumber=[], Address=...)
    as_infop(lambda: Person.objects.update(languages=["es"]))
    assert update(caller, asked(caller, "read", NEW)["ETag"], {"Languages": []}).status_code == 403
    assert as_infop(lambda: Person.objects.get().languages) == ["es"]


def test_a_kind_of_data_that_the_agreement_does_not_give_is_not_written(client):
    caller = Caller(client, agreed(categories=("identity",), both=True))
    assert create(caller).status_code == 403
    assert create(caller, PhoneNumber=[], Address=...).status_code == 200
    seen = asked(caller, "read", NEW)["ETag"]
    assert update(caller, seen, {"Address": {"municipality_code": "0501"}}).status_code == 403


def test_an_agreement_by_which_the_institution_gives_nothing_lets_nothing_in(client):
    caller = Caller(client, agreed())
    answer = create(caller)
    assert (answer.status_code, "gives" in answer.json()["detail"]) == (403, True)
    assert got(caller, PERSONS).json()["results"] == []


def test_whoever_only_gives_reads_back_what_it_gives_and_nobody_else(client, dunia, yeimi):  # noqa: F811
    direction = Caller(client, agreed(), of="SETRASS-DGE")
    assert asked(direction, "read").status_code == 404, "nobody may read this person by the agreement, so it gives nobody"
    allow(dunia, yeimi)
    assert asked(direction, "read").json()["content"]["ID"] == DNI
    partner = Caller(client, agreed(both=True))
    create(partner)
    assert asked(partner, "read", NEW).status_code == 200
    assert asked(direction, "read", NEW).status_code == 404, "of the other institution it reads nothing"


def test_one_call_changes_or_registers(caller):
    told = {"query": {"content": {"ID": NEW}}, "write": {"content": written()}}
    made = sent(caller, "updateOrCreate", told)
    assert made.status_code == 200, made.content
    told["write"]["content"]["FirstName"] = "Kenya"
    assert sent(caller, "updateOrCreate", told).status_code == 428
    changed = sent(caller, "updateOrCreate", told, **{"If-Match": made["ETag"]})
    assert (changed.status_code, changed.json()["content"]["FirstName"]) == (200, "Kenya")
    told["write"]["content"]["PhoneNumber"] = ["9811-2299"]
    assert sent(caller, "updateOrCreate", told, **{"If-Match": changed["ETag"]}).status_code == 422, "nothing is dropped in silence"
    told["query"]["content"]["ID"] = "0801-1990-00018"
    assert sent(caller, "updateOrCreate", told).status_code == 422
    assert as_infop(Person.objects.count) == 1


def test_the_schema_of_the_register_is_open_and_is_the_one_that_is_kept(client):
    answer = client.get("/api/v1/govstack/databases")
    assert answer.status_code == 200, answer.content
    whole = answer.json()
    (one,) = whole["databases"]
    assert one == client.get(f"/api/v1/govstack/database/{one['id']}").json()
    assert {"ID", "FirstName", "Consent", "BirthDate"} <= set(one["schema"]["properties"])
    assert client.get("/api/v1/govstack/database/99").status_code == 404


def test_ways_to_say_yes_are_those_of_the_desk():
    assert set(HOW) < set(ConsentMethod.values)


def test_nothing_is_written_without_a_token(client):
    for verb in ("create", "updateOrCreate"):
        assert client.post(f"{PERSONS}/{verb}", "{}", content_type="application/json").status_code == 401
    assert client.put(f"{PERSONS}/update", "{}", content_type="application/json").status_code == 401


def test_a_registration_opens_no_more_than_the_permission(caller):
    create(caller)
    rows = as_infop(lambda: set(Access.objects.values_list("institution__code", "category")))
    assert rows == {("SETRASS-DGE", each) for each in ("identity", "contact", "education_work")}
    assert machine_of(granted_by(caller.token())).kind == "system"
    assert DATA in PERSONS
