"""Does each thing that a device brings reach the register once and whole?"""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from ruta.base.clock import today
from ruta.base.errors import NotFound
from ruta.base.models import AccessLog
from ruta.cases.models import Assessment, Case, Need, PersonalPlan, ServiceDelivery
from ruta.field.actions import discard, receive, register_as_new, say_same_person, settle, try_again
from ruta.field.models import Disagreement, Sent
from ruta.field.selectors import open_sent
from ruta.field.tests.conftest import incoming, registration, words
from ruta.people.actions import register_person
from ruta.people.models import Consent, Person, SenafNotice
from ruta.people.selectors.matching import BROUGHT, brought_searches
from ruta.people.tests.conftest import as_, draft

EMPLOYABLE = {"work_status": "not_working", "last_worked": "under_3_months", "urgency": "this_week", "availability": "full_time"}


def count(actor, model, **where):
    with as_(actor):
        return model.objects.filter(**where).count()


def test_a_registration_opens_a_case_with_its_permission(dunia, send):
    row = send("register", registration(dunia))
    assert (row.state, row.payload, row.reason) == ("done", None, "")
    with as_(dunia):
        case = Case.objects.get(pk=row.result["case"])
        assert case.person_id == row.result["person"]
        assert Consent.objects.filter(person=case.person_id, purpose="case_management").exists()


def test_what_comes_from_the_field_leaves_the_searches_at_the_counter_alone(dunia, send):
    send("register", registration(dunia))
    with as_(dunia):
        assert not AccessLog.objects.filter(user_id=dunia.user_id, kind="search").exclude(reason=BROUGHT).exists()
        assert brought_searches(dunia) > 0


def test_the_same_key_ten_times_is_one_person(dunia, device):
    thing = incoming("register", registration(dunia))
    rows = [receive(actor=dunia, device=device, incoming=thing) for _ in range(10)]
    assert {row.pk for row in rows} == {rows[0].pk}
    assert count(dunia, Person) == 1
    assert count(dunia, Case) == 1


def test_what_hangs_on_a_registration_waits_and_then_goes_on_in_order(dunia, send):
    key = uuid4()
    late = {
        "case": {"key": str(key)},
        "service_type": "individual_counselling",
        "outcome": "delivered_full",
        "delivered_on": today().isoformat(),
    }
    need = {"case": {"key": str(key)}, "code": "national_id"}
    waiting = send("deliver", late, number=2, after=key)
    also = send("need", need, number=3, after=key)
    assert (waiting.state, also.state) == ("waiting", "waiting")
    assert waiting.payload == late
    send("register", registration(dunia), number=1, key=key)
    with as_(dunia):
        assert set(Sent.objects.values_list("state", flat=True)) == {"done"}, list(Sent.objects.values_list("verb", "reason"))
        assert ServiceDelivery.objects.count() == 1


def test_what_fails_stays_with_its_reason_and_is_corrected_under_its_key(dunia, device, send):
    key = uuid4()
    row = send("register", registration(dunia, dni="0501-1996-0482"), key=key)
    assert row.state == "failed"
    assert "identifiers.0" in row.faults
    assert row.payload["person"]["surnames"] == "Mejía Orellana"
    assert count(dunia, Person) == 0
    row = send("register", registration(dunia), key=key)
    assert row.state == "done"
    assert row.tries == 2


def test_a_thing_that_nobody_understands_stops_nothing(dunia, send):
    row = send("deliver", {"case": {"id": "x' OR 1=1"}, "service_type": 7})
    assert row.state == "failed"
    row = send("need", {"case": {"key": "not-a-key"}})
    assert row.state == "failed"
    assert "soporte" in row.reason


def test_somebody_registered_already_waits_for_a_decision_and_joins_that_record(dunia, send):
    first = send("register", registration(dunia), number=1)
    key = uuid4()
    again = send("register", registration(dunia), number=2, key=key)
    hangs = send("need", {"case": {"key": str(key)}, "code": "national_id"}, number=3, after=key)
    assert (again.state, hangs.state) == ("duplicate", "waiting")
    assert again.alike == [first.result["person"]]
    done = say_same_person(actor=dunia, sent_id=again.pk, person_id=first.result["person"])
    assert (done.state, done.result["case"]) == ("done", first.result["case"])
    assert count(dunia, Person) == 1
    assert count(dunia, Need, case=first.result["case"]) == 1


def test_somebody_alike_is_registered_as_new_with_a_reason(dunia, send):
    send("register", registration(dunia))
    other = registration(dunia, dni="0501-1996-04839")
    row = send("register", other, number=2)
    assert row.state == "duplicate", row.reason
    done = register_as_new(actor=dunia, sent_id=row.pk, reason="other_document")
    assert done.state == "done", done.reason
    assert count(dunia, Person) == 2


