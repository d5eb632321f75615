"""What does the machine of the sender do after a step: keep the attention, move plan and need, climb the ladder?"""

from typing import Any

from ruta.base.clock import HONDURAS, now
from ruta.base.context import Actor
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.base.workdays import work_calendar
from ruta.cases.actions import apply_delivery, move_need, move_plan_action, record_provided
from ruta.cases.enums import LIVE_NEEDS
from ruta.cases.models import Case, Need, PlanAction
from ruta.directory.models import Office
from ruta.people.models import Person
from ruta.referrals.actions.ending import close, expire
from ruta.referrals.actions.stepping import Said, hold, ids_of, leave_step
from ruta.referrals.enums import ReferralState, Rung, Side
from ruta.referrals.escalation import due_escalations
from ruta.referrals.events import ReferralEscalated
from ruta.referrals.models import Referral
from ruta.referrals.selectors.mirrored import arrived
from ruta.referrals.selectors.terms import waiting_of
from ruta.referrals.selectors.words import ESCALATED

# How long after the last rung nobody may still be waited for, in working days: then the need goes back to the sender.
EXPIRES_AFTER = 10
SILENCE = {
    ReferralState.SENT: "exp_not_acknowledged",
    ReferralState.RECEIVED: "exp_no_contact",
    ReferralState.ACCEPTED: "exp_no_contact",
    ReferralState.SCHEDULED: "exp_no_result",
    ReferralState.ATTENDED: "exp_no_result",
    ReferralState.NO_SHOW: "exp_no_contact",
}


@action
def keep_attention(*, actor: Actor, referral_id: int) -> int:
    """Keep what the provider recorded as an attention of the case; it moves nothing until the person confirms."""
    referral = hold(referral_id)
    if referral.delivery_id is not None:
        return referral.delivery_id
    delivery = record_provided(
        actor=actor, case_id=referral.case_id, person_id=referral.person_id, owner_institution_id=referral.owner_institution_id,
        provider_id=referral.receiver_id, office_id=_office_of(referral), facts=_frozen(referral),
    )  # fmt: skip
    referral.delivery = delivery
    referral.save(update_fields=["delivery"])
    return delivery.pk


@action
def apply_confirmation(*, actor: Actor, referral_id: int) -> None:
    """The person said that it was so: the outcome moves the need, the step of the plan and the case."""
    referral = hold(referral_id)
    if referral.case.closed_at is None:
        apply_delivery(actor=actor, delivery_id=keep_attention(actor=actor, referral_id=referral_id))


@action
def move_case_along(*, actor: Actor, referral_id: int, state: str) -> None:
    """Let the step of the plan and the need follow the referral: in progress while somebody works on it, open when it came back."""
    referral = hold(referral_id)
    case = Case.objects.get(pk=referral.case_id)
    if case.closed_at is not None:
        return
    step = (
        PlanAction.objects.filter(pk=referral.plan_action_id or 0)
        .exclude(plan__state="dropped")
        .exclude(state__in=("dropped", state))
        .first()
    )
    if step is not None:
        move_plan_action(actor=actor, plan_action_id=step.pk, state=state)
    need = Need.objects.filter(pk=referral.need_id or 0).exclude(state__in=("dropped", state)).first()
    if need is not None and (need.state in LIVE_NEEDS or state == "in_progress"):
        move_need(actor=actor, need_id=need.pk, state=state)


@action
def climb(*, actor: Actor, referral_id: int) -> list[int]:
    """Climb the rungs that are due, each once; what nobody answers long after the last one runs out."""
    referral = hold(referral_id)
    waiting = waiting_of(referral)
    if waiting is None:
        return []
    climbed = [step.rung for step in due_escalations(waiting, now(), work_calendar())]
    for rung in climbed:
        referral.escalation = rung
        referral.save(update_fields=["escalation"])
        leave_step(actor, referral, ESCALATED, Side.SYSTEM, Said(facts={"rung": int(rung)}))
        event = ReferralEscalated(
            **ids_of(referral), step_id=referral.steps.order_by("-pk").values_list("pk", flat=True)[0], rung=int(rung)
        )
        publish(event, institution_id=referral.owner_institution_id)
    if not climbed:
        _end_of_waiting(actor, referral)
    return [int(rung) for rung in climbed]


def _end_of_waiting(actor: Actor, referral: Referral) -> None:
    state = ReferralState(referral.state)
    if arrived(referral.pk):
        return  # its end is said where it began
    if referral.due_at is None or now() <= referral.due_at:
        return
    if state is ReferralState.CONFIRMED:
        close(actor=actor, referral_id=referral.pk)
    elif state in SILENCE and referral.escalation >= Rung.REROUTE_OFFERED:
        late = work_calendar().days_between(referral.due_at.astimezone(HONDURAS).date(), now().date())
        if late >= EXPIRES_AFTER:
            expire(actor=actor, referral_id=referral.pk, reason=SILENCE[state])


def _frozen(referral: Referral) -> dict[str, Any]:
    """What the indicators count by: of the case and the person, whom the machine of their owner reads."""
    person, case = Person.objects.get(pk=referral.person_id), Case.objects.get(pk=referral.case_id)
    return {
        "service_type": referral.service_type, "outcome": referral.outcome, "need_id": referral.need_id,
        "plan_action_id": referral.plan_action_id, "note": referral.outcome_note, "modality": case.modality, "sex": person.sex,
        "age": _age(person),
    }  # fmt: skip


def _age(person: Person) -> int | None:
    if person.birth_date is None:
        return None
    day, born = now().date(), person.birth_date
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _office_of(referral: Referral) -> int:
    """Where it was given: the office that took it, or one of the institution; a delivery always names a place."""
    found = referral.receiver_office_id or referral.known_service.office_id
    any_office = Office.objects.filter(institution_id=referral.receiver_id).order_by("pk").values_list("pk", flat=True)
    return found or any_office.first() or referral.sender_office_id
