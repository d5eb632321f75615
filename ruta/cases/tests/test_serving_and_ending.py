"""Does a service move what it should, and does a case end only when nothing waits?"""

from datetime import timedelta

import pytest
import time_machine

from ruta.base.clock import now
from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.models import Event
from ruta.cases import policies
from ruta.cases.actions import (
    add_need,
    begin_follow_up,
    close_case,
    pause_case,
    record_delivery,
    record_follow_up,
    reopen_case,
    resume_case,
    schedule_follow_up,
)  # fmt: skip
from ruta.cases.models import CaseStep, FollowUp, Need, PersonalPlan, PlanAction, ServiceDelivery
from ruta.cases.selectors import open_codes
from ruta.cases.tests.making import assessed, in_days, planned, served, staff
from ruta.people.models.reserved import MASK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def acting(dunia):
    with acting_as(dunia):
        yield


def test_a_delivery_moves_need_step_and_case_and_freezes_what_counts(case, dunia):
    plan = planned(dunia, case)
    need = add_need(actor=dunia, case_id=case.pk, code="job_search_skills")
    step = PlanAction.objects.filter(plan=plan).first()
    delivery = record_delivery(
        actor=dunia, case_id=case.pk, service_type="cv_interview_support", outcome="delivered_full", need_id=need.pk, plan_action_id=step.pk
    )
    case.refresh_from_db()
    need.refresh_from_db()
    step.refresh_from_db()
    assert (case.state, need.state, step.state) == ("in_service", "met", "done")
    assert (delivery.modality, delivery.sex, delivery.counts_as_attention) == ("returned", "woman", True)
    assert delivery.age is not None
    assert Event.objects.get(name="ServiceDelivered").payload["by_other"] is False


def test_information_alone_moves_nothing(case, dunia):
    planned(dunia, case)
    need = add_need(actor=dunia, case_id=case.pk, code="job_search_skills")
    record_delivery(actor=dunia, case_id=case.pk, service_type="cv_interview_support", outcome="information_only", need_id=need.pk)
    assert Need.objects.get(pk=need.pk).state == "open"


def test_before_a_plan_only_what_happens_at_the_door_or_is_urgent(case, dunia):
    record_delivery(actor=dunia, case_id=case.pk, service_type="registration_intake", outcome="delivered_full")
    record_delivery(actor=dunia, case_id=case.pk, service_type="gbv_integral_care", outcome="delivered_full")
    with pytest.raises(NotOpen):
        record_delivery(actor=dunia, case_id=case.pk, service_type="infop_short_course", outcome="ongoing")
    case.refresh_from_db()
    assert case.state == "intake"
    assert list(CaseStep.objects.filter(case=case).order_by("pk").values_list("verb", flat=True)) == ["open", "serve_urgently"]
    assert ServiceDelivery.objects.get(service_type=MASK).data_category == "needs_sensitive"


def test_a_wrong_delivery_names_its_fields(case, dunia):
    with pytest.raises(Invalid) as error:
        record_delivery(actor=dunia, case_id=case.pk, service_type="x", outcome="y", delivered_on=in_days(1), channel="z")
    assert set(error.value.fields) == {"service_type", "outcome", "delivered_on", "channel"}


def test_following_needs_a_dated_contact(case, dunia):
    served(dunia, case)
    with pytest.raises(NotOpen, match="próximo contacto"):
        begin_follow_up(actor=dunia, case_id=case.pk)
    contact = schedule_follow_up(actor=dunia, case_id=case.pk, subject="plan", due_on=in_days(10))
    begin_follow_up(actor=dunia, case_id=case.pk)
    case.refresh_from_db()
    assert case.state == "follow_up"
    record_follow_up(actor=dunia, follow_up_id=contact.pk, result="reached", channel="phone", next_on=in_days(30))
    assert FollowUp.objects.filter(case=case, done_at=None).count() == 1
    with pytest.raises(NotOpen, match="ya está anotado"):
        record_follow_up(actor=dunia, follow_up_id=contact.pk, result="reached", channel="phone")
    record_delivery(actor=dunia, case_id=case.pk, service_type="cv_interview_support", outcome="ongoing")
    case.refresh_from_db()
    assert case.state == "in_service"