def test_a_permission_for_words_that_changed_is_not_kept(dunia, send):
    said = registration(dunia)
    said["grants"][0]["notice"] = "0" * 64
    row = send("register", said)
    assert row.state == "failed"
    assert "cambió" in row.reason
    assert count(dunia, Person) == 0


def test_other_fields_are_joined_and_the_same_field_keeps_both_values(dunia, send):
    person = send("register", registration(dunia)).result["person"]
    seen = {"surnames": "Mejía Orellana", "place": ""}
    here = {"target": "person", "id": person, "seen": seen, "changes": {"place": "Barrio Abajo"}}
    there = {
        "target": "person",
        "id": person,
        "seen": seen | {"preferred_name": ""},
        "changes": {"place": "Col. Kennedy", "preferred_name": "Yei"},
    }
    assert send("edit", here, number=2).state == "done"
    row = send("edit", there, number=3)
    assert row.state == "conflict"
    with as_(dunia):
        both = Disagreement.objects.get()
        assert (both.field, both.base, both.mine, both.theirs) == ("place", "", "Col. Kennedy", "Barrio Abajo")
        assert Person.objects.get(pk=person).preferred_name == "Yei"
        assert list(open_sent(dunia)) == [row]
    settle(actor=dunia, sent_id=row.pk, choices={"place": "mine"})
    with as_(dunia):
        assert Person.objects.get(pk=person).place == "Col. Kennedy"
        assert Disagreement.objects.get().choice == "mine"
        assert not open_sent(dunia).exists()


def test_what_is_decided_far_away_settles_it_once(dunia, send):
    person = send("register", registration(dunia)).result["person"]
    key = uuid4()
    for number, place in ((2, "Barrio Abajo"), (3, "Col. Kennedy")):
        said = {"target": "person", "id": person, "seen": {"place": ""}, "changes": {"place": place}}
        row = send("edit", said, number=number, key=key if number == 3 else None)
    assert row.state == "conflict"
    unsure = send("decide", {"of": str(key), "do": "settle", "choices": {}}, number=4)
    assert (unsure.state, unsure.reason) == ("failed", "Elija qué queda en cada dato.")
    assert send("decide", {"of": str(key), "do": "settle", "choices": {"place": "mine"}}, number=5).state == "done"
    with as_(dunia):
        assert Person.objects.get(pk=person).place == "Col. Kennedy"
    again = send("decide", {"of": str(key), "do": "settle", "choices": {"place": "theirs"}}, number=6)
    assert again.state == "done", "what was settled stays settled"
    with as_(dunia):
        assert Person.objects.get(pk=person).place == "Col. Kennedy"


def test_what_is_let_go_far_away_keeps_its_reason_and_only_its_writer_decides(dunia, colleague, send):
    from ruta.field.actions import enrol_device

    key = uuid4()
    send("register", registration(dunia, dni="0501-1996-0482"), key=key)
    gone = {"of": str(key), "do": "discard", "reason": "Se registró en la oficina"}
    theirs = enrol_device(actor=colleague, uid=uuid4(), label="x")
    assert receive(actor=colleague, device=theirs, incoming=incoming("decide", gone)).state == "waiting"
    assert send("decide", gone, number=2).state == "done"
    with as_(dunia):
        row = Sent.objects.get(key=key)
        assert (row.state, row.reason) == ("discarded", "Se registró en la oficina")


def test_a_permission_that_stands_is_not_given_twice(dunia, send):
    done = send("register", registration(dunia))
    said = {"case": {"id": done.result["case"]}, "grants": words(dunia)}
    again = send("consent", said | {"manner": {"method": "signature_screen", "signature": "M1 1L2 2"}}, number=2)
    assert (again.state, again.result["consents"]) == ("done", []), again.reason
    more = said | {"grants": words(dunia, "case_management", "statistics"), "manner": {"method": "signature_screen", "signature": "M1 1"}}
    assert len(send("consent", more, number=3).result["consents"]) == len(more["grants"]) - 1


def test_dates_and_their_side_of_a_conflict(dunia, send):
    person = send("register", registration(dunia)).result["person"]
    for number, born in ((2, "1996-04-08"), (3, "1996-04-09")):
        said = {"target": "person", "id": person, "seen": {"birth_date": "1996-04-07"}, "changes": {"birth_date": born}}
        row = send("edit", said, number=number)
    assert row.state == "conflict"
    settle(actor=dunia, sent_id=row.pk, choices={"birth_date": "theirs"})
    with as_(dunia):
        assert Person.objects.get(pk=person).birth_date == date(1996, 4, 8)


