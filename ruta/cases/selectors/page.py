"""What does the page of a case show to this actor, in one reading?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import HONDURAS, now, today
from ruta.base.compiled import at_once_of
from ruta.base.context import Actor
from ruta.cases.models import Case, Goal, Need, PlanAction
from ruta.cases.policies import can_work_on, owns, sees
from ruta.cases.rules import CaseFacts
from ruta.cases.rules.custody import Tenure, without_responsible
from ruta.cases.selectors.assessing import age_on
from ruta.cases.selectors.facts import Verb, verbs_of
from ruta.cases.selectors.history import case_timeline, day_of, hands_of, office_title, spelled, timeline_sources
from ruta.cases.selectors.labels import ACTION_STATES, SUBJECTS, WHO, coded, masked, worded
from ruta.cases.selectors.rows import CaseRows, case_for, rows_of
from ruta.cases.timeline import Entry

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing that comes next, with what it stands for."""

    title: str
    note: str = ""
    on: date | None = None
    action_id: int | None = None
    follow_up_id: int | None = None
    verb: str = ""
    is_protected: bool = False

    @property
    def is_planned(self) -> bool:
        """Whether it is a step of the plan or a contact, and not something of another institution."""
        return bool(self.action_id or self.follow_up_id)

    @property
    def days_late(self) -> int:
        """How many days ago it was due."""
        return max(0, (today() - self.on).days) if self.on else 0


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the track of hands."""

    title: str
    when: str
    note: str = ""
    kind: str = ""
    has_officer: bool = False


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One step of the plan as the actor may read it."""

    row: PlanAction
    label: str
    note: str
    is_protected: bool


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with its steps."""

    row: Goal
    actions: list[ActionRow]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need as the actor may read it; a protected one has no words."""

    row: Need | None
    label: str
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything on the page of a case."""

    rows: CaseRows
    facts: CaseFacts
    verbs: list[Verb]
    is_mine: bool
    may_work: bool
    next: NextStep
    track: list[Stop]
    track_words: str
    line: list[Entry]
    sources: dict[str, str]
    goals: list[GoalRow]
    needs: list[NeedRow]
    protected: int
    age: int | None

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.rows.case

    @property
    def open_verbs(self) -> set[str]:
        """The codes of the verbs that may be done now."""
        return {str(verb.code) for verb in self.verbs if verb.is_open}

    @property
    def actions_done(self) -> int:
        """How many steps of the plan are done."""
        return sum(each.row.state == "done" for goal in self.goals for each in goal.actions)

    @property
    def actions_all(self) -> int:
        """How many steps the plan has, without dropped ones."""
        return sum(each.row.state != "dropped" for goal in self.goals for each in goal.actions)


def case_page(actor: Actor, case_id: int, only: str = "") -> CasePage:
    """The page of a case for this actor; `only` is the filter of its line."""
    with at_once_of("case", case_id):
        return page_of(rows_of(actor, case_for(actor, case_id)), only)


def page_of(rows: CaseRows, only: str = "") -> CasePage:
    """The same, out of rows already read."""
    actor, case = rows.actor, rows.case
    facts = rows.facts()
    verbs = verbs_of(actor, case, facts)
    whole = case_timeline(rows)
    hands = hands_of(rows)
    ahead = sorted((each for each in whole if each.kind == "ahead"), key=lambda each: each.at)
    return CasePage(
        rows=rows, facts=facts, verbs=verbs, is_mine=owns(actor, case), may_work=can_work_on(actor, case),
        next=next_step(rows, verbs, ahead), track=[*_stops(rows, hands), *_ahead(ahead)], track_words=_track_words(rows, hands),
        line=[each for each in whole if each.kind != "ahead" and only in ("", each.source)], sources=timeline_sources(),
        goals=_goals(rows), needs=list(_needs(rows)), protected=len(rows.protected_needs()),
        age=age_on(rows.person.birth_date, today()) if rows.person else None,
    )  # fmt: skip


def next_step(rows: CaseRows, verbs: Iterable[Verb], ahead: Iterable[Entry] = ()) -> NextStep:
    """Exactly one: the earliest of what is dated, or else what the state asks for."""
    dated = [*_dated_actions(rows), *_dated_contacts(rows), *_dated_ahead(ahead)]
    if dated and rows.case.closed_at is None:
        return min(dated, key=lambda each: each.on or date.max)
    if dated:
        return min((each for each in dated if each.follow_up_id), key=lambda each: each.on or date.max, default=_asked(rows, verbs))
    return _asked(rows, verbs)


def _dated_actions(rows: CaseRows) -> Iterable[NextStep]:
    for each in rows.live_actions():
        hidden = not rows.shows(each.data_category)
        title = _("Paso protegido") if hidden else each.label
        note = "" if hidden else _("Lo hace %(who)s.") % {"who": worded(WHO, each.who)}
        yield NextStep(title, note, each.due_on, action_id=None if hidden else each.pk)


def _dated_contacts(rows: CaseRows) -> Iterable[NextStep]:
    for each in rows.follow_ups:
        if each.done_at is None:
            yield NextStep(worded(SUBJECTS, each.subject), each.note, each.due_on, follow_up_id=each.pk)


def _dated_ahead(ahead: Iterable[Entry]) -> Iterable[NextStep]:
    for each in ahead:
        if not each.is_protected and each.title:
            yield NextStep(each.title, each.note, each.at.astimezone(HONDURAS).date())


def _asked(rows: CaseRows, verbs: Iterable[Verb]) -> NextStep:
    """What the state of the case asks for when nothing is dated."""
    wanted = {
        "intake": ("assess", _("Hacer la valoración con la persona.")),
        "assessed": ("plan", _("Acordar el itinerario con la persona.")),
        "planned": ("plan", _("Ponerle al itinerario un próximo paso con fecha.")),
        "in_service": ("plan", _("Acordar el siguiente itinerario, o cerrar el caso si ya logró lo suyo.")),
        "follow_up": ("schedule", _("Poner fecha al próximo contacto.")),
        "paused": ("resume", _("Revisar si el caso se retoma.")),
        "closed": ("", _("El caso está cerrado.")),
    }
    verb, title = wanted[rows.case.state]
    missing = next((each.missing for each in verbs if each.code == verb and not each.is_open), ())
    return NextStep(title, " ".join(missing), verb=verb)


def _stops(rows: CaseRows, hands: list[Tenure]) -> Iterable[Stop]:
    offices = {step.office_id: step.office for step in rows.steps}
    for tenure in hands:
        is_here = tenure.until is None
        days = {"since": day_of(tenure.since), "time": spelled(tenure.lasted(now()))}
        if is_here:
            when = _("desde %(since)s, %(time)s") % days
        elif tenure.lasted(now()) < A_DAY:
            when = _("%(since)s, %(time)s") % days
        else:
            when = _("%(since)s al %(until)s, %(time)s") % (days | {"until": day_of(tenure.until or now())})
        officer = rows.names.get(tenure.officer_id or 0, "")
        note = officer or (_("Sin responsable") if is_here else "")
        yield Stop(office_title(offices[tenure.office_id]), when, note, "here" if is_here else "", has_officer=bool(officer))


def _ahead(entries: Iterable[Entry]) -> Iterable[Stop]:
    for each in entries:
        if each.place and not each.is_protected:
            yield Stop(each.place, _("desde %(since)s") % {"since": day_of(each.at)}, each.title, "ahead")


def _track_words(rows: CaseRows, hands: list[Tenure]) -> str:
    begun = rows.episode.returned_on if rows.episode else rows.case.opened_at.astimezone(HONDURAS).date()
    days = max(0, (today() - begun).days)
    institutions = len({step.office.institution_id for step in rows.steps})
    nobody = without_responsible(hands)
    since = (
        ngettext("%(count)s día desde la llegada", "%(count)s días desde la llegada", days)
        if rows.episode
        else ngettext("%(count)s día desde la acogida", "%(count)s días desde la acogida", days)
    ) % {"count": localize(days)}
    parts = [since, ngettext("%(count)s institución", "%(count)s instituciones", institutions) % {"count": institutions}]
    if nobody >= A_DAY:
        parts.append(_("%(time)s sin responsable") % {"time": spelled(nobody)})
    return ", ".join(parts)


def _goals(rows: CaseRows) -> list[GoalRow]:
    plan = rows.open_plan
    return [
        GoalRow(goal, [_action(rows, each) for each in rows.actions if each.goal_id == goal.pk])
        for goal in rows.goals if plan and goal.plan_id == plan.pk
    ]  # fmt: skip


def _action(rows: CaseRows, each: PlanAction) -> ActionRow:
    if not rows.shows(each.data_category):
        return ActionRow(each, _("Paso protegido"), "", is_protected=True)
    service = coded("service_types", each.service_type)
    note = service if service and service != each.label else worded(WHO, each.who)
    if each.state == "in_progress":
        note = _("%(note)s, %(state)s") % {"note": note, "state": worded(ACTION_STATES, each.state).lower()}
    return ActionRow(each, each.label, note, is_protected=False)


def _needs(rows: CaseRows) -> Iterable[NeedRow]:
    order = {"critical": 0, "high": 1, "medium": 2, "low": 3}
    shown = [need for need in rows.needs if need.state != "dropped" and sees(rows.actor, need)]
    for need in sorted(shown, key=lambda each: (each.state == "met", order.get(each.priority, 9), each.pk)):
        yield NeedRow(need, coded("needs", need.code))
    yield from (NeedRow(None, masked(), is_protected=True) for _need in rows.protected_needs())