def test_a_pause_comes_back_to_where_it_was_and_asks_for_a_review(case, dunia):
    assessed(dunia, case)
    with pytest.raises(Invalid) as error:
        pause_case(actor=dunia, case_id=case.pk, reason="", review_on=in_days(0))
    assert set(error.value.fields) == {"reason", "review_on"}
    pause_case(actor=dunia, case_id=case.pk, reason="Viaje de trabajo.", review_on=in_days(20))
    case.refresh_from_db()
    assert case.state == "paused"
    assert FollowUp.objects.get(case=case).subject == "pause_review"
    resume_case(actor=dunia, case_id=case.pk)
    case.refresh_from_db()
    assert (case.state, FollowUp.objects.get(case=case).result) == ("assessed", "cancelled")


def test_closing_asks_the_floors_above(case, dunia, monkeypatch):
    served(dunia, case)
    monkeypatch.setattr(policies, "_open_referrals", {"referrals": lambda actor, case: 2})
    with pytest.raises(NotOpen, match="Quedan 2 derivaciones sin resultado"):
        close_case(actor=dunia, case_id=case.pk, reason="person_withdrew")
    assert "close" not in open_codes(dunia, case)


def test_closing_keeps_the_reason_ends_the_plan_and_plans_what_follows(case, dunia):
    served(dunia, case)
    close_case(actor=dunia, case_id=case.pk, reason="placed_other_means", note="Trabaja en Choloma.")
    case.refresh_from_db()
    assert (case.state, case.close_reason, bool(case.closed_at)) == ("closed", "placed_other_means", True)
    assert PersonalPlan.objects.get(case=case).state == "done"
    later = FollowUp.objects.get(case=case)
    assert (later.subject, later.due_on) == ("closing_90", in_days(90))
    record_follow_up(actor=dunia, follow_up_id=later.pk, result="reached", channel="phone")
    with pytest.raises(NotOpen, match="cerrado"):
        add_need(actor=dunia, case_id=case.pk, code="job_now")
    assert Event.objects.get(name="CaseClosed").payload["reason"] == "placed_other_means"


def test_requirements_of_a_reason_are_said(case, dunia):
    served(dunia, case)
    with pytest.raises(NotOpen, match="atenciones registradas"):
        close_case(actor=dunia, case_id=case.pk, reason="opened_by_mistake")
    with pytest.raises(NotOpen, match="explicación escrita"):
        close_case(actor=dunia, case_id=case.pk, reason="not_eligible")
    with pytest.raises(Invalid):
        close_case(actor=dunia, case_id=case.pk, reason="whatever")


def test_lost_contact_counts_the_tries(case, dunia):
    start = now().replace(hour=9, minute=0)
    for number in range(5):
        with time_machine.travel(start - timedelta(days=5 - number, hours=number % 2), tick=False):
            tried = schedule_follow_up(actor=dunia, case_id=case.pk, subject="plan", due_on=in_days(0))
            record_follow_up(actor=dunia, follow_up_id=tried.pk, result="not_reached", channel="phone" if number % 2 else "visit")
    close_case(actor=dunia, case_id=case.pk, reason="lost_contact")


def test_whoever_comes_back_begins_at_the_door_with_the_same_number(case, dunia):
    close_case(actor=dunia, case_id=case.pk, reason="person_withdrew")
    with pytest.raises(Invalid):
        reopen_case(actor=dunia, case_id=case.pk, note="")
    reopen_case(actor=dunia, case_id=case.pk, note="Quiere certificarse.")
    case.refresh_from_db()
    assert (case.state, case.closed_at, case.close_reason) == ("intake", None, "")


def test_a_mistake_stays_closed(case, dunia):
    close_case(actor=dunia, case_id=case.pk, reason="opened_by_mistake")
    with pytest.raises(NotOpen, match="definitiva"):
        reopen_case(actor=dunia, case_id=case.pk, note="x")


@pytest.mark.parametrize("role", ["broker", "receptionist", "auditor", "central_coordination", "partner_officer"])
def test_other_roles_do_nothing(case, role):
    actor = staff("SPS", role)
    for verb, extra in ((close_case, {"reason": "person_withdrew"}), (pause_case, {"reason": "x", "review_on": in_days(3)})):
        with pytest.raises(Refused):
            verb(actor=actor, case_id=case.pk, **extra)
    assert open_codes(actor, case) == set()


def test_another_institution_finds_nothing(case, elsewhere):
    with pytest.raises(NotFound):
        close_case(actor=elsewhere, case_id=case.pk, reason="person_withdrew")