def assessed(dunia, send):
    """A case that was registered and assessed in the field."""
    case = send("register", registration(dunia)).result["case"]
    row = send("assess", {"case": {"id": case}, "instrument": "needs_of_return", "answers": answers_of("needs_of_return")}, number=2)
    assert row.state == "done", (row.reason, row.faults)
    return case


def answers_of(code):
    """The first option of every question that demands an answer."""
    from ruta.cases.instruments import QuestionType
    from ruta.cases.selectors import case_instrument

    found = {}
    for question in case_instrument(code).questions():
        if question.required or question.required_if:
            first = question.options[0].code if question.options else None
            by_type = {QuestionType.SEVERAL: [first], QuestionType.SCALE: 3, QuestionType.NUMBER: 1, QuestionType.TEXT: "x"}
            found[question.code] = by_type.get(question.type, first)
    return found


def plan_of(case, title, **more):
    due = (today() + timedelta(days=10)).isoformat()
    step = {"label": "Ir a la entrevista", "due_on": due, "kind": "person_task", "who": "person"}
    return {"case": {"id": case}, "title": title, "goals": [{"label": "Trabajar", "due_on": due, "actions": [step]}], **more}


def test_assessed_planned_and_served_far_away(dunia, send):
    case = assessed(dunia, send)
    assert send("plan", plan_of(case, "Trabajar en costura"), number=3).state == "done"
    given = {
        "case": {"id": case},
        "service_type": "job_search_workshop",
        "outcome": "delivered_full",
        "delivered_on": (today() - timedelta(days=2)).isoformat(),
    }
    row = send("deliver", given, number=4)
    assert row.state == "done", (row.reason, row.faults)
    assert count(dunia, Assessment) == count(dunia, PersonalPlan) == count(dunia, ServiceDelivery) == 1


def test_a_plan_agreed_on_both_sides_is_replaced_by_decision_only(dunia, send):
    case = assessed(dunia, send)
    send("plan", plan_of(case, "De la oficina"), number=3)
    row = send("plan", plan_of(case, "Del campo"), number=4)
    assert row.state == "conflict"
    with as_(dunia):
        assert PersonalPlan.objects.get(state="active").title == "De la oficina"
        both = Disagreement.objects.get()
        assert (both.field, both.mine, both.theirs) == ("plan", "Del campo", "De la oficina")
    settle(actor=dunia, sent_id=row.pk, choices={"plan": "mine"})
    with as_(dunia):
        assert PersonalPlan.objects.get(state="active").title == "Del campo"


def test_nothing_is_discarded_without_a_reason_and_its_words_stay(dunia, send):
    row = send("register", registration(dunia, dni="0501-1996-0482"))
    with pytest.raises(Exception, match="por qué"):
        discard(actor=dunia, sent_id=row.pk, reason=" ")
    done = discard(actor=dunia, sent_id=row.pk, reason="Se registró en la oficina")
    assert (done.state, done.payload["person"]["surnames"]) == ("discarded", "Mejía Orellana")


def test_a_colleague_neither_sees_nor_decides_and_the_coordination_may(dunia, colleague, coordinator, infop, send):
    row = send("register", registration(dunia, dni="0501-1996-0482"))
    for stranger in (colleague, infop):
        with as_(stranger):
            assert not open_sent(stranger).exists()
        with pytest.raises(NotFound):
            discard(actor=stranger, sent_id=row.pk, reason="no es mío")
    with as_(coordinator):
        assert list(open_sent(coordinator)) == [row]
    with pytest.raises(Exception, match="quien lo escribió"):
        try_again(actor=coordinator, sent_id=row.pk)


def test_one_user_never_reads_anothers_key(dunia, colleague, device, send):
    """A key is looked up under the user who wrote it: guessing one gives nothing."""
    from ruta.field.actions import enrol_device

    key = uuid4()
    send("register", registration(dunia), key=key)
    theirs = enrol_device(actor=colleague, uid=uuid4(), label="x")
    hung = receive(actor=colleague, device=theirs, incoming=incoming("need", {"case": {"key": str(key)}, "code": "national_id"}))
    assert hung.state == "waiting"


def alone(actor, **more):
    born = f"{today().year - 12}-01-02"
    said = registration(actor, dni="", given_names="Kevin", birth_date=born, identifiers=[]) | {"companion": "alone"}
    return said | {"whereabouts": "Centro Belén, con la maestra", "grants": [], "manner": {}} | more


