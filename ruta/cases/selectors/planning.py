"""Which strategy of service does a segment choose, and which plan does the product propose, with every date worked out from today?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.cases.models import Assessment, Case
from ruta.cases.models import Need as OpenNeed
from ruta.cases.rules.needs import GRAVEST_FIRST
from ruta.cases.rules.plans import ActionDraft, GoalDraft
from ruta.taxonomy.selectors import Item, Need, ServiceType, in_language, item, items, population, service_type, service_types_for_need

MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class ProposedPlan:
    """A plan on paper: nothing is kept until the person agrees."""

    template: str
    title: str
    goals: list[GoalDraft]
    review_on: date


@dataclass(frozen=True, slots=True)
class Strategy:
    """What a segment asks of whoever serves: how often, how and with which services."""

    code: str
    label: str
    help: str
    contact_every_days: int
    review_days: int
    modes: tuple[str, ...]
    services: tuple[str, ...]
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A template worth choosing and why."""

    code: str
    label: str
    help: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taught:
    """What an institution itself gives to groups: the service that it is, how it is called here, and when the next one with places ends."""

    service_type: str
    label: str
    ends_on: date | None = None


def need_terms(case: Case, kind: Need) -> tuple[str, int]:
    """Priority and days of a need in the population of a case: its own configuration before the catalogue of needs."""
    rule = population(case.population).needs.get(kind.code)
    if rule is None:
        return kind.priority, kind.deadline_days
    return rule.priority or kind.priority, kind.deadline_days if rule.deadline_days is None else rule.deadline_days


def proposals_for(case: Case, assessment: Assessment | None) -> list[Proposal]:
    """The templates, those that the assessment suggests first, each with its reason."""
    suggested = _suggested(assessment) if assessment else {}
    strategy = strategy_named(case.strategy)
    by_strategy = strategy.templates if strategy else ()
    usual = population(case.population).plan_templates
    ranked = sorted(
        items("plan_templates"), key=lambda row: (row.code not in suggested, row.code not in by_strategy, row.code not in usual)
    )
    because = _("Es de la estrategia «%(label)s».") % {"label": strategy.label} if strategy else ""
    reasons = dict.fromkeys(by_strategy, because) | suggested
    return [Proposal(row.code, row.label(), row.text("help"), reasons.get(row.code, "")) for row in ranked]


def _suggested(assessment: Assessment) -> dict[str, str]:
    """Templates that the answers suggest, each with its reason in the reader's language."""
    said_by = (assessment.instrument, assessment.instrument_version)
    return {row["code"]: in_language(*said_by, row["reason"]) for row in assessment.reading.get("plans", [])}


def strategy_named(code: str) -> Strategy | None:
    """The strategy of service of this code, while the catalogue has it."""
    row = next((row for row in items("segments_strategies") if row.code == code), None)
    if row is None:
        return None
    return Strategy(
        row.code, row.label(), row.text("help"), int(row["contact_every_days"]), int(row["review_days"]), tuple(row["modes"]),
        tuple(row["services"]), tuple(row["plan_templates"]),
    )  # fmt: skip


def plan_for(
    case: Case, template: str, needs: Iterable[OpenNeed], begin: date | None = None, taught: Iterable[Taught] = ()
) -> ProposedPlan:
    """The plan of a template with a step for each need that none of its services answers, and the programmes given here that a need asks for.

    `needs` are those that the reader may read.
    """
    plan, needs, begin = proposed_plan(template, begin), list(needs), begin or today()
    answered = {need for code in _services(plan.goals) for need in service_type(code).needs}
    left = sorted((need for need in needs if need.code not in answered), key=lambda need: GRAVEST_FIRST.index(need.priority))
    steps = [step for need in left[:MOST_STEPS] if (step := _step_for(case, need, begin))]
    urgent = _goal_of(_("Resolver lo que necesita"), steps)
    given = _goal_of(_("Participar en lo que se da aquí"), _taught_steps(taught, needs, _services([*urgent, *plan.goals]), begin))
    return replace(plan, goals=[*urgent, *plan.goals, *given])


def _services(goals: Iterable[GoalDraft]) -> set[str]:
    return {step.service_type for goal in goals for step in goal.actions if step.service_type}


def _goal_of(label: str, steps: list[ActionDraft]) -> list[GoalDraft]:
    """The goal of these steps, ended by the last of them; none without steps."""
    return [GoalDraft(label=label, due_on=max(step.due_on for step in steps if step.due_on), actions=steps)] if steps else []


def _taught_steps(taught: Iterable[Taught], needs: list[OpenNeed], planned: set[str], begin: date) -> list[ActionDraft]:
    """A step for each service given here that an open need asks for and the plan does not have yet."""
    steps: dict[str, ActionDraft] = {}
    for each in taught:
        kind = service_type(each.service_type)
        asking = next((need for need in needs if need.code in kind.needs), None)
        if asking is not None and kind.code not in planned:
            due = max(each.ends_on or begin + timedelta(days=kind.clocks.result), begin)
            draft = ActionDraft(label=each.label, due_on=due, kind="course", who="person", service_type=kind.code, need_id=asking.pk)
            steps.setdefault(kind.code, draft)
    return list(steps.values())


def service_for(case: Case, need: str) -> ServiceType | None:
    """The service that answers a need: what the population prefers, then what the strategy names, then the catalogue's order."""
    offered = service_types_for_need(need)
    strategy = strategy_named(case.strategy)
    preferred = (*population(case.population).services_preferred, *(strategy.services if strategy else ()))
    return min(offered, key=lambda each: preferred.index(each.code) if each.code in preferred else len(preferred), default=None)


def _step_for(case: Case, need: OpenNeed, begin: date) -> ActionDraft | None:
    service = service_for(case, need.code)
    if service is None:
        return None
    label = _("%(need)s: derivar a %(service)s") % {"need": item("needs", need.code).label(), "service": service.label()}
    return ActionDraft(
        label=label, due_on=max(need.due_on or begin, begin), kind="referral", who="counsellor", service_type=service.code, need_id=need.pk
    )


def proposed_plan(template: str, begin: date | None = None) -> ProposedPlan:
    """The goals and steps of a template, dated from today."""
    begin = begin or today()
    row = item("plan_templates", template)
    goals = [_goal(Item(goal["code"], goal), begin) for goal in row["goals"]]
    return ProposedPlan(template, row.label(), goals, begin + timedelta(days=min(60, int(row.get("duration_days", 60)))))


def _goal(goal: Item, begin: date) -> GoalDraft:
    steps = [Item(step["code"], step) for step in goal["actions"]]
    return GoalDraft(
        label=goal.label(), due_on=begin + timedelta(days=int(goal["due_days"])), actions=[_step(step, begin) for step in steps]
    )


def _step(step: Item, begin: date) -> ActionDraft:
    return ActionDraft(
        label=step.label(), due_on=begin + timedelta(days=int(step["due_days"])), kind=step["kind"], who=step["who"],
        service_type=step.get("service_type", ""),
    )  # fmt: skip
