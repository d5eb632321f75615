"""Which message follows a step, to the person and to an institution without account? None says what it is about."""

from collections.abc import Mapping

from ruta.base.context import Actor
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.selectors import language_of, told_moment
from ruta.directory.models import Office
from ruta.people.models import Person
from ruta.referrals.actions.linking import PERSON_LINK, write_to_partner
from ruta.referrals.enums import ReferralState, ReferralVerb, Rung, Side
from ruta.referrals.models import Referral, ReferralStep
from ruta.referrals.rules import waits_on
from ruta.referrals.selectors.terms import clocks_for
from ruta.referrals.selectors.words import ESCALATED

V = ReferralVerb
PERSON: Mapping[str, str] = {
    V.SEND: "referral_sent",
    V.RESEND: "referral_sent",
    V.SCHEDULE: "referral_scheduled",
    V.ASK_OTHER_DATE: "referral_accepted",
    V.CALL_OFF: "referral_called_off",
    V.DECLINE: "referral_declined",
    V.MISS: "appointment_missed",
    V.DELIVER: "outcome_to_confirm",
    V.DISPUTE: "dispute_received",
}
PARTNER: Mapping[str, str] = {
    V.SEND: "partner_referral_new",
    V.RESEND: "partner_referral_new",
    V.SCHEDULE: "partner_outcome_request",
    V.ASK_OTHER_DATE: "partner_new_date",
    V.DISPUTE: "partner_outcome_request",
    V.WITHDRAW: "partner_access_cut",
}
CLARIFIED_IN = "3"
FALLBACK_PHONE = "2232-0000"


def tell_person(actor: Actor, event_id: int, referral_id: int, step_id: int, rung: int) -> None:
    """Queue the message of a step or a rung, once per event; an accepted one with a date is told with its date."""
    referral, step = _found(referral_id, step_id)
    template = _rung_for_person(referral, rung) if step.verb == ESCALATED else _for_person(referral, step)
    if template:
        queue_message(
            actor=actor, template=template, person_id=referral.person_id, facts=_facts(referral), link=LinkTo(PERSON_LINK, referral.pk),
            once_key=f"{event_id}:{template}:{referral.person_id}",
        )  # fmt: skip


def tell_partner(actor: Actor, event_id: int, referral_id: int, step_id: int, rung: int) -> None:
    """Queue the message with the link that answers the present state."""
    referral, step = _found(referral_id, step_id)
    template = _rung_for_partner(referral, rung) if step.verb == ESCALATED else PARTNER.get(step.verb, "")
    if step.verb == V.ACCEPT and referral.state == ReferralState.ACCEPTED:
        template = "partner_outcome_request"
    if template:
        write_to_partner(actor, referral, template, once_key=f"{event_id}:{template}:{referral.pk}")


def _found(referral_id: int, step_id: int) -> tuple[Referral, ReferralStep]:
    referral = Referral.objects.select_related("service", "appointment", "sender_office").get(pk=referral_id)
    return referral, ReferralStep.objects.get(pk=step_id)


def _for_person(referral: Referral, step: ReferralStep) -> str:
    if step.verb == V.ACCEPT:
        return "referral_accepted" if referral.state == ReferralState.ACCEPTED else ""
    if step.verb == V.SCHEDULE and referral.appointment is None:
        return ""  # called off before this message was written: the step that did it says so
    # What the person said or did themselves needs no message back.
    own = step.side == Side.PERSON and step.verb != V.DISPUTE
    return "" if own else PERSON.get(step.verb, "")


def _rung_for_person(referral: Referral, rung: int) -> str:
    wait = waits_on(ReferralState(referral.state))
    if wait is None:
        return ""
    if wait.side is Side.PERSON:
        return "outcome_confirm_reminder" if rung == Rung.REMINDED else ""
    return "referral_delayed" if wait.side is Side.RECEIVER and rung == Rung.LATE else ""


def _rung_for_partner(referral: Referral, rung: int) -> str:
    wait = waits_on(ReferralState(referral.state))
    if wait is None or wait.side is not Side.RECEIVER or rung not in (Rung.REMINDED, Rung.LATE):
        return ""
    is_answered = referral.state not in (ReferralState.SENT, ReferralState.RECEIVED)
    return "partner_outcome_request" if is_answered else "partner_referral_reminder"


def _facts(referral: Referral) -> dict[str, str]:
    person = Person.objects.only("given_names", "preferred_name").get(pk=referral.person_id)
    office = Office.objects.only("phone").get(pk=referral.sender_office_id)
    facts = {
        "name": person.called, "ref": referral.number, "phone": office.phone or FALLBACK_PHONE,
        "days": CLARIFIED_IN if referral.state == ReferralState.DISPUTED else str(clocks_for(referral.known_service).contact),
    }  # fmt: skip
    if referral.appointment is None:
        return facts
    return facts | told_moment(referral.appointment.starts_at, language_of(referral.person_id))
