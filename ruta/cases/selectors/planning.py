"""Which plan does the product propose for this case, with every date worked out from today?"""

from dataclasses import dataclass
from datetime import date, timedelta

from ruta.base.clock import today
from ruta.cases.models import Assessment, Case
from ruta.cases.rules.plans import ActionDraft, GoalDraft
from ruta.taxonomy.selectors import Item, Need, item, items, population


@dataclass(frozen=True, slots=True)
class ProposedPlan:
    """A plan on paper: nothing is kept until the person agrees."""

    template: str
    title: str
    goals: list[GoalDraft]
    review_on: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """A template worth choosing and why."""

    code: str
    label: str
    help: str
    reason: str


def need_terms(case: Case, kind: Need) -> tuple[str, int]:
    """Priority and days of a need in the population of a case: its own configuration before the catalogue of needs."""
    rule = population(case.population).needs.get(kind.code)
    if rule is None:
        return kind.priority, kind.deadline_days
    return rule.priority or kind.priority, kind.deadline_days if rule.deadline_days is None else rule.deadline_days


def proposals_for(case: Case, assessment: Assessment | None) -> list[Proposal]:
    """The templates, those that the assessment suggests first, each with its reason."""
    suggested = {row["code"]: row["reason"] for row in (assessment.reading.get("plans", []) if assessment else [])}
    by_strategy = next((row["plan_templates"] for row in items("segments_strategies") if row.code == case.strategy), ())
    rows = items("plan_templates")
    ranked = sorted(rows, key=lambda row: (row.code not in suggested, row.code not in by_strategy))
    return [Proposal(row.code, row.label(), row.text("help"), suggested.get(row.code, "")) for row in ranked]


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
