"""All rows of one case, each table asked once, and what of them this actor may read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ruta.base.clock import now
from ruta.base.compiled import asked_of, at_once_of
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.cases.enums import LIVE_ACTIONS, CaseState
from ruta.cases.models import Assessment, Case, CaseAlert, CaseStep, FollowUp, Goal, Need, PersonalPlan, PlanAction, ServiceDelivery
from ruta.cases.policies import can_read_case, open_referrals, sees, shows
from ruta.cases.rules import CaseFacts, ChildFacts
from ruta.cases.rules.guards import NO_CHILD
from ruta.cases.selectors.children import child_facts
from ruta.cases.selectors.facts import closing_may_reopen, standing_of
from ruta.cases.selectors.required import unasked_before
from ruta.people.models import Consent, Contact, Person, ReturnEpisode, all_told
from ruta.people.selectors import reads_as, user_names

NO_SUCH_CASE = gettext_noop("Este caso no existe o la persona no permitió que su institución lo lea. Busque a la persona o pida acceso.")

OF_CASE: dict[str, Callable[[int], Any]] = {
    "steps": lambda case: CaseStep.objects.filter(case_id=case).select_related("office__institution", "to_office").order_by("pk"),
    "needs": lambda case: Need.objects.filter(case_id=case).order_by("pk"),
    "assessments": lambda case: Assessment.objects.filter(case_id=case).order_by("-assessed_at", "-pk"),
    "plans": lambda case: PersonalPlan.objects.filter(case_id=case).order_by("-pk"),
    "goals": lambda case: Goal.objects.filter(case_id=case).order_by("position", "pk"),
    "actions": lambda case: PlanAction.objects.filter(case_id=case).order_by("position", "pk"),
    "deliveries": lambda case: (
        ServiceDelivery.objects.filter(case_id=case).select_related("office__institution").order_by("-delivered_on", "-pk")
    ),
    "follow_ups": lambda case: FollowUp.objects.filter(case_id=case).order_by("due_on", "pk"),
    "alerts": lambda case: CaseAlert.objects.filter(case_id=case).order_by("pk"),
}
"""What hangs on a case, a table each."""
OF_PERSON: dict[str, Callable[[int], Any]] = {
    "person": lambda person: Person.objects.select_related("municipality").filter(pk=person)[:1],
    "contact": lambda person: Contact.objects.filter(person_id=person, kind="phone").order_by("-is_main", "-pk")[:1],
    "episode": lambda person: ReturnEpisode.objects.filter(person_id=person).order_by("-returned_on")[:1],
}
"""What a case says of its person, one row each."""


@dataclass(slots=True)
class CaseRows:
    """One case and all that hangs on it, as row security lets the actor read."""

    actor: Actor
    case: Case
    person: Person | None
    contact: Contact | None
    episode: ReturnEpisode | None
    steps: list[CaseStep]
    needs: list[Need]
    assessments: list[Assessment]
    plans: list[PersonalPlan]
    goals: list[Goal]
    actions: list[PlanAction]
    deliveries: list[ServiceDelivery]
    follow_ups: list[FollowUp]
    alerts: list[CaseAlert]
    consented: bool
    child: ChildFacts = NO_CHILD
    names: dict[int, str] = field(default_factory=dict)

    @property
    def open_plan(self) -> PersonalPlan | None:
        """The plan that is active, or the last one that was finished."""
        return next((plan for plan in self.plans if plan.state == "active"), None) or next(
            (plan for plan in self.plans if plan.state == "done"), None
        )

    def shows(self, category: str) -> bool:
        """Whether a row of this category of data may be read word by word."""
        return shows(self.actor, category)

    def protected_needs(self) -> list[Need]:
        """Strict needs that this actor counts and does not read."""
        return [need for need in self.needs if not sees(self.actor, need)]

    def live_actions(self) -> list[PlanAction]:
        """The steps of the active plan that are still to do, the earliest first."""
        plan = self.open_plan
        live = [each for each in self.actions if plan and each.plan_id == plan.pk and each.state in LIVE_ACTIONS]
        return sorted(live, key=lambda each: (each.due_on, each.position))

    def facts(self) -> CaseFacts:
        """What the guards need, out of what is already here."""
        active = [plan for plan in self.plans if plan.state == "active"]
        due = [each.due_on for each in self.follow_ups if each.done_at is None]
        standing = standing_of(self.case, self.steps)
        asked = next((step.to_office_id for step in reversed(self.steps) if step.verb == "offer_transfer"), None)
        return CaseFacts(
            state=CaseState(self.case.state),
            consent_case_management=self.consented,
            child=self.child,
            assessments=sum(each.state == "done" for each in self.assessments),
            open_plans=len(active),
            plans_without_dated_step=len(active) if active and not self.live_actions() else 0,
            open_referrals=open_referrals(self.actor, self.case),
            next_contact_on=min(due, default=None),
            blocks=frozenset(block for alert in self.alerts if alert.resolved_at is None for block in alert.blocks),
            unasked_before=unasked_before(self.case, self.person),
            transfer_offered=standing.transfer_offered,
            receives_transfer=standing.transfer_offered and asked == self.actor.office_id,
            may_reopen=closing_may_reopen(self.case),
        )


def case_for(actor: Actor, case_id: int) -> Case:
    """The case, if role and row security let the actor open it."""
    case = next(iter(asked_of(_case, case_id)), None) if can_read_case(actor) else None
    if case is None:
        raise NotFound(_(NO_SUCH_CASE))
    return case


def _case(case_id: int) -> QuerySet[Case]:
    return Case.objects.select_related("office__institution", "owner_institution").filter(pk=case_id)


def _consents(person_id: int) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person_id, purpose="case_management", withdrawn_at=None).order_by("pk")


def rows_of(actor: Actor, case: Case) -> CaseRows:
    """Every table of a case, once."""
    person = case.person_id
    found: dict[str, Any] = {name: asked_of(build, case.pk) for name, build in OF_CASE.items()}
    with at_once_of("person of a case", person):
        found |= {name: next(iter(asked_of(build, person)), None) for name, build in OF_PERSON.items()}
        consents = asked_of(_consents, person)
    consented = any(each.grantee_id == case.owner_institution_id and each.valid_until > now() for each in consents)
    rows = CaseRows(actor=actor, case=case, **found, consented=consented)
    if _hides(rows):
        rows.actor = reads_as(actor, person)
    if rows.actor is not actor:  # opened with a reason: of this person, and on this page alone
        all_told(rows.needs, rows.assessments, rows.actions, rows.deliveries, rows.alerts)
        all_told(rows.steps, rows.plans, rows.goals, rows.follow_ups)
    rows.names = user_names(_users(rows))
    if rows.person and case.state == CaseState.INTAKE and case.owner_institution_id == actor.institution_id:
        rows.child = child_facts(case, rows.person.birth_date)
    return rows


def _hides(rows: CaseRows) -> bool:
    """Whether something here is reserved from this actor."""
    categories = {each.data_category for group in (rows.needs, rows.assessments, rows.actions, rows.deliveries) for each in group}
    return bool(rows.protected_needs()) or not categories.isdisjoint({"needs_sensitive", "protection"})


def _users(rows: CaseRows) -> set[int]:
    return _present(
        [rows.case.officer_id],
        (user for step in rows.steps for user in (step.officer_id, step.actor_user_id)),
        (user for each in rows.assessments for user in (each.assessed_by_id, each.overridden_by_id)),
        (each.officer_id for each in rows.deliveries),
        (each.officer_id for each in rows.follow_ups),
        (each.resolved_by_id for each in rows.alerts),
    )


def _present(*groups: Iterable[int | None]) -> set[int]:
    return {user for group in groups for user in group if user is not None}