def test_a_child_alone_is_registered_without_permission_and_senaf_is_told_as_it_arrives(dunia, send):
    row = send("register", alone(dunia))
    assert (row.state, row.reason) == ("done", "")
    with as_(dunia):
        notice = SenafNotice.objects.get()
        assert (notice.person_id, notice.reason, notice.answered_at) == (row.result["person"], "unaccompanied", None)
        assert Case.objects.get(pk=row.result["case"]).state == "intake"
        assert not Consent.objects.exists()


@pytest.mark.parametrize(("changes", "reason"), [({"companion": ""}, "unknown_companion"), ({"whereabouts": " "}, "unaccompanied")])
def test_a_child_of_whom_the_field_says_too_little_is_told_and_not_sent_back_first(dunia, send, changes, reason):
    row = send("register", alone(dunia, **changes))
    assert (row.state, row.reason) == ("done", "")
    with as_(dunia):
        notice = SenafNotice.objects.get(person=row.result["person"])
        assert (notice.reason, notice.sender_office_id, bool(notice.whereabouts)) == (reason, dunia.office_id, True)


@pytest.mark.parametrize("companion", ["alone", ""])
def test_a_child_of_the_register_whom_the_field_finds_is_told_also_when_the_field_asked_no_age(dunia, send, companion):
    born = today().replace(year=today().year - 9, day=1)
    child = register_person(actor=dunia, office_id=dunia.office_id, draft=draft(given_names="Kevin", birth_date=born))
    signed = {"method": "verbal_witness", "given_by": "guardian", "giver_name": "Rosa", "witness_name": "Ana Paz", "child_assents": True}
    said = registration(dunia, given_names="Kevin", birth_date=None)
    row = send("register", said | {"companion": companion, "manner": signed})
    say_same_person(actor=dunia, sent_id=row.pk, person_id=child)
    with as_(dunia):
        assert SenafNotice.objects.get(person=child).reason == ("unaccompanied" if companion else "unknown_companion")


def test_senaf_hears_of_a_child_alone_while_the_field_waits_for_a_decision(dunia, send):
    said = alone(dunia)
    assert send("register", said).state == "done"
    row = send("register", alone(dunia), number=2)
    with as_(dunia):
        assert (row.state, SenafNotice.objects.count()) == ("duplicate", 1), "told already: not told twice"
    born = today().replace(year=today().year - 9, day=1)
    known = register_person(actor=dunia, office_id=dunia.office_id, draft=draft(given_names="Ana Lucía", birth_date=born, identifiers=()))
    person = registration(dunia, dni="", given_names="Ana Lucía", birth_date=born.isoformat(), identifiers=[])["person"]
    row = send("register", alone(dunia) | {"person": person}, number=3)
    with as_(dunia):
        assert (row.state, SenafNotice.objects.get(person=known).reason) == ("duplicate", "unaccompanied")


def test_a_minor_with_family_still_needs_permission_in_the_field(dunia, send):
    assert send("register", alone(dunia, companion="parent")).state == "failed"
    assert count(dunia, Person) == 0


def test_by_raw_sql_nobody_reads_what_waits_for_a_decision_nor_in_its_audit(dunia, coordinator, send):
    answers = {"case": {"key": str(uuid4())}, "instrument": "protection_screening", "answers": {"feels_safe": "zorzal-que-calla"}}
    row = send("assess", answers)
    assert (row.state, open_sent(dunia).model.__name__) == ("waiting", "Sent")
    with as_(dunia):
        assert Sent.objects.get().payload == answers
    for reader in (dunia, coordinator):
        with as_(reader), connection.cursor() as cursor:
            cursor.execute("SELECT payload FROM field_sent")
            ((kept,),) = cursor.fetchall()
            assert "zorzal" not in kept and "protection_screening" not in kept
    person = send("register", registration(dunia), number=2).result["person"]
    for number, place in ((3, "Barrio Abajo"), (4, "zorzal-que-calla")):
        send("edit", {"target": "person", "id": person, "seen": {"place": ""}, "changes": {"place": place}}, number=number)
    with as_(coordinator), connection.cursor() as cursor:
        cursor.execute("SELECT base, mine, theirs FROM field_disagreement")
        assert not any(word in (value or "") for row_ in cursor.fetchall() for value in row_ for word in ("zorzal", "Barrio"))
    discard(actor=dunia, sent_id=row.pk, reason="Se equivocó")
    with as_(dunia), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE table_name = 'field_sent' AND audit_event::text LIKE '%%zorzal%%'")
        assert cursor.fetchone() == (0,)
