"""Did the person come, how does the service go on, and what did it give?"""

from datetime import date
from uuid import UUID

from ruta.agenda.actions import settle_appointment
from ruta.agenda.enums import AppointmentState
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.referrals.actions.stepping import Said, hold, once_or_now, take
from ruta.referrals.enums import ReferralVerb
from ruta.referrals.models import Referral

V = ReferralVerb


@action
def record_attended(*, actor: Actor, referral_id: int, version: int | None = None, idempotency: str | UUID = "") -> Referral:
    """The person came."""

    def run() -> Referral:
        referral = hold(referral_id)
        take(actor, referral, V.ATTEND, version=version)
        _settle(actor, referral, AppointmentState.SEEN)
        return referral

    return once_or_now(actor, idempotency, "attend", run)


@action
def record_no_show(
    *, actor: Actor, referral_id: int, reason: str, note: str = "", version: int | None = None, idempotency: str | UUID = ""
) -> Referral:
    """The person did not come, or came and was not served: the reason tells them apart and opens what follows."""

    def run() -> Referral:
        referral = hold(referral_id)
        take(actor, referral, V.MISS, Said(reason=reason, note=note), version=version)
        _settle(actor, referral, AppointmentState.NO_SHOW)
        return referral

    return once_or_now(actor, idempotency, "miss", run)


@action
def report_progress(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    referral_id: int,
    outcome: str,
    review_on: date | None,
    note: str = "",
    version: int | None = None,
    idempotency: str | UUID = "",
) -> Referral:
    """The service goes on until a date: nobody is late before it."""

    def run() -> Referral:
        referral = hold(referral_id)
        take(actor, referral, V.REPORT_PROGRESS, Said(outcome=outcome, review_on=review_on, note=note), version=version)
        return referral

    return once_or_now(actor, idempotency, "progress", run)


@action
def deliver(
    *, actor: Actor, referral_id: int, outcome: str, note: str = "", version: int | None = None, idempotency: str | UUID = ""
) -> Referral:
    """Record what the service gave. The attention is kept on the case by the sender's machine; the person is asked."""

    def run() -> Referral:
        referral = hold(referral_id)
        take(
            actor, referral, V.DELIVER, Said(outcome=outcome, note=note), version=version, outcome=outcome, outcome_note=note.strip(),
            delivery=None,
        )  # fmt: skip
        _settle(actor, referral, AppointmentState.SEEN)
        return referral

    return once_or_now(actor, idempotency, "deliver", run)


def _settle(actor: Actor, referral: Referral, state: str) -> None:
    if referral.appointment_id:
        settle_appointment(actor=actor, appointment_id=referral.appointment_id, state=state)
