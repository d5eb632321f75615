"""Does a fair go from its plan to published results, with nobody under age looking for work and no case behind who comes?"""

from datetime import date, timedelta

import pytest
from django.db import transaction

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import handle
from ruta.base.models import AuditEvent, Event
from ruta.cases.tests.making import register
from ruta.employers.actions import (
    Comer,
    FairTerms,
    Opinion,
    answer_invitation,
    check_in,
    invite_employers,
    keep_opinion,
    make_employer_link,
    note_interview,
    publish_results,
    save_fair,
    step_fair,
    verify_employer,
)
from ruta.employers.models import Fair, FairAnswer, FairAttendance, FairEmployer, FairInterview
from ruta.employers.rules import entry_problem, readable, satisfied_share
from ruta.employers.selectors import counts_of, fair_of, holder_of, public_fair, upcoming_fairs

pytestmark = pytest.mark.django_db


def seen_by(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def terms(**changes):
    begin = now() - timedelta(hours=1)
    given = {
        "name": "Feria del Valle",
        "place": "Gimnasio",
        "municipality": "0501",
        "starts_at": begin,
        "ends_at": begin + timedelta(hours=6),
    }
    return FairTerms(**(given | changes))


@pytest.fixture
def fair(broker, employer):
    made = save_fair(actor=broker, terms=terms())
    invite_employers(actor=broker, fair_id=made.pk, employer_ids=[employer.pk])
    return step_fair(actor=broker, fair_id=made.pk, verb="announce")


@pytest.fixture
def participant(broker, fair):
    return seen_by(broker, FairEmployer.objects.get)


def behind_link(broker, employer):
    token = make_employer_link(actor=broker, employer_id=employer.pk)
    return seen_by(None, lambda: holder_of(token)).actor


def _handle_all(actor, name):
    with acting_as(system(actor.institution_id)), transaction.atomic():
        for pk in list(Event.objects.filter(name=name).order_by("pk").values_list("pk", flat=True)):
            handle(pk)


def test_an_employer_answers_behind_its_link_and_the_public_reads_its_name(broker, employer, fair, participant):
    answer_invitation(actor=behind_link(broker, employer), participant_id=participant.pk, coming="confirmed", openings=7)
    with acting_as(system(broker.institution_id)), transaction.atomic():
        handle(Event.objects.get(name="FairInvitationAnswered").pk)
    row = seen_by(None, lambda: public_fair(fair.pk))
    assert (row.shown_employers, row.openings) == (["Constructora El Ocotal"], 7)
    assert seen_by(None, lambda: [each.pk for each in upcoming_fairs()]) == [fair.pk]
    with pytest.raises(Invalid):
        answer_invitation(actor=behind_link(broker, employer), participant_id=participant.pk, coming="attended")


def test_a_draft_is_read_by_nobody_else_and_who_came_by_its_institution_alone(broker, stranger, fair):
    draft = save_fair(actor=broker, terms=terms(name="Otra"))
    check_in(actor=broker, fair_id=fair.pk, comer=Comer(age=30, sex="woman"))
    for actor in (None, stranger):
        assert seen_by(actor, lambda: public_fair(draft.pk)) is None
        assert seen_by(actor, lambda: [each.pk for each in Fair.objects.order_by("pk")]) == [fair.pk]
        for table in (FairEmployer, FairAttendance, FairInterview, FairAnswer):
            assert seen_by(actor, table.objects.count) == 0
    with pytest.raises(NotFound):
        seen_by(stranger, lambda: fair_of(stranger, fair.pk))
    with pytest.raises(NotFound):
        check_in(actor=stranger, fair_id=fair.pk, comer=Comer(age=30))


def test_a_person_without_a_case_is_in_once_and_it_is_audited(broker, fair):
    person = register(broker)
    first = check_in(actor=broker, fair_id=fair.pk, comer=Comer(person_id=person.pk, entry="code", age=30))
    again = check_in(actor=broker, fair_id=fair.pk, comer=Comer(person_id=person.pk, age=30))
    assert (first.number, again.pk, first.entry) == (1, first.pk, "code")
    assert check_in(actor=broker, fair_id=fair.pk, comer=Comer(age=40)).number == 2
    with acting_as(broker), transaction.atomic():
        assert AuditEvent.objects.filter(table_name="employers_fairattendance").exists()


def test_nobody_under_age_looks_for_work_without_the_permit(broker, fair):
    for comer, field in ((Comer(), "age"), (Comer(age=13, permit="Sí"), "age"), (Comer(age=16), "permit"), (Comer(age=400), "age")):
        with pytest.raises(Invalid) as refused:
            check_in(actor=broker, fair_id=fair.pk, comer=comer)
        assert field in refused.value.fields
    assert check_in(actor=broker, fair_id=fair.pk, comer=Comer(age=16, permit="STSS 12-2026")).number == 1
    child = register(broker, given="Ana", birth_date=date(today().year - 10, 1, 1))
    with pytest.raises(Invalid):
        check_in(actor=broker, fair_id=fair.pk, comer=Comer(person_id=child.pk, age=30))


def test_what_was_never_announced_is_dropped_without_a_word_to_anybody(broker, stranger):
    draft = save_fair(actor=broker, terms=terms(name="Feria que no fue"))
    assert step_fair(actor=broker, fair_id=draft.pk, verb="drop").state == "dropped"
    for actor in (None, stranger):
        assert seen_by(actor, lambda: public_fair(draft.pk)) is None
        assert seen_by(actor, Fair.objects.count) == 0
    with pytest.raises(NotOpen):
        step_fair(actor=broker, fair_id=draft.pk, verb="announce")


def test_a_suspended_employer_leaves_the_public_page_of_a_fair(broker, employer, fair, participant):
    answer_invitation(actor=broker, participant_id=participant.pk, coming="confirmed", openings=7)
    _handle_all(broker, "FairInvitationAnswered")
    verify_employer(actor=broker, employer_id=employer.pk, verification="suspended", note="Denuncia.")
    _handle_all(broker, "EmployerVerified")
    row = seen_by(None, lambda: public_fair(fair.pk))
    assert (row.shown_employers, row.openings) == ([], 0)


def test_whoever_is_suspended_is_not_invited(broker, employer):
    made = save_fair(actor=broker, terms=terms())
    verify_employer(actor=broker, employer_id=employer.pk, verification="suspended", note="Denuncia.")
    with pytest.raises(Invalid):
        invite_employers(actor=broker, fair_id=made.pk, employer_ids=[employer.pk])


def test_results_are_counted_from_rows_and_small_ones_are_not_told(broker, employer, fair, participant):
    for _each in range(6):
        came = check_in(actor=broker, fair_id=fair.pk, comer=Comer(age=30))
    note_interview(actor=broker, fair_id=fair.pk, participant_id=participant.pk, number=came.number, result="talked")
    note_interview(actor=broker, fair_id=fair.pk, participant_id=participant.pk, number=came.number, result="hired")
    with pytest.raises(Invalid):
        note_interview(actor=broker, fair_id=fair.pk, participant_id=participant.pk, number=99, result="hired")
    said = Opinion(instrument="job_fair_employer", version="0.1.1", satisfaction=5, answers={"csat": 5})
    keep_opinion(actor=behind_link(broker, employer), fair_id=fair.pk, opinion=said, employer_id=employer.pk)
    with pytest.raises(NotOpen):
        keep_opinion(actor=broker, fair_id=fair.pk, opinion=said, employer_id=employer.pk)
    with pytest.raises(NotFound):
        keep_opinion(actor=behind_link(broker, employer), fair_id=fair.pk, opinion=said)
    for _each in range(5):
        keep_opinion(actor=broker, fair_id=fair.pk, opinion=Opinion(instrument="job_fair_person", version="0.1.0", satisfaction=4))
    with pytest.raises(NotOpen):
        publish_results(actor=broker, fair_id=fair.pk)
    step_fair(actor=broker, fair_id=fair.pk, verb="hold")
    publish_results(actor=broker, fair_id=fair.pk)
    counts = seen_by(broker, lambda: counts_of(fair))
    assert (counts.persons, counts.interviews, counts.hired, counts.attended, counts.satisfied) == (6, 1, 1, 1, 1)
    told = seen_by(None, lambda: public_fair(fair.pk).results)
    assert told == {"persons": 6, "interviews": None, "hired": None, "attended": 1, "openings": 0, "satisfied": None, "content": 1.0}
    with pytest.raises(NotOpen):
        check_in(actor=broker, fair_id=fair.pk, comer=Comer(age=30))


def test_pure_rules():
    ages = {"lowest": 14, "adult": 18}
    assert [entry_problem(age, permit, **ages) for age, permit in ((None, ""), (13, "x"), (14, " "), (17, "x"), (18, ""))] == [
        "age", "too_young", "permit", "", "",
    ]  # fmt: skip
    assert [readable(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]
    assert (satisfied_share(3, 4), satisfied_share(4, 5)) == (None, 0.8)
