"""How does a case rest, end and begin again?"""

from datetime import date, timedelta

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.transactions import action
from ruta.cases.actions.following import cancel_contacts, plan_contact
from ruta.cases.actions.steps import Said, demand_text, demand_verb, held_case, move, tell
from ruta.cases.enums import LIVE_ACTIONS, ActionState, CaseVerb
from ruta.cases.events import CaseClosed, CasePaused, CaseReopened, CaseResumed
from ruta.cases.models import Case, FollowUp, Goal, PersonalPlan, PlanAction
from ruta.cases.rules import ClosingReason, closing_problems
from ruta.cases.selectors.facts import closing_facts, closing_reason
from ruta.taxonomy.errors import UnknownCode


@action
def pause_case(*, actor: Actor, case_id: int, reason: str, review_on: date | None, version: int | None = None) -> Case:
    """Let the case rest for a reason in words until a day when somebody looks at it again."""
    case = held_case(case_id, version=version)
    demand_verb(actor, case, CaseVerb.PAUSE)
    _demand_pause(reason, review_on)
    move(actor, case, CaseVerb.PAUSE, Said(note=reason))
    plan_contact(case, "pause_review", review_on or today(), case.officer_id, "")
    tell(case, CasePaused)
    return case


@action
def resume_case(*, actor: Actor, case_id: int, note: str = "", version: int | None = None) -> Case:
    """Go on where the case was paused."""
    case = held_case(case_id, version=version)
    demand_verb(actor, case, CaseVerb.RESUME)
    move(actor, case, CaseVerb.RESUME, Said(note=note))
    FollowUp.objects.filter(case=case, subject="pause_review", done_at=None).update(done_at=now(), result="cancelled")
    tell(case, CaseResumed)
    return case


@action
def close_case(*, actor: Actor, case_id: int, reason: str, note: str = "", version: int | None = None) -> Case:
    """End the case with a reason of the catalogue; its requirements hold, nothing waits for a result, and later contacts are planned."""
    case = held_case(case_id, version=version)
    demand_verb(actor, case, CaseVerb.CLOSE)
    why = _reason(reason)
    problems = closing_problems(why, closing_facts(actor, case, note))
    if problems:
        raise NotOpen(" ".join(each.said(_, ngettext) for each in problems), missing=[str(each) for each in problems])
    _finish_plan(case)
    cancel_contacts(case)
    move(actor, case, CaseVerb.CLOSE, Said(reason=reason, note=note), closed_at=now(), close_reason=reason)
    for days in why.follow_up_days:
        plan_contact(case, f"closing_{days}", today() + timedelta(days=days), case.officer_id, "")
    tell(case, CaseClosed, reason=reason)
    return case


@action
def reopen_case(*, actor: Actor, case_id: int, note: str, version: int | None = None) -> Case:
    """Whoever comes back begins at the door again, with the same number and history."""
    case = held_case(case_id, version=version)
    demand_verb(actor, case, CaseVerb.REOPEN)
    note = demand_text(note, "note", _("Escriba por qué vuelve la persona."))
    try:
        with transaction.atomic():
            said = Said(note=note)
            move(actor, case, CaseVerb.REOPEN, said, closed_at=None, close_reason="", officer_id=actor.user_id or case.officer_id)
    except IntegrityError as error:
        raise NotOpen(_("La persona ya tiene otro caso abierto en su institución. Siga en ese.")) from error
    cancel_contacts(case)
    tell(case, CaseReopened)
    return case


def _demand_pause(reason: str, review_on: date | None) -> None:
    fields = {}
    if not reason.strip():
        fields["reason"] = _("Escriba por qué se pausa.")
    if review_on is None or review_on <= today():
        fields["review_on"] = _("Ponga la fecha en que se revisa, desde mañana.")
    if fields:
        raise Invalid(_("El caso no se pausó: falta corregir algo."), fields=fields)


def _reason(code: str) -> ClosingReason:
    try:
        return closing_reason(code)
    except UnknownCode as error:
        sentence = _("Elija la razón del cierre.")
        raise Invalid(sentence, fields={"reason": sentence}) from error


def _finish_plan(case: Case) -> None:
    PlanAction.objects.filter(case=case, state__in=LIVE_ACTIONS).update(state=ActionState.DROPPED, moved_at=now())
    Goal.objects.filter(case=case, state="open").update(state="dropped")
    PersonalPlan.objects.filter(case=case, state="active").update(state="done")
