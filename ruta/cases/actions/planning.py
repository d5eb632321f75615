"""How is a plan agreed with the person, and how does each of its steps move?"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.sentences import Sentence
from ruta.base.transactions import action
from ruta.cases.actions.steps import Said, demand_verb, held_case, move, of_case, tell, touch
from ruta.cases.enums import LIVE_ACTIONS, LIVE_NEEDS, ActionState, CaseVerb
from ruta.cases.events import PlanActionMoved, PlanAgreed
from ruta.cases.models import Case, Goal, Need, PersonalPlan, PlanAction
from ruta.cases.policies import demand_work
from ruta.cases.rules.plans import ActionDraft, GoalDraft, action_faults, goal_state, leaves_no_next_step, plan_faults, plan_state
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import service_type as coded_service

REVIEW_DAYS = 60
EDITED = {"label": gettext_noop("Qué se hace"), "due_on": gettext_noop("Fecha"), "who": gettext_noop("Quién")}


@action
def agree_plan(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    case_id: int,
    title: str,
    goals: Sequence[GoalDraft],
    template: str = "",
    review_on: date | None = None,
    version: int | None = None,
) -> PersonalPlan:
    """Keep the plan that the person agreed to: goals and steps, each with a date. A plan still open is replaced by it."""
    case = held_case(case_id, version=version)
    _demand_sound(plan_faults(title, goals, today()))
    former = _retire(case)
    demand_verb(actor, case, CaseVerb.PLAN)
    plan = PersonalPlan.objects.create(
        **of_case(case), title=title.strip(), template=template, agreed_on=today(), version=former + 1, created_at=now(),
        review_on=review_on or today() + timedelta(days=REVIEW_DAYS),
    )  # fmt: skip
    needs = list(Need.objects.filter(case=case, state__in=LIVE_NEEDS).order_by("pk"))
    for position, draft in enumerate(goals):
        _write_goal(case, plan, position, draft, needs)
    move(actor, case, CaseVerb.PLAN, Said(note=title))
    tell(case, PlanAgreed, plan_id=plan.pk)
    return plan


@action
def add_plan_action(*, actor: Actor, goal_id: int, draft: ActionDraft) -> PlanAction:
    """Add a step to an open plan."""
    goal = Goal.objects.select_related("plan").filter(pk=goal_id).first()
    if goal is None:
        raise NotFound(_("Esa meta no existe o no la lleva su institución."))
    case = held_case(goal.case_id)
    demand_work(actor, case)
    goal.plan.refresh_from_db()
    if goal.plan.state == "dropped":
        raise NotOpen(_("Ese itinerario se reemplazó por otro. Agregue la acción en el que está abierto."))
    _demand_sound(action_faults(draft, today()))
    needs = list(Need.objects.filter(case=case, state__in=LIVE_NEEDS).order_by("pk"))
    added = _write_action(case, goal, PlanAction.objects.filter(plan=goal.plan).count(), draft, needs)
    _settle(case, goal.plan)
    touch(case)
    return added


@action
def move_plan_action(*, actor: Actor, plan_action_id: int, state: str, note: str = "", version: int | None = None) -> PlanAction:
    """Move a step: open, in progress, done or dropped. The goal and the plan follow."""
    step, case = held_action(actor, plan_action_id)
    if version is not None and version != step.version and step.state != state:
        both = [{"field": "state", "label": _("Estado"), "theirs": step.state, "yours": state}]
        raise Conflict(_("Otra persona movió esta acción al mismo tiempo. Revise cómo quedó."), both=both, version=step.version)
    if state not in set(ActionState):
        raise Invalid(_("Elija cómo quedó la acción."), fields={"state": _("Elija cómo quedó la acción.")})
    _demand_next_step(step, state)
    set_action_state(case, step, ActionState(state), note)
    touch(case)
    return step


@action
def follow_appointment(*, actor: Actor, plan_action_id: int, person_id: int, state: str) -> bool:
    """Let a step follow its appointment; one that went away, or stands in a closed case, stays as it is. Whether it moved."""
    step = PlanAction.objects.filter(
        pk=plan_action_id, person=person_id, owner_institution_id=actor.institution_id, plan__state__in=("active", "done")
    )
    found = step.filter(case__closed_at=None).exclude(state__in=(state, ActionState.DROPPED)).first()
    if found is None:
        return False
    move_plan_action(actor=actor, plan_action_id=found.pk, state=state)
    return True


@action
def edit_plan_action(
    *, actor: Actor, plan_action_id: int, label: str, due_on: date | None, who: str, version: int | None = None
) -> PlanAction:
    """Change the words, the date or the hands of a step; a version seen earlier must still be the present one."""
    step, case = held_action(actor, plan_action_id)
    yours: dict[str, Any] = {"label": label.strip(), "due_on": due_on, "who": who}
    _demand_sound(action_faults(ActionDraft(**yours, kind=step.kind), min(today(), step.due_on)))
    if version is not None and version != step.version:
        both = [
            {"field": name, "label": _(EDITED[name]), "theirs": getattr(step, name), "yours": value}
            for name, value in yours.items() if getattr(step, name) != value
        ]  # fmt: skip
        raise Conflict(_("Otra persona cambió esta acción al mismo tiempo. Elija qué queda."), both=both, version=step.version)
    for name, value in yours.items():
        setattr(step, name, value)
    step.version += 1
    step.save(update_fields=[*yours, "version"])
    touch(case)
    return step


@action
def drop_plan_action(*, actor: Actor, plan_action_id: int, note: str = "") -> PlanAction:
    """Let a step go, unless an open plan would stay without a next step."""
    return move_plan_action(actor=actor, plan_action_id=plan_action_id, state=ActionState.DROPPED, note=note)


def held_action(actor: Actor, plan_action_id: int) -> tuple[PlanAction, Case]:
    """A step whose case is locked and may be worked on by the actor."""
    step = PlanAction.objects.filter(pk=plan_action_id).first()
    if step is None:
        raise NotFound(_("Esa acción no existe o no la lleva su institución."))
    case = held_case(step.case_id)
    demand_work(actor, case)
    step.refresh_from_db()
    if step.plan.state == "dropped":
        raise NotOpen(_("Ese itinerario se reemplazó por otro. Busque la acción en el que está abierto."))
    return step, case


def set_action_state(case: Case, step: PlanAction, state: ActionState, note: str = "") -> None:
    """Write the new state of a step, settle its goal and plan, and tell it; one already there stays untouched."""
    if step.state == state:
        return
    step.state, step.moved_at, step.note = state, now(), note.strip() or step.note
    step.done_at = now() if state is ActionState.DONE else None
    step.version += 1
    step.save(update_fields=["state", "moved_at", "done_at", "note", "version"])
    _settle(case, step.plan)
    tell(case, PlanActionMoved, plan_action_id=step.pk, state=str(state))


def _settle(case: Case, plan: PersonalPlan) -> None:
    """Let goals and plan follow their steps; a finished plan that gets a step again is active again."""
    rows = list(PlanAction.objects.filter(plan=plan).values_list("goal_id", "state"))
    for goal in Goal.objects.filter(plan=plan):
        now_is = goal_state(state for goal_id, state in rows if goal_id == goal.pk)
        if goal.state != now_is:
            Goal.objects.filter(pk=goal.pk).update(state=now_is)
    now_is = plan_state(state for _goal_id, state in rows)
    if plan.state != now_is:
        if now_is == "active" and PersonalPlan.objects.filter(case=case, state="active").exists():
            raise NotOpen(_("Ya hay otro itinerario abierto. Agregue la acción en ese."))
        PersonalPlan.objects.filter(pk=plan.pk).update(state=now_is, version=plan.version + 1)


def _demand_next_step(step: PlanAction, state: str) -> None:
    rows = list(PlanAction.objects.filter(plan=step.plan).order_by("pk").values_list("pk", "state"))
    place = next(index for index, (pk, _state) in enumerate(rows) if pk == step.pk)
    if leaves_no_next_step([each for _pk, each in rows], place, state):
        raise NotOpen(_("Es el último paso con fecha del itinerario. Agregue otro antes de quitar este, o márquelo como hecho."))


def _demand_sound(faults: Mapping[str, Sentence]) -> None:
    if faults:
        said = {name: sentence.said(_, ngettext) for name, sentence in faults.items()}
        raise Invalid(_("El itinerario no se guardó: falta corregir algo. Lo escrito sigue aquí."), fields=said)


def _retire(case: Case) -> int:
    """Drop the open plan with what is left of it; gives its version."""
    plan = PersonalPlan.objects.filter(case=case, state="active").first()
    if plan is None:
        return 0
    PlanAction.objects.filter(plan=plan, state__in=LIVE_ACTIONS).update(state=ActionState.DROPPED, moved_at=now())
    Goal.objects.filter(plan=plan, state="open").update(state="dropped")
    PersonalPlan.objects.filter(pk=plan.pk).update(state="dropped")
    return plan.version


def _write_goal(case: Case, plan: PersonalPlan, position: int, draft: GoalDraft, needs: Sequence[Need]) -> None:
    goal = Goal.objects.create(**of_case(case), plan=plan, label=draft.label.strip(), due_on=draft.due_on or today(), position=position)
    for place, each in enumerate(draft.actions):
        _write_action(case, goal, position * 100 + place, each, needs)


def _write_action(case: Case, goal: Goal, position: int, draft: ActionDraft, needs: Sequence[Need]) -> PlanAction:
    need = _need_for(draft, needs)
    return PlanAction.objects.create(
        **of_case(case), plan=goal.plan, goal=goal, kind=draft.kind, service_type=draft.service_type, need=need, label=draft.label.strip(),
        who=draft.who, due_on=draft.due_on or today(), position=position, data_category=_category(draft.service_type, need),
    )  # fmt: skip


def _need_for(draft: ActionDraft, needs: Sequence[Need]) -> Need | None:
    """The need that the step answers: the one named, or the first that its service is for."""
    if draft.need_id:
        return next((need for need in needs if need.pk == draft.need_id), None)
    answered = _service_needs(draft.service_type)
    return next((need for need in needs if need.code in answered), None)


def _service_needs(code: str) -> tuple[str, ...]:
    try:
        return coded_service(code).needs if code else ()
    except UnknownCode as error:
        raise Invalid(_("Elija un servicio de la lista."), fields={"service_type": _("Elija un servicio de la lista.")}) from error


def _category(service: str, need: Need | None) -> str:
    is_strict = (need is not None and need.sensitivity == "strict") or (bool(service) and coded_service(service).sensitive)
    return "needs_sensitive" if is_strict else "plan_services"
