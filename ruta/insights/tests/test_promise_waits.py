"""Does each wait begin where somebody asked and end where the service was given, whatever the table in which its days stand?"""

from datetime import timedelta

import pytest
from django.db import transaction

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.cases.actions import open_case
from ruta.cases.models import Assessment, Case, FollowUp, Need, PersonalPlan, ServiceDelivery
from ruta.cases.tests.making import register, staff
from ruta.employers.models import Employer, Vacancy
from ruta.insights.actions import count_promises
from ruta.insights.models import PromiseCount
from ruta.placements.models import Application, ApplicationStep, Shortlist
from ruta.training.models import Attendance, Course, Edition, Enrolment, Session

pytestmark = pytest.mark.django_db
LONG_AGO, SOON, LATE = timedelta(days=90), timedelta(days=1), timedelta(days=60)
BEGAN = now() - LONG_AGO


@pytest.fixture
def actor():
    return staff("SPS")


@pytest.fixture
def inside(actor):
    with acting_as(actor), transaction.atomic():
        yield


def case_of(actor, name):
    return open_case(actor=actor, person_id=register(actor, name).pk, modality="returned", entry_point="si_empleo_office")


def cases_of(actor, count):
    return [case_of(actor, f"Persona {number}") for number in range(count)]


def of(case):
    return {"owner_institution_id": case.owner_institution_id, "case": case, "person_id": case.person_id}


def counted(code):
    count_promises(actor=system(None))
    row = PromiseCount.objects.filter(code=code).first()
    return (row.due, row.in_time) if row else None


def test_a_contact_after_a_hire_is_due_on_its_day_until_it_is_called_off(actor, inside):
    (case,) = cases_of(actor, 1)
    due_on = today() - LONG_AGO
    for subject, done_at, result in (
        ("placement_30", BEGAN + SOON, "not_reached"), ("placement_90", BEGAN + LATE, "reached"), ("destination_30", None, ""),
        ("placement_180", BEGAN, "cancelled"), ("destination_90", BEGAN + LATE, "cancelled"), ("wellbeing", None, ""),
    ):  # fmt: skip
        FollowUp.objects.create(**of(case), subject=subject, due_on=due_on, done_at=done_at, result=result)
    assert counted("sc_placement_follow_up") == (4, 1), "one called off when its term was over was not made in time"


def test_a_plan_is_waited_for_from_the_profile_on(actor, inside):
    cases = cases_of(actor, 5)
    for case in cases:
        Assessment.objects.create(**of(case), instrument="employability_profile", instrument_version="1", assessed_at=BEGAN)
    soon, late, before, left, _never = cases
    for case, after in ((soon, SOON), (late, LATE), (before, -SOON)):
        PersonalPlan.objects.create(**of(case), title="Trabajo", agreed_on=(BEGAN + after).date())
    Case.objects.filter(pk=left.pk).update(closed_at=BEGAN + SOON, close_reason="moved_away")
    assert counted("sc_counselling") == (3, 1), "who had a plan before, or left within the term, waited for none"


def test_a_workshop_is_waited_for_until_a_session_that_somebody_came_to(actor, inside):
    base = {"owner_institution_id": actor.institution_id}
    course = Course.objects.create(
        **base,
        audience="persons",
        kind="workshop",
        name="Buscar",
        sort_name="buscar",
        hours=2,
        service_type="job_search_workshop",
        made_at=BEGAN,
    )
    for number, (held_after, is_given, state, left_after) in enumerate(
        (
            (SOON, True, "passed", None),
            (SOON, False, "enrolled", None),
            (LATE, True, "passed", None),
            (LATE, True, "withdrawn", None),  # nobody kept when
            (LATE, True, "withdrawn", SOON),
            (SOON + LATE, True, "withdrawn", LATE),
        ),
        start=1,
    ):
        day = (BEGAN + held_after).date()
        edition = Edition.objects.create(
            **base,
            course=course,
            number=number,
            office_id=actor.office_id,
            place="Sala",
            starts_on=day,
            ends_on=day,
            places=9,
            made_at=BEGAN,
        )
        starts = BEGAN + held_after
        session = Session.objects.create(
            **base, edition=edition, position=1, title="Uno", starts_at=starts, ends_at=starts + timedelta(hours=1)
        )
        row = Enrolment.objects.create(
            **base, edition=edition, person=register(actor, f"Alumna {number}"), badge=f"B{number}", state=state, enrolled_at=BEGAN,
            decided_at=left_after and BEGAN + left_after,
        )  # fmt: skip
        if is_given:
            Attendance.objects.create(**base, session=session, enrolment=row, way="hand", noted_at=starts)
    assert counted("sc_workshop") == (4, 1), "who gave up after the term waited in vain; within it, or nobody knows when, counts nowhere"


