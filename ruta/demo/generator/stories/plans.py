"""What did person and officer agree to do, and how much of it is done?"""

from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.catalogue import Item, catalogue
from ruta.demo.generator.stories.assessments import Profiles
from ruta.demo.generator.stories.renewal import LATE_STEPS, agreed_anew
from ruta.demo.generator.stories.timeline import CLOSED, IN_SERVICE, NEVER, PLANNED, Course
from ruta.demo.generator.streams import Flag, Index, Real, Text, chance, label, one_of, stream, texts
from ruta.demo.generator.tables.cases import Actions, Goals, Plans
from ruta.demo.generator.workdays import to_day, to_moment

WORKDAYS = 5 / 7  # the catalogue counts calendar days
OPTIONAL_TAKEN = 0.35  # guess
DONE_OPEN, DONE_CLOSED_WELL, DONE_LEFT = 0.90, 0.93, 0.40  # guesses: share of the due actions that got done
GIVEN_UP, GIVEN_UP_AFTER = 0.90, 10.0  # guess: share of the long overdue actions that were dropped; working days
WEIGHTS = {  # guess: which of the plans that fit is agreed
    "protection_first": 4.0, "integral_support_path": 3.0, "quick_placement": 1.6, "training_then_placement": 1.4,
    "skills_certification_abroad": 1.2, "self_employment_senprende": 1.0, "study_path": 0.5, "regular_work_abroad": 0.5,
    "child_protection_path": 1.0,
}  # fmt: skip
TEMPLATES = tuple(WEIGHTS)
LIVE = ("open", "in_progress")


@dataclass(frozen=True)
class ActionRows:
    """One row for each action of a plan, in the order of plan, goal and action; times in working days."""

    plan: Index
    goal: Index
    case: Index
    spec: Index  # position in the flat list of all actions of all templates
    start: Real  # when the plan was agreed
    due: Real
    done: Real  # NEVER when it is not done
    given_up: Flag  # not done and no longer wanted


@dataclass(frozen=True)
class PlanRows:
    """Plans with their actions and goals."""

    case: Index
    template: Index  # position in TEMPLATES
    actions: ActionRows
    specs: list[Item]  # the flat list of actions
    first_action: Index  # of each goal


def agree_plans(course: Course, profiles: Profiles, seed: int) -> PlanRows:
    """Agree a plan in every case that came so far."""
    rng = stream(seed, "plans")
    case = np.flatnonzero(np.isfinite(course.times[:, PLANNED]))
    template = _choose(rng, course, profiles, case)
    specs, first_spec = _flatten()
    plan, spec = _expand(template, first_spec)
    kept = ~_column(specs, "optional", bool)[spec] | chance(rng, OPTIONAL_TAKEN, len(spec))
    plan, spec = plan[kept], spec[kept]
    goal_key = plan * 8 + _column(specs, "goal", np.int64)[spec]
    _, first_action, goal = np.unique(goal_key, return_index=True, return_inverse=True)
    start = course.times[case, PLANNED][plan]
    due = start + _column(specs, "due_days", np.float64)[spec] * WORKDAYS
    done = _done(rng, course, case[plan], start, due)
    given_up = ~np.isfinite(done) & (due < course.now - GIVEN_UP_AFTER) & chance(rng, GIVEN_UP, len(due))
    actions = ActionRows(plan, goal, case[plan], spec, start, due, done, given_up)
    return PlanRows(case, template, actions, specs, first_action)


def plan_table(course: Course, plans: PlanRows) -> Plans:
    """Return the columns of the plans."""
    start = course.times[plans.case, PLANNED]
    days = np.array([catalogue().templates[code]["duration_days"] for code in TEMPLATES])[plans.template]
    closed, left = np.isfinite(course.times[plans.case, CLOSED]), course.left_early[plans.case]
    return Plans(
        case_row=plans.case,
        person_row=course.person[plans.case],
        template=texts(TEMPLATES)[plans.template],
        state=label(len(start), "active", (closed & left, "dropped"), (closed, "done")),
        agreed_at=to_moment(start),
        started_on=to_day(start),
        ends_on=to_day(start + days * WORKDAYS),
    )


def action_table(course: Course, plans: PlanRows, referral: Index, helped: Real, ended: Real, seed: int) -> Actions:
    """Return the columns of the actions.

    `referral` is the referral of each action or -1, `helped` when it was delivered and `ended` when it closed.
    """
    rows, specs = plans.actions, plans.specs
    closed = np.isfinite(course.times[rows.case, CLOSED])
    in_vain = np.isfinite(ended) & ~np.isfinite(helped)
    done = np.where(referral >= 0, helped, rows.done)
    begun = (referral >= 0) | ((rows.due < course.now) & (rows.spec % 2 == 0))
    over = closed | in_vain | rows.given_up
    state = label(len(done), "open", (np.isfinite(done), "done"), (over, "dropped"), (begun, "in_progress"))
    due = agreed_anew(stream(seed, "renewal of steps"), rows.due, one_of(state, *LIVE), course.now, LATE_STEPS)
    return Actions(
        plan_row=rows.plan,
        goal_row=rows.goal,
        case_row=rows.case,
        code=_text(specs, "code")[rows.spec],
        kind=_text(specs, "kind")[rows.spec],
        who=_text(specs, "who")[rows.spec],
        service_type=_text(specs, "service_type")[rows.spec],
        due_on=to_day(due),
        state=state,
        done_at=to_moment(done),
        referral_row=referral,
    )


