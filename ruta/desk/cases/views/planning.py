"""How is a plan proposed, written with the person, agreed, and moved step by step?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.accounts.enums import CASE_ROLES
from ruta.accounts.policies import has_role
from ruta.base.errors import NotFound
from ruta.base.numbers import read_number
from ruta.cases import actions
from ruta.cases.enums import LIVE_NEEDS
from ruta.cases.models import Assessment, Case, Goal, Need, PersonalPlan, PlanAction
from ruta.cases.policies import sees, shows
from ruta.cases.selectors import case_for, plan_for, proposals_for, strategy_named, verbs_of
from ruta.cases.selectors.labels import ACTION_STATES, WHO, worded
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.forms.working import ActionForm, NewActionForm, PlanForm, blank_goal, draft_of_goal, initial_of, shape_of
from ruta.desk.cases.views.conflict import conflict_of
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.training.lists import tone_of
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import is_reserved
from ruta.training.models import Course
from ruta.training.policies import PERSON_ROLES
from ruta.training.selectors import editions_for, enrolments_for, taught_here

BLANK = "en-blanco"
PRESENT = "actual"
MOST = 12


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def editor(request: DeskRequest, case_id: int) -> HttpResponse:
    """Choose a template, change what it proposes, agree. Buttons add a goal or a line; nothing is kept before the person agrees."""
    case = case_for(request.actor, case_id)
    if request.method != "POST":
        chosen = request.GET.get("plantilla", "")
        return _draft(request, case, chosen) if chosen else _choose(request, case)
    shape = shape_of(request.POST)
    if request.POST.get("do") != "agree":
        return _redrawn(request, case, shape)
    form = PlanForm(request.POST, shape=shape)

    def run() -> int:
        typed = form.cleaned_data
        plan = actions.agree_plan(
            actor=request.actor, case_id=case_id, title=typed["title"], goals=form.drafts(), template=typed["template"],
            review_on=typed["review_on"], version=typed["version"],
        )  # fmt: skip
        return plan.pk

    done, status = attempt(request, form, "agree_plan", run)
    if done is None:
        return _page(request, case, form, status)
    say(request, _("Itinerario acordado."))
    return redirect("desk:case", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def add(request: DeskRequest, goal_id: int) -> HttpResponse:
    """One more step of a goal."""
    goal = Goal.objects.filter(pk=goal_id).first()
    if goal is None:
        raise NotFound(_("Esa meta no existe o no la lleva su institución."))
    form, status = NewActionForm(request.POST or None, initial={"who": "counsellor", "kind": "person_task"}), 200
    if request.method == "POST":

        def run() -> int:
            return actions.add_plan_action(actor=request.actor, goal_id=goal_id, draft=form.draft()).pk

        done, status = attempt(request, form, "add_plan_action", run)
        if done is not None:
            say(request, _("Acción agregada."))
            return redirect("desk:case", goal.case_id)
    case = case_for(request.actor, goal.case_id)
    return render(request, "desk/cases/action_add.html", {"case": case, "goal": goal, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def edit(request: DeskRequest, action_id: int) -> HttpResponse:
    """Words, date and hands of a step; whoever saves second chooses between both."""
    step = _step(request, action_id)
    initial = {"label": step.label, "due_on": step.due_on, "who": step.who, "version": step.version}
    form, status = ActionForm(request.POST or None, initial=initial), 200
    if request.method == "POST":

        def run() -> int:
            return actions.edit_plan_action(actor=request.actor, plan_action_id=action_id, **form.cleaned_data).pk

        done, status = attempt(request, form, "edit_plan_action", run)
        if done is not None:
            say(request, _("Acción cambiada."))
            return redirect("desk:case", step.case_id)
    case = case_for(request.actor, step.case_id)
    conflict = conflict_of(form, {"who": lambda code: worded(WHO, code)})
    may_seat = has_role(request.actor, PERSON_ROLES) and step.owner_institution_id == request.actor.institution_id
    taught = {
        "may_seat": may_seat,
        "enrolments": [(each, tone_of(each.state)) for each in enrolments_for(step) if _is_told(request, each.edition.course)],
        "editions": editions_for(step) if may_seat else [],
    }
    return render(
        request, "desk/cases/action.html", {"case": case, "step": step, "form": form, "conflict": conflict, **taught}, status=status
    )


@require_POST
@roles(CASE_ROLES)
def move(request: DeskRequest, action_id: int, state: str) -> HttpResponse:
    """One click: started, done, dropped or open again; the toast takes it back."""
    step = _step(request, action_id)
    before = step.state
    actions.move_plan_action(actor=request.actor, plan_action_id=action_id, state=state)
    said = _("Acción: %(state)s.") % {"state": worded(ACTION_STATES, state).lower()}
    say(request, said, reverse("desk:plan-action-move", args=[action_id, before]))
    return redirect("desk:case", step.case_id)


def _step(request: DeskRequest, action_id: int) -> PlanAction:
    step = PlanAction.objects.filter(pk=action_id).first()
    if step is None or not shows(request.actor, step.data_category):
        raise NotFound(_("Esa acción no existe o está protegida."))
    return step


def _choose(request: DeskRequest, case: Case) -> HttpResponse:
    last = (
        Assessment.objects.filter(case=case, state="done")
        .exclude(segment="")
        .exclude(data_category="protection")
        .order_by("-assessed_at")
        .first()
    )
    present = PersonalPlan.objects.filter(case=case, state="active").first()
    context = {
        "case": case,
        "proposals": proposals_for(case, last),
        "present": present,
        "strategy": strategy_named(case.strategy),
        "missing": _missing(request, case),
    }
    return render(request, "desk/cases/plan_choose.html", context)


def _draft(request: DeskRequest, case: Case, chosen: str) -> HttpResponse:
    if chosen == BLANK:
        values, shape = initial_of([blank_goal()], title="", template="", review_on=None)
    elif chosen == PRESENT:
        values, shape = _present(case)
    else:
        try:
            plan = plan_for(case, chosen, _readable_needs(request, case), taught=taught_here(case.owner_institution_id))
        except UnknownCode as error:
            raise NotFound(_("Esa plantilla ya no está publicada. Elija otra.")) from error
        values, shape = initial_of(plan.goals, title=plan.title, template=plan.template, review_on=plan.review_on)
    return _page(request, case, PlanForm(initial=values | {"version": case.version}, shape=shape), 200)


def _readable_needs(request: DeskRequest, case: Case) -> list[Need]:
    """The open needs that this reader may see by name: a plan on screen must not tell the others."""
    return [need for need in Need.objects.filter(case=case, state__in=LIVE_NEEDS).order_by("pk") if sees(request.actor, need)]


def _present(case: Case) -> tuple[dict[str, Any], list[int]]:
    """The open plan as the draft of the next one: what is done stays behind, what is left goes on."""
    plan = PersonalPlan.objects.filter(case=case, state="active").first()
    goals = Goal.objects.filter(plan=plan, state="open").order_by("position", "pk")
    left = PlanAction.objects.filter(plan=plan, state__in=("open", "in_progress"), data_category="plan_services").order_by("position", "pk")
    drafts = [draft_of_goal(goal, [step for step in left if step.goal_id == goal.pk]) for goal in goals] or [blank_goal()]
    return initial_of(drafts, title=plan.title if plan else "", template="", review_on=None)


def _redrawn(request: DeskRequest, case: Case, shape: list[int]) -> HttpResponse:
    """The same words with one more goal or line: the button says where."""
    data = request.POST.copy()
    what = request.POST.get("do", "")
    if what == "goal" and len(shape) < MOST:
        shape.append(2)
    elif what.startswith("step-") and what[5:].isdecimal() and (goal := read_number(what[5:])) < len(shape):
        shape[goal] += 1
    data["goals"] = str(len(shape))
    for goal, steps in enumerate(shape):
        data[f"goal-{goal}-actions"] = str(steps)
    form = PlanForm(initial={name: value for name, value in data.items() if name not in ("csrfmiddlewaretoken", "do")}, shape=shape)
    return _page(request, case, form, 200)


def _missing(request: DeskRequest, case: Case) -> str:
    verb = next((each for each in verbs_of(request.actor, case) if each.code == "plan"), None)
    return " ".join(verb.missing) if verb else _("El itinerario se acuerda después de la valoración, mientras el caso está abierto.")


def _page(request: DeskRequest, case: Case, form: PlanForm, status: int) -> HttpResponse:
    context = {"case": case, "form": form, "rows": form.rows(), "missing": _missing(request, case)}
    return render(request, "desk/cases/plan.html", context, status=status)


def _is_told(request: DeskRequest, course: Course) -> bool:
    """A workshop whose service is reserved tells why somebody came: protection alone reads of it."""
    return request.actor.sees_strict or not is_reserved(course.service_type)
