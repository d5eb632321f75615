"""Do needs and plans keep their terms, and does every open plan keep a next step with a date?"""

import pytest

from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.cases.actions import (
    add_need,
    add_plan_action,
    agree_plan,
    drop_need,
    drop_plan_action,
    edit_plan_action,
    move_need,
    move_plan_action,
    update_need,
)  # fmt: skip
from ruta.cases.models import Goal, Need, PersonalPlan, PlanAction
from ruta.cases.rules.plans import ActionDraft, GoalDraft
from ruta.cases.tests.making import assessed, goals, in_days, planned
from ruta.taxonomy.selectors import needs as coded_needs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def acting(dunia):
    with acting_as(dunia):
        yield


def test_a_need_takes_its_terms_from_the_catalogue(case, dunia):
    need = add_need(actor=dunia, case_id=case.pk, code="skills_certification")
    assert (need.priority, need.due_on, need.data_category) == ("high", in_days(15), "needs_general")
    with pytest.raises(NotOpen, match="ya está abierta"):
        add_need(actor=dunia, case_id=case.pk, code="skills_certification")
    with pytest.raises(Invalid) as error:
        add_need(actor=dunia, case_id=case.pk, code="nothing")
    assert "code" in error.value.fields


def test_two_editors_of_a_need_see_both_values(case, dunia):
    need = add_need(actor=dunia, case_id=case.pk, code="job_now")
    update_need(actor=dunia, need_id=need.pk, priority="low", due_on=in_days(3), version=need.version)
    with pytest.raises(Conflict) as error:
        update_need(actor=dunia, need_id=need.pk, priority="critical", due_on=in_days(3), version=need.version)
    assert error.value.facts["both"] == [{"field": "priority", "label": "Prioridad", "theirs": "low", "yours": "critical"}]


def test_a_strict_need_is_changed_only_by_who_sees_it(case, dunia):
    strict = next(need.code for need in coded_needs() if need.sensitivity == "strict")
    need = add_need(actor=dunia, case_id=case.pk, code=strict)
    assert need.data_category == "needs_sensitive"
    with pytest.raises(Refused, match="protegida"):
        drop_need(actor=dunia, need_id=need.pk, note="No.")


def test_a_need_is_met_and_opened_again_by_hand_and_dropped_with_words(case, dunia):
    need = add_need(actor=dunia, case_id=case.pk, code="job_now")
    assert move_need(actor=dunia, need_id=need.pk, state="met").met_at
    assert move_need(actor=dunia, need_id=need.pk, state="open").met_at is None
    with pytest.raises(Invalid):
        drop_need(actor=dunia, need_id=need.pk, note="")
    assert drop_need(actor=dunia, need_id=need.pk, note="Ya trabaja.").state == "dropped"
    assert Need.objects.get().note == "Ya trabaja."


def test_a_plan_needs_an_assessment(case, dunia):
    with pytest.raises(NotOpen, match="no está en un estado"):
        agree_plan(actor=dunia, case_id=case.pk, title="x", goals=goals())


def test_a_plan_without_dates_is_refused_field_by_field(case, dunia):
    assessed(dunia, case)
    draft = GoalDraft(label="", due_on=None, actions=[ActionDraft(label="", due_on=in_days(-1))])
    with pytest.raises(Invalid) as error:
        agree_plan(actor=dunia, case_id=case.pk, title=" ", goals=[draft])
    assert set(error.value.fields) == {"title", "goal-0-label", "goal-0-due_on", "goal-0-action-0-label", "goal-0-action-0-due_on"}
    with pytest.raises(Invalid):
        agree_plan(actor=dunia, case_id=case.pk, title="x", goals=[])
    assert not PersonalPlan.objects.exists()


def test_a_new_plan_replaces_the_open_one(case, dunia):
    first = planned(dunia, case)
    second = agree_plan(actor=dunia, case_id=case.pk, title="Otro camino", goals=goals(3))
    first.refresh_from_db()
    assert (first.state, second.state, second.version) == ("dropped", "active", 2)
    assert PlanAction.objects.filter(plan=first, state="dropped").count() == 2
    with pytest.raises(NotOpen, match="se reemplazó"):
        move_plan_action(actor=dunia, plan_action_id=PlanAction.objects.filter(plan=first).first().pk, state="done")


def test_a_step_links_to_the_need_that_its_service_answers(case, dunia):
    assessed(dunia, case)
    need = add_need(actor=dunia, case_id=case.pk, code="skills_certification")
    step = ActionDraft(label="Certificar", due_on=in_days(9), kind="referral", service_type="infop_skills_certification")
    agree_plan(actor=dunia, case_id=case.pk, title="x", goals=[GoalDraft(label="y", due_on=in_days(20), actions=[step])])
    assert PlanAction.objects.get().need_id == need.pk


def test_steps_carry_goal_and_plan_with_them(case, dunia):
    plan = planned(dunia, case)
    first, last = PlanAction.objects.filter(plan=plan).order_by("position")
    move_plan_action(actor=dunia, plan_action_id=first.pk, state="done")
    with pytest.raises(NotOpen, match="último paso con fecha"):
        drop_plan_action(actor=dunia, plan_action_id=last.pk)
    move_plan_action(actor=dunia, plan_action_id=last.pk, state="done")
    plan.refresh_from_db()
    assert (plan.state, Goal.objects.get(plan=plan).state) == ("done", "reached")
    move_plan_action(actor=dunia, plan_action_id=last.pk, state="open")
    plan.refresh_from_db()
    assert (plan.state, Goal.objects.get(plan=plan).state) == ("active", "open")


def test_two_editors_of_a_step_conflict(case, dunia):
    plan = planned(dunia, case)
    step = PlanAction.objects.filter(plan=plan).first()
    edit_plan_action(actor=dunia, plan_action_id=step.pk, label="Llamar", due_on=in_days(4), who="counsellor", version=1)
    with pytest.raises(Conflict) as error:
        edit_plan_action(actor=dunia, plan_action_id=step.pk, label="Escribir", due_on=in_days(4), who="counsellor", version=1)
    assert [row["field"] for row in error.value.facts["both"]] == ["label"]


def test_a_step_is_added_with_its_date(case, dunia):
    goal = Goal.objects.get(plan=planned(dunia, case))
    with pytest.raises(Invalid) as error:
        add_plan_action(actor=dunia, goal_id=goal.pk, draft=ActionDraft(label="x", due_on=None))
    assert error.value.fields == {"due_on": "Póngale fecha."}
    assert add_plan_action(actor=dunia, goal_id=goal.pk, draft=ActionDraft(label="Llamar", due_on=in_days(2))).state == "open"