def goal_table(course: Course, plans: PlanRows, actions: Actions) -> Goals:
    """Return the columns of the goals: reached when every action is done, dropped with the case; none ends before its open actions."""
    rows, first = plans.actions, plans.first_action
    due = to_day(rows.start[first] + _column(plans.specs, "goal_days", np.float64)[rows.spec[first]] * WORKDAYS)
    live = np.flatnonzero(one_of(actions.state, *LIVE))
    np.maximum.at(due, rows.goal[live], actions.due_on[live])
    missing = np.bincount(rows.goal, weights=actions.state != "done", minlength=len(first))
    spec = rows.spec[first]
    closed = np.isfinite(course.times[rows.case[first], CLOSED])
    return Goals(
        plan_row=rows.plan[first],
        code=_text(plans.specs, "goal_code")[spec],
        position=_column(plans.specs, "goal", np.int64)[spec],
        due_on=due,
        state=label(len(first), "open", (missing == 0, "reached"), (closed, "dropped")),
    )


def _choose(rng: np.random.Generator, course: Course, profiles: Profiles, case: Index) -> Index:
    """Choose one of the templates that fit; children follow the path of protection."""
    fits = np.zeros((len(course), len(TEMPLATES)), dtype=bool)
    a, segment = profiles.answers, profiles.table.segment
    needs_papers = a.has("trade_certificate", "from_abroad", "knows_without")
    rules = {
        "protection_first": a.has("worries", "safety"),
        "integral_support_path": segment == "c",
        "quick_placement": a.has("paths", "job") & (segment != "c"),
        "training_then_placement": a.has("paths", "course") | (profiles.table.qualification < 50),
        "skills_certification_abroad": needs_papers & (a.has("worked_abroad", "yes") | a.has("paths", "certify")),
        "self_employment_senprende": a.has("paths", "own_business"),
        "study_path": a.has("paths", "finish_studies"),
        "regular_work_abroad": a.has("paths", "work_abroad"),
    }
    for code, holds in rules.items():
        fits[profiles.case, TEMPLATES.index(code)] = holds
    fits[:, TEMPLATES.index("child_protection_path")] = course.age < 18
    fits[~fits.any(axis=1), TEMPLATES.index("quick_placement")] = True
    weights = fits[case] * np.array(list(WEIGHTS.values()))
    with np.errstate(divide="ignore"):
        return np.argmin(rng.exponential(size=weights.shape) / weights, axis=1).astype(np.int64)


def _flatten() -> tuple[list[Item], Index]:
    """Return all actions of all templates, each with the position of its goal, and where each template begins."""
    specs: list[Item] = []
    first = []
    for code in TEMPLATES:
        first.append(len(specs))
        for position, goal in enumerate(catalogue().templates[code]["goals"]):
            about = {"goal": position, "goal_code": goal["code"], "goal_days": goal["due_days"]}
            specs += [action | about for action in goal["actions"]]
    return specs, np.array([*first, len(specs)])


def _expand(template: Index, first: Index) -> tuple[Index, Index]:
    """Repeat each plan for each action of its template."""
    count = (first[1:] - first[:-1])[template]
    plan = np.repeat(np.arange(len(template)), count)
    within = np.arange(len(plan)) - np.repeat(np.cumsum(count) - count, count)
    return plan, first[template][plan] + within


def _done(rng: np.random.Generator, course: Course, case: Index, start: Real, due: Real) -> Real:
    """Draw when each action got done: about its term, some late, never after the end of the case."""
    size = len(case)
    when = np.maximum(start + rng.gamma(6.0, 1 / 7.0, size) * (due - start), start + 0.05 + rng.random(size))
    closed, left = np.isfinite(course.times[case, CLOSED]), course.left_early[case]
    share = np.select([closed & left, closed], [DONE_LEFT, DONE_CLOSED_WELL], DONE_OPEN)
    served = np.isfinite(course.times[case, IN_SERVICE])
    return np.where((rng.random(size) < share) & (when < course.end[case]) & served, when, NEVER)


def _column(specs: list[Item], field: str, kind: type) -> np.ndarray:
    return np.array([spec[field] for spec in specs], dtype=kind)


def _text(specs: list[Item], field: str) -> Text:
    return texts([spec[field] for spec in specs])
