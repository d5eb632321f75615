"""What makes a plan sound, and when is a goal or a plan finished? Pure values: no Django, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ruta.base.sentences import Sentence, gettext_noop
from ruta.cases.enums import LIVE_ACTIONS, ActionState

KINDS = ("service", "referral", "appointment", "course", "application", "person_task", "follow_up", "document", "review")
WHO = ("person", "counsellor", "broker", "protection_officer", "child_protection_officer", "provider")

NO_TITLE = gettext_noop("Escriba la meta principal con las palabras de la persona.")
NO_GOAL = gettext_noop("Agregue al menos una meta.")
NO_LABEL = gettext_noop("Escriba qué se va a lograr.")
NO_ACTION_LABEL = gettext_noop("Escriba qué se va a hacer.")
NO_DATE = gettext_noop("Póngale fecha.")
PAST = gettext_noop("La fecha ya pasó. Ponga una de hoy en adelante.")
NO_ACTION = gettext_noop("Esta meta no tiene acciones. Agregue una o quite la meta.")
UNKNOWN_KIND = gettext_noop("Elija el tipo de acción.")
UNKNOWN_WHO = gettext_noop("Elija quién lo hace.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """One step as it is proposed or typed."""

    label: str
    due_on: date | None
    kind: str = "person_task"
    who: str = "counsellor"
    service_type: str = ""
    need_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDraft:
    """One goal with its steps as they are proposed or typed."""

    label: str
    due_on: date | None
    actions: Sequence[ActionDraft] = field(default_factory=tuple)


def plan_faults(title: str, goals: Sequence[GoalDraft], today: date) -> dict[str, Sentence]:
    """Name what is wrong by field (`title`, `goal-0-label`, `goal-0-action-1-due_on`): every step has a date, every goal a step."""
    faults = {} if title.strip() else {"title": Sentence(NO_TITLE)}
    if not goals:
        faults["goals"] = Sentence(NO_GOAL)
    for index, goal in enumerate(goals):
        faults |= _goal_faults(f"goal-{index}", goal, today)
    return faults


def action_faults(draft: ActionDraft, today: date, place: str = "") -> dict[str, Sentence]:
    """Name what is wrong with one step."""
    prefix = f"{place}-" if place else ""
    checks = (
        ("label", bool(draft.label.strip()), NO_ACTION_LABEL),
        ("due_on", draft.due_on is not None, NO_DATE),
        ("due_on", draft.due_on is None or draft.due_on >= today, PAST),
        ("kind", draft.kind in KINDS, UNKNOWN_KIND),
        ("who", draft.who in WHO, UNKNOWN_WHO),
    )
    return {f"{prefix}{name}": Sentence(text) for name, is_right, text in checks if not is_right}


def goal_state(states: Iterable[str]) -> str:
    """A goal is reached when nothing of it is left and something was done; dropped when all of it was dropped."""
    each = list(states)
    if not each or any(state in LIVE_ACTIONS for state in each):
        return "open"
    return "reached" if ActionState.DONE in each else "dropped"


def plan_state(states: Iterable[str]) -> str:
    """A plan is done when no step of it is left."""
    return "active" if any(state in LIVE_ACTIONS for state in states) else "done"


def leaves_no_next_step(states: Sequence[str], moved: int, to: str) -> bool:
    """Tell whether dropping the step at `moved` would leave an open plan without a next step."""
    others = [state for index, state in enumerate(states) if index != moved]
    return to == ActionState.DROPPED and states[moved] in LIVE_ACTIONS and not any(state in LIVE_ACTIONS for state in others)


def _goal_faults(place: str, goal: GoalDraft, today: date) -> dict[str, Sentence]:
    faults = {} if goal.label.strip() else {f"{place}-label": Sentence(NO_LABEL)}
    if goal.due_on is None or goal.due_on < today:
        faults[f"{place}-due_on"] = Sentence(NO_DATE if goal.due_on is None else PAST)
    if not goal.actions:
        faults[f"{place}-actions"] = Sentence(NO_ACTION)
    for index, draft in enumerate(goal.actions):
        faults |= action_faults(draft, today, f"{place}-action-{index}")
    return faults
