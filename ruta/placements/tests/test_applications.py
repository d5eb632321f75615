"""Does an application go its way once, by whoever may, and does what must wait, wait?"""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, RutaError
from ruta.cases.models import FollowUp, Need
from ruta.cases.tests.making import staff
from ruta.employers.actions import Ending, withdraw_vacancy
from ruta.employers.models import Vacancy
from ruta.people.models import Consent, Person
from ruta.placements import listeners
from ruta.placements.actions import (
    Said,
    check_contract,
    mint_application_link,
    report_breach,
    resolve_breach,
    send_shortlist,
    sign_shortlist,
    step_application,
    suggest,
    take_back_shortlist,
    token_hash,
)
from ruta.placements.models import Application, ApplicationStep, Shortlist
from ruta.placements.selectors import application_row, shortlist_row

HIRED = ("apply", "preselect", "offer", "hire")
FIRST_DAY = Said(day=today(), wage=14_000)
FAIR = {
    "direction": "abroad", "free_decision": "yes", "differs_from_offer": "same",
    **dict.fromkeys((
        "own_language", "read_together", "explains_back", "copy_given", "employer_verified", "agent_registered", "tasks_place", "duration_hours",
        "rest_overtime", "wage_amount", "wage_legal", "deductions_listed", "no_recruitment_fee", "travel_cost", "passport_kept", "permit_valid",
        "housing_clear", "health_insurance", "free_to_leave", "no_discrimination", "complaint_channel", "consulate_contact", "safe_follow_up",
    ), "yes"),
}  # fmt: skip


def take(actor, row, verb, **said):
    return step_application(actor=actor, application_id=row.pk, verb=verb, said=Said(**said))


def seen(actor, sql, *values):
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def told(actor, listener, row):
    with acting_as(system(actor.institution_id)), transaction.atomic():
        listener(application_id=row.pk, case_id=row.case_id, person_id=row.person_id, vacancy_id=row.vacancy_id)


