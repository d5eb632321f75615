"""What if the two records of one person both have an open case? Both go on beside each other, or one takes over."""

from typing import Any

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.cases.actions.steps import Said, held_case, move, tell
from ruta.cases.enums import LIVE_ACTIONS, ActionState, CaseVerb, ContactResult
from ruta.cases.events import CaseClosed, CaseReopened
from ruta.cases.models import Case, FollowUp, Goal, PersonalPlan, PlanAction
from ruta.cases.policies import open_referrals
from ruta.people.merging.registry import Clash, Option, Question

CODE = "open_cases"
BESIDE = "beside"
MERGED = "duplicate_merged"  # code of the catalogue case_closing
Kept = dict[str, Any]


def ask(actor: Actor, survivor: int, absorbed: int) -> Question | None:
    """Only when both have an open case in this institution."""
    mine, theirs = main_case(survivor), main_case(absorbed)
    if mine is None or theirs is None:
        return None
    beside = Option(BESIDE, _("Seguir con los dos, enlazados: %(one)s y %(other)s.") % {"one": mine.number, "other": theirs.number})
    return Question(
        CODE,
        _("Los dos registros tienen un expediente abierto. Diga con cuál se sigue."),
        (beside, _taking_over(actor, mine, theirs), _taking_over(actor, theirs, mine)),
    )


def settle(actor: Actor, survivor: int, absorbed: int, answer: str) -> Kept:
    """Link the second case to the first, or close the one that is not gone on with; gives what undoing needs."""
    mine, theirs = main_case(survivor), main_case(absorbed)
    if mine is None or theirs is None:
        return {}
    if answer == BESIDE:
        Case.objects.filter(pk=theirs.pk).update(linked_to=mine)
        return {"linked": theirs.pk}
    return _join(actor, theirs if answer == str(mine.pk) else mine)


def restore(actor: Actor, kept: Kept) -> None:
    """Take the link away, or give the closed case back as it was; what was changed since stays."""
    if kept.get("linked"):
        case = Case.objects.get(pk=kept["linked"])
        Case.objects.filter(pk=case.pk).update(linked_to=main_case(case.person_id))
    if kept.get("joined"):
        _part(actor, kept)


def main_case(person_id: int) -> Case | None:
    """The open case of a person that is not only linked to another."""
    return Case.objects.filter(person=person_id, closed_at=None, linked_to=None).first()


def _taking_over(actor: Actor, stays: Case, goes: Case) -> Option:
    waiting = open_referrals(actor, goes)
    words = _("Seguir solo con %(stays)s. %(goes)s se cierra y queda para leerlo.") % {"stays": stays.number, "goes": goes.number}
    return Option(str(stays.pk), words, _("%(goes)s tiene derivaciones sin resultado.") % {"goes": goes.number} if waiting else "")


def _join(actor: Actor, goes: Case) -> Kept:
    """Close the case without touching what it says, and remember what was open in it."""
    case = held_case(goes.pk)
    kept: Kept = {"joined": case.pk}
    kept["actions"] = list(PlanAction.objects.filter(case=case, state__in=LIVE_ACTIONS).order_by("pk").values_list("pk", "state"))
    kept["goals"] = list(Goal.objects.filter(case=case, state="open").order_by("pk").values_list("pk", flat=True))
    kept["plans"] = list(PersonalPlan.objects.filter(case=case, state="active").order_by("pk").values_list("pk", flat=True))
    kept["contacts"] = list(FollowUp.objects.filter(case=case, done_at=None).order_by("pk").values_list("pk", flat=True))
    PlanAction.objects.filter(pk__in=[pk for pk, _state in kept["actions"]]).update(state=ActionState.DROPPED, moved_at=now())
    Goal.objects.filter(pk__in=kept["goals"]).update(state="dropped")
    PersonalPlan.objects.filter(pk__in=kept["plans"]).update(state="done")
    FollowUp.objects.filter(pk__in=kept["contacts"]).update(done_at=now(), result=ContactResult.CANCELLED)
    move(actor, case, CaseVerb.JOIN, Said(reason=MERGED), closed_at=now(), close_reason=MERGED)
    tell(case, CaseClosed, reason=MERGED)
    return kept


def _part(actor: Actor, kept: Kept) -> None:
    case = held_case(kept["joined"])
    if case.close_reason != MERGED or main_case(case.person_id):
        return
    for pk, state in kept["actions"]:
        PlanAction.objects.filter(pk=pk, state=ActionState.DROPPED).update(state=state)
    Goal.objects.filter(pk__in=kept["goals"], state="dropped").update(state="open")
    PersonalPlan.objects.filter(pk__in=kept["plans"], state="done").update(state="active")
    FollowUp.objects.filter(pk__in=kept["contacts"], result=ContactResult.CANCELLED).update(done_at=None, result="")
    move(actor, case, CaseVerb.PART, closed_at=None, close_reason="")
    tell(case, CaseReopened)


OPEN_CASES = Clash(CODE, ask, settle, restore)