def test_an_idea_is_looked_at_or_given_up(actor, inside):
    cases = cases_of(actor, 4)
    for place, case in enumerate(cases):
        state = {"state": "dropped", "moved_at": BEGAN + SOON} if place == 3 else {}
        Need.objects.create(**of(case), code="start_business", priority="medium", identified_at=BEGAN, **state)
    for case, after in zip(cases[:2], (SOON, LATE), strict=True):
        ServiceDelivery.objects.create(
            **of(case), service_type="self_employment_orientation", provider_id=actor.institution_id, office_id=actor.office_id,
            delivered_on=(BEGAN + after).date(), outcome="delivered_full", modality="returned", sex="woman",
        )  # fmt: skip
    assert counted("sc_self_employment") == (3, 1)


def vacancy_of(actor, country="HN", **more):
    base = {"owner_institution_id": actor.institution_id}
    employer = Employer.objects.filter(name="Ocotal").first() or Employer.objects.create(
        **base, name="Ocotal", sort_name="ocotal", registered_at=BEGAN
    )
    return Vacancy.objects.create(
        **base, employer=employer, title="Albañil", sort_title="albanil", occupation="7112", contract="fixed_term", country=country,
        state="published", published_at=BEGAN, made_at=BEGAN, changed_at=BEGAN, **more,
    )  # fmt: skip


def apply_to(vacancy, case, *steps, **more):
    made = Application.objects.create(
        **of(case), vacancy=vacancy, employer=vacancy.employer, state=steps[-1][0] if steps else "applied", applied_at=BEGAN, **more
    )
    for state, after in steps:
        ApplicationStep.objects.create(
            owner_institution_id=made.owner_institution_id, application=made, verb="x", party="desk", state=state, at=BEGAN + after
        )


def test_an_employer_answers_and_what_we_do_ourselves_is_no_answer(actor, inside):
    vacancy, cases = vacancy_of(actor), cases_of(actor, 5)
    apply_to(vacancy, cases[0], ("preselected", SOON), ("interview", SOON))
    apply_to(vacancy, cases[1], ("preselected", SOON))
    apply_to(vacancy, cases[2], ("refused", SOON), refused_by="employer", closed_at=BEGAN + SOON)
    apply_to(vacancy, cases[3], ("refused", SOON), refused_by="person", closed_at=BEGAN + SOON)
    apply_to(vacancy, cases[4], ("refused", LATE), refused_by="employer", closed_at=BEGAN + LATE)
    assert counted("sc_intermediation") == (4, 2)
    assert counted("sc_work_abroad") is None


def test_abroad_whoever_enrolled_is_told_that_they_go_on_or_why_not(actor, inside):
    vacancy, cases = vacancy_of(actor, country="CA"), cases_of(actor, 3)
    apply_to(vacancy, cases[0], ("preselected", SOON))
    apply_to(vacancy, cases[1], ("refused", SOON), refused_by="service", closed_at=BEGAN + SOON)
    apply_to(vacancy, cases[2])
    assert counted("sc_work_abroad") == (3, 2)
    assert counted("sc_intermediation") is None


def test_a_shortlist_is_waited_for_from_publication_on_and_one_taken_back_is_none(actor, inside):
    vacancies = [vacancy_of(actor, technical_selection=True) for _each in range(4)]
    for place, (vacancy, after, state) in enumerate(zip(vacancies, (SOON, SOON, LATE), ("sent", "taken_back", "sent"), strict=False)):
        Shortlist.objects.create(
            owner_institution_id=actor.institution_id, vacancy=vacancy, employer=vacancy.employer, state=state, token_sha256=f"t{place}",
            expires_at=now(), sent_at=BEGAN + after,
        )  # fmt: skip
    vacancy_of(actor)
    assert counted("sc_technical_selection") == (4, 1)