def test_from_proposal_to_a_counted_placement(broker, allowed, publish_one, lead):
    vacancy = publish_one()
    row = lead(vacancy, *HIRED, hire=FIRST_DAY)
    assert (row.state, row.needs_check) == ("hired", False)
    assert row.confirmed_at is not None
    with acting_as(broker), transaction.atomic():
        assert Vacancy.objects.get(pk=vacancy.pk).filled == 1
        verbs = list(ApplicationStep.objects.filter(application=row).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["suggest", *HIRED, "confirm"]
    told(broker, listeners.plan_contacts, row)
    told(broker, listeners.plan_contacts, row)
    with acting_as(broker), transaction.atomic():
        due = list(FollowUp.objects.filter(case=row.case_id).order_by("due_on").values_list("subject", "due_on"))
    assert due == [(f"placement_{days}", today() + timedelta(days=days)) for days in (30, 90, 180)]


def test_without_the_persons_permission_nobody_is_proposed(broker, case, publish_one, lead):
    row = lead(publish_one())
    with pytest.raises(NotOpen, match="permiso"):
        take(broker, row, "apply")


def test_what_the_table_does_not_open_is_refused(broker, allowed, publish_one, lead):
    row = lead(publish_one(), "apply")
    with pytest.raises(NotOpen, match="Postulada"):
        take(broker, row, "hire", day=today())
    with pytest.raises(NotOpen):
        step_application(actor=broker, application_id=row.pk, verb="close")


def test_a_refusal_says_who_and_why(broker, allowed, publish_one, lead):
    row = lead(publish_one(), "apply", "preselect")
    with pytest.raises(Invalid) as missing:
        take(broker, row, "refuse")
    assert "reason" in missing.value.fields
    ended = take(broker, row, "refuse", reason="emp_residence_area")
    assert (ended.state, ended.refused_by, ended.reason) == ("refused", "employer", "emp_residence_area")
    assert ended.closed_at is not None


def test_a_person_is_once_on_the_way_to_a_vacancy(broker, case, publish_one):
    vacancy, key = publish_one(), uuid4()
    first = suggest(actor=broker, case_id=case.pk, vacancy_id=vacancy.pk, idempotency=key)
    assert suggest(actor=broker, case_id=case.pk, vacancy_id=vacancy.pk, idempotency=key).pk == first.pk
    with pytest.raises(NotOpen, match="ya está en esa vacante"):
        suggest(actor=broker, case_id=case.pk, vacancy_id=vacancy.pk)


def test_of_two_at_once_the_second_is_told(broker, dunia, allowed, publish_one, lead):
    row = lead(publish_one(), "apply")
    step_application(actor=broker, application_id=row.pk, verb="preselect", version=row.version)
    with pytest.raises(RutaError) as told_so:
        step_application(actor=dunia, application_id=row.pk, verb="preselect", version=row.version)
    assert told_so.value.status == 409
    with pytest.raises(Conflict):
        step_application(actor=dunia, application_id=row.pk, verb="offer", version=row.version)


def test_the_last_opening_ends_what_still_waited(broker, dunia, allowed, publish_one, lead):
    vacancy = publish_one(openings=1)
    row = lead(vacancy, *HIRED, hire=FIRST_DAY)
    with acting_as(broker), transaction.atomic():
        assert Vacancy.objects.get(pk=vacancy.pk).state == "closed"
    fallen = take(broker, row, "fall_through", reason="per_other_job")
    assert (fallen.state, fallen.confirmed_at) == ("refused", None)
    with acting_as(broker), transaction.atomic():
        assert Vacancy.objects.get(pk=vacancy.pk).filled == 0
    other = lead(vacancy)
    assert ended(broker, vacancy, other) == "suggested"  # it is open again by the time that its end is told
    withdraw_vacancy(actor=broker, vacancy_id=vacancy.pk, ending=Ending(cause="vacancy_cancelled", note="Se canceló"))
    assert ended(broker, vacancy, other) == "closed"


def ended(broker, vacancy, row):
    with acting_as(system(broker.institution_id)), transaction.atomic():
        listeners.end_what_waited(vacancy_id=vacancy.pk, employer_id=vacancy.employer_id)
        return Application.objects.get(pk=row.pk).state


def test_nobody_asks_how_it_goes_where_nobody_began(broker, allowed, publish_one, lead):
    row = lead(publish_one(), *HIRED, hire=FIRST_DAY)
    told(broker, listeners.plan_contacts, row)
    take(broker, row, "fall_through", reason="per_other_job")
    told(broker, listeners.forget_contacts, row)
    again = lead(publish_one(title="Ayudante", occupation="9313"), *HIRED, hire=Said(day=today() + timedelta(days=10)))
    told(broker, listeners.plan_contacts, again)
    with acting_as(broker), transaction.atomic():
        due = FollowUp.objects.filter(case=row.case_id, done_at=None).order_by("due_on").values_list("due_on", flat=True)
        assert list(due) == [today() + timedelta(days=10 + days) for days in (30, 90, 180)]


def test_what_falls_through_leaves_the_contacts_of_another_job(broker, allowed, publish_one, lead):
    kept = lead(publish_one(), *HIRED, hire=FIRST_DAY)
    told(broker, listeners.plan_contacts, kept)
    other = lead(publish_one(title="Ayudante", occupation="9313"), *HIRED, hire=Said(day=today() + timedelta(days=20)))
    told(broker, listeners.plan_contacts, other)
    with acting_as(broker), transaction.atomic():
        due = FollowUp.objects.filter(case=kept.case_id, done_at=None).order_by("due_on")
        assert due.count() == 6  # twenty days apart, each job is asked about by itself
    take(broker, other, "fall_through", reason="per_other_job")
    told(broker, listeners.forget_contacts, other)
    with acting_as(broker), transaction.atomic():
        assert list(due.values_list("due_on", flat=True)) == [kept.started_on + timedelta(days=days) for days in (30, 90, 180)]


@pytest.mark.parametrize(
    ("verb", "said"), [("invite", {"at": datetime.max.replace(tzinfo=HONDURAS)}), ("hire", {"day": date.max}), ("hire", {"day": date.min})]
)
def test_days_that_no_calendar_reaches_are_refused(broker, allowed, publish_one, lead, verb, said):
    row = lead(publish_one(), "apply", "preselect", *(("offer",) if verb == "hire" else ()))
    with pytest.raises(Invalid):
        take(broker, row, verb, **said)


def test_who_takes_back_the_permission_is_in_front_of_nobody(broker, allowed, publish_one, lead, person):
    row = lead(publish_one(), "apply")
    with acting_as(system(broker.institution_id)), transaction.atomic():
        listeners.take_back(person_id=person.pk, purpose="job_matching", grantee_id=broker.institution_id, consent_id=1)
        assert Application.objects.get(pk=row.pk).state == "withdrawn"


def test_another_institution_reads_and_moves_nothing(broker, elsewhere, allowed, publish_one, lead):
    row = lead(publish_one(), "apply")
    assert seen(elsewhere, "SELECT 1 FROM placements_application") == []
    with pytest.raises(NotFound):
        take(elsewhere, row, "preselect")
    with pytest.raises(RutaError):
        take(staff("SPS", "receptionist"), row, "preselect")


# ---- shortlists


def sent(broker, row):
    shortlist, address = send_shortlist(actor=broker, vacancy_id=row.vacancy_id, application_ids=[row.pk])
    return shortlist, address.rstrip("/").rsplit("/", 1)[-1]


def test_a_technical_selection_waits_for_the_signature(broker, allowed, publish_one, lead):
    row = lead(publish_one(technical_selection=True), "apply", "preselect")
    tomorrow = now() + timedelta(days=1)
    with pytest.raises(NotOpen, match="terna"):
        take(broker, row, "invite", at=tomorrow)
    shortlist, token = sent(broker, row)
    holder = Actor(kind="employer", employer_id=shortlist.employer_id)
    sign_shortlist(actor=holder, token=token, name="Rosa Zúniga", position="Gerencia", owner_institution_id=broker.institution_id)
    with pytest.raises(NotOpen):
        sign_shortlist(actor=holder, token=token, name="Otra", owner_institution_id=broker.institution_id)
    assert shortlist_row(token_hash(token))[3] == "used"
    assert take(broker, row, "invite", at=tomorrow).state == "interview"


def test_an_employer_reads_its_own_candidates_while_they_allow_it(broker, dunia, allowed, publish_one, lead, person):
    row = lead(publish_one(technical_selection=True), "apply", "preselect")
    shortlist, token = sent(broker, row)
    own, other = (Actor(kind="employer", employer_id=pk) for pk in (shortlist.employer_id, shortlist.employer_id + 1))
    question = "SELECT content FROM placements_shortlisted"
    ((content,),) = seen(own, question)
    assert person.full_name in content
    assert "1996" not in content
    assert seen(other, question) == []
    assert seen(other, "SELECT 1 FROM placements_shortlist") == []
    assert seen(own, "SELECT 1 FROM placements_application") == []
    assert seen(own, "SELECT 1 FROM people_person") == []
    with pytest.raises(NotOpen):
        sign_shortlist(actor=other, token=token, name="Intruso", owner_institution_id=broker.institution_id)
    with acting_as(dunia), transaction.atomic():
        Consent.objects.filter(person=person, purpose="job_matching").update(withdrawn_at=now(), withdrawn_reason="person")
    assert seen(own, question) == []


def test_a_shortlist_taken_back_is_read_no_more(broker, allowed, publish_one, lead):
    row = lead(publish_one(), "apply", "preselect")
    shortlist, token = sent(broker, row)
    take_back_shortlist(actor=broker, shortlist_id=shortlist.pk)
    assert seen(Actor(kind="employer", employer_id=shortlist.employer_id), "SELECT 1 FROM placements_shortlisted") == []
    assert shortlist_row(token_hash(token))[3] == "revoked"
    with acting_as(broker), transaction.atomic(), pytest.raises(Exception, match="permission denied"):
        Shortlist.objects.update(received_name="Nadie")


def test_only_the_preselected_are_sent(broker, allowed, publish_one, lead):
    row = lead(publish_one(), "apply")
    with pytest.raises(Invalid, match="preseleccionada"):
        sent(broker, row)


# ---- the person behind a link


def test_a_person_says_yes_and_nothing_else(broker, allowed, publish_one, lead, person):
    row = lead(publish_one())
    token = mint_application_link(actor=broker, application_id=row.pk).rstrip("/").rsplit("/", 1)[-1]
    assert application_row(token_hash(token))[:2] == (row.pk, person.pk)
    assert application_row(token_hash("otro")) is None
    holder = Actor(kind="person", person_id=person.pk)
    assert take(holder, row, "apply").state == "applied"
    with pytest.raises(NotOpen):
        take(holder, row, "preselect")
    with acting_as(holder), transaction.atomic(), pytest.raises(Exception, match="says yes or no"):
        Application.objects.filter(pk=row.pk).update(wage=99_000)
    assert seen(Actor(kind="person", person_id=person.pk + 1), "SELECT 1 FROM placements_application") == []
    assert take(holder, row, "withdraw", reason="per_no_reason").state == "withdrawn"


# ---- contracts


@pytest.fixture
def abroad(broker, allowed, publish_one, lead):
    vacancy = publish_one(country="ES", municipality="", place_abroad="Murcia")
    return lead(vacancy, *HIRED, hire=FIRST_DAY)


def test_a_migrant_placement_counts_once_its_contract_is_passed(broker, abroad):
    assert abroad.needs_check
    assert abroad.confirmed_at is None
    worse = check_contract(actor=broker, application_id=abroad.pk, answers=FAIR | {"health_insurance": "unclear"})
    assert (worse.verdict, worse.failing) == ("observed", ["health_insurance"])
    with acting_as(broker), transaction.atomic():
        assert Application.objects.get(pk=abroad.pk).confirmed_at is None
        assert Vacancy.objects.get(pk=abroad.vacancy_id).filled == 0
    assert check_contract(actor=broker, application_id=abroad.pk, answers=FAIR).verdict == "approved"
    with acting_as(broker), transaction.atomic():
        row = Application.objects.get(pk=abroad.pk)
        assert row.confirmed_at is not None
        assert Vacancy.objects.get(pk=abroad.vacancy_id).filled == 1
    told(broker, listeners.plan_contacts, row)
    with acting_as(broker), transaction.atomic():
        subjects = set(FollowUp.objects.filter(case=row.case_id).values_list("subject", flat=True))
    assert subjects == {"destination_30", "destination_90", "destination_180", "destination_return"}


def test_a_passport_kept_by_another_stops_it_and_opens_a_need(broker, abroad):
    check = check_contract(actor=broker, application_id=abroad.pk, answers=FAIR | {"passport_kept": "no"})
    assert check.verdict == "stop"
    with acting_as(system(broker.institution_id)), transaction.atomic():
        assert "labour_exploitation" in {need.code for need in Need.objects.filter(case=abroad.case_id)}


def test_an_unfinished_checklist_is_not_kept(broker, abroad):
    with pytest.raises(Invalid) as missing:
        check_contract(actor=broker, application_id=abroad.pk, answers={"direction": "abroad"})
    assert "passport_kept" in missing.value.fields


def test_a_broken_promise_opens_a_need_once_and_is_resolved_once(broker, abroad):
    first = report_breach(actor=broker, application_id=abroad.pk, place="destination", codes=["housing", "wage_unpaid"])
    second = report_breach(actor=broker, application_id=abroad.pk, place="destination", codes=["housing"])
    assert first.need_id == second.need_id
    with pytest.raises(Invalid):
        report_breach(actor=broker, application_id=abroad.pk, place="luna", codes=[])
    resolve_breach(actor=broker, breach_id=first.pk, resolution="Le pagaron lo que faltaba.")
    with pytest.raises(NotOpen):
        resolve_breach(actor=broker, breach_id=first.pk, resolution="Otra vez.")


def test_a_foreigner_who_works_here_is_checked_too(broker, dunia, allowed, publish_one, lead, person):
    with acting_as(dunia), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(nationality="NI")
    assert lead(publish_one(), *HIRED, hire=FIRST_DAY).confirmed_at is None
