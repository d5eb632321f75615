"""What is true of a case right now, and which verbs does that open to this actor?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, Func, IntegerField, Min, OuterRef, QuerySet, Subquery, TextField, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.cases.enums import ASSIGN, LIVE_ACTIONS, CaseState, CaseVerb, ClosingRequirement, ContactResult
from ruta.cases.models import Assessment, Case, CaseAlert, CaseStep, FollowUp, Goal, PersonalPlan, PlanAction, ServiceDelivery
from ruta.cases.policies import can_open_case, closing_checks, open_referrals, owns, role_of
from ruta.cases.rules import CaseFacts, ClosingReason, Standing, open_verbs, standing, waiting_verbs
from ruta.cases.rules.guards import NO_CHILD
from ruta.cases.selectors.children import child_facts
from ruta.cases.selectors.required import unasked_before
from ruta.people.models import Consent
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import item

R = ClosingRequirement
ATTEMPT_DAYS, ATTEMPTS, ATTEMPT_WAYS = 60, 5, 2


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb as the screen offers it: open, or with the sentences that say what is missing."""

    code: CaseVerb
    missing: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may be done now."""
        return not self.missing


def steps_of(case: Case) -> QuerySet[CaseStep]:
    """The history of a case in its order."""
    return CaseStep.objects.filter(case=case).order_by("pk")


def standing_of(case: Case, steps: Iterable[CaseStep] | None = None) -> Standing:
    """What the steps of a case add up to."""
    verbs = [step.verb for step in steps] if steps is not None else list(steps_of(case).values_list("verb", flat=True))
    return standing(CaseVerb(verb) for verb in verbs if verb != ASSIGN)


def offered_office_id(case: Case) -> int | None:
    """The office that was asked to carry the case and has not answered."""
    answers = (CaseVerb.OFFER_TRANSFER, CaseVerb.ACCEPT_TRANSFER, CaseVerb.DECLINE_TRANSFER, CaseVerb.CLOSE)
    last = CaseStep.objects.filter(case=case, verb__in=answers).order_by("-pk").first()
    return last.to_office_id if last and last.verb == CaseVerb.OFFER_TRANSFER else None


def case_facts(actor: Actor, case: Case) -> CaseFacts:
    """What the guards of the transition table need to know."""
    counted = _counted(case)
    offered = offered_office_id(case)
    return CaseFacts(
        state=CaseState(case.state),
        consent_case_management=counted["consented"],
        child=child_facts(case, counted["birth_date"]) if case.state == CaseState.INTAKE else NO_CHILD,
        assessments=counted["assessed"] or 0,
        open_plans=counted["plans"] or 0,
        plans_without_dated_step=counted["bare_plans"] or 0,
        open_referrals=open_referrals(actor, case),
        next_contact_on=counted["next_contact"],
        blocks=frozenset(code for blocks in counted["blocks"] or () for code in blocks.split(",")),
        unasked_before=unasked_before(case),
        transfer_offered=offered is not None,
        receives_transfer=offered is not None and offered == actor.office_id,
        may_reopen=closing_may_reopen(case),
    )


def closing_facts(actor: Actor, case: Case, note: str) -> CaseFacts:
    """The same facts with which requirements of closing hold for this actor and explanation."""
    return replace(case_facts(actor, case), closing_holds=frozenset(_closing_holds(actor, case, note)))


def verbs_of(actor: Actor, case: Case, facts: CaseFacts | None = None) -> list[Verb]:
    """Every verb that the actor's role has in this state, open ones first, the others with what is missing."""
    if not owns(actor, case) or not can_open_case(actor):
        return []
    facts = facts or case_facts(actor, case)
    state, role = CaseState(case.state), role_of(actor)
    waiting = waiting_verbs(state, role, facts)
    closed = [Verb(code, tuple(each.said(_, ngettext) for each in missing)) for code, missing in waiting.items()]
    return [*(Verb(code) for code in open_verbs(state, role, facts)), *closed]


def open_codes(actor: Actor, case: Case) -> set[CaseVerb]:
    """The verbs that this actor may do now."""
    return {verb.code for verb in verbs_of(actor, case) if verb.is_open}


def closing_reason(code: str) -> ClosingReason:
    """One reason of the catalogue of closings."""
    return ClosingReason.of(item("case_closing", code).data)


def _counted(case: Case) -> dict[str, Any]:
    mine: dict[str, Any] = {"case": OuterRef("pk")}
    live = PlanAction.objects.filter(plan=OuterRef("pk"), state__in=LIVE_ACTIONS)
    plans = PersonalPlan.objects.filter(**mine, state="active")
    consents = Consent.objects.filter(
        person=OuterRef("person_id"), grantee=OuterRef("owner_institution_id"), purpose="case_management",
        withdrawn_at=None, valid_until__gt=now(),
    )  # fmt: skip
    found = Case.objects.filter(pk=case.pk).values(
        birth_date=F("person__birth_date"),
        consented=Exists(consents),
        assessed=_count(Assessment.objects.filter(**mine, state="done")),
        plans=_count(plans),
        bare_plans=_count(plans.filter(~Exists(live))),
        next_contact=Subquery(FollowUp.objects.filter(**mine, done_at=None).order_by().values("case").annotate(n=Min("due_on")).values("n")),
        blocks=Subquery(_blocks(mine)),
    ).get()  # fmt: skip
    return dict(found)


def _count(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("case").annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def _blocks(mine: dict[str, Any]) -> QuerySet[Any]:
    """The blocks of unresolved alerts; arrays of different lengths do not gather, so each becomes text first."""
    texts = Func(F("blocks"), Value(","), function="array_to_string", output_field=TextField())
    return CaseAlert.objects.filter(**mine, resolved_at=None).order_by().values("case").annotate(n=ArrayAgg(texts)).values("n")


def closing_may_reopen(case: Case) -> bool:
    """Whether the reason of the closing lets the case begin again."""
    try:
        return not case.close_reason or closing_reason(case.close_reason).reopen
    except UnknownCode:
        return True


def _closing_holds(actor: Actor, case: Case, note: str) -> set[ClosingRequirement]:
    plan_goals = Goal.objects.filter(case=case)
    holds = {
        R.REASON_TEXT: bool(note.strip()),
        R.PROTECTION_OFFICER_APPROVAL: actor.role in ("protection_officer", "child_protection_officer"),
        R.NO_DELIVERIES: not ServiceDelivery.objects.filter(case=case).exists(),
        R.ALL_GOALS_RESOLVED: plan_goals.exists() and not plan_goals.filter(state="open").exists(),
        R.CONTACT_ATTEMPTS_5: _tried_enough(case),
        R.PLACEMENT_CONFIRMED: FollowUp.objects.filter(case=case, subject="placement_180", result=ContactResult.REACHED).exists(),
        R.CONTRACT_CHECKLIST_PASSED: Assessment.objects.filter(
            case=case, instrument="migrant_contract_checklist", state="done", segment="approved"
        ).exists(),
    }
    told = {requirement for requirement, check in closing_checks().items() if check(actor, case)}
    return {requirement for requirement, is_so in holds.items() if is_so} | told


def _tried_enough(case: Case) -> bool:
    """At least five tries in sixty days, by two ways and at different hours."""
    since = now() - timedelta(days=ATTEMPT_DAYS)
    tries = FollowUp.objects.filter(case=case, result=ContactResult.NOT_REACHED, done_at__gte=since).values_list("channel", "done_at")
    ways = {channel for channel, _at in tries}
    hours = {at.hour for _channel, at in tries if at}
    return len(tries) >= ATTEMPTS and len(ways) >= ATTEMPT_WAYS and len(hours) > 1
