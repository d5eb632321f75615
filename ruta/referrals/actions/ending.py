"""How does a referral end: confirmed or disputed by the person, closed, taken back, handed on, or run out?"""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from ruta.agenda.actions import cancel_appointment
from ruta.agenda.enums import AppointmentState
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.transactions import action
from ruta.referrals.actions.sending import draft_referral, send_draft
from ruta.referrals.actions.stepping import NOTHING, Said, demand, hold, once_or_now, take
from ruta.referrals.enums import ReferralState, ReferralVerb
from ruta.referrals.models import Referral, ReferralLink, ReferralPacket
from ruta.referrals.policies import Standing, on_behalf

V = ReferralVerb
CONSENT_WITHDRAWN = "wdr_consent_withdrawn"
UNCONFIRMED = "exp_not_confirmed"
AGAIN, CLOSED = "confirmed", "closed"


@action
def confirm(*, actor: Actor, referral_id: int, note: str = "", heard_by: str = "", idempotency: str | UUID = "") -> Referral:
    """The person says that it was so; told to the sender, `heard_by` says how."""
    return _simple(actor, referral_id, V.CONFIRM, Said(note=note, heard_by=heard_by), idempotency)


@action
def dispute(*, actor: Actor, referral_id: int, reason: str, note: str = "", heard_by: str = "", idempotency: str | UUID = "") -> Referral:
    """The person says that it was not so. A reserved reason keeps its words from the institution."""
    return _simple(actor, referral_id, V.DISPUTE, Said(reason=reason, note=note, heard_by=heard_by), idempotency, disputes=True)


@action
def resolve_dispute(
    *, actor: Actor, referral_id: int, how: str, note: str = "", heard_by: str = "", version: int | None = None
) -> Referral:
    """After talking with both: the person says it is right now (`confirmed`), or it ends with an explanation (`closed`).

    Serving again is the receiver's `deliver`; another institution is `reroute`.
    """
    if how not in (AGAIN, CLOSED):
        sentence = _("Elija cómo se aclaró: la persona dice que ya está bien, o se cierra con una explicación.")
        raise Invalid(sentence, fields={"how": sentence})
    referral = hold(referral_id)
    said = Said(note=note, heard_by=heard_by if how == AGAIN else "")
    take(actor, referral, V.CONFIRM if how == AGAIN else V.CLOSE, said, version=version)
    return referral


@action
def close(
    *, actor: Actor, referral_id: int, note: str = "", attempts: int = 0, version: int | None = None, idempotency: str | UUID = ""
) -> Referral:
    """Nothing more is waited for. What the person never answered closes as unconfirmed, after the tries that the catalogue asks."""

    def run() -> Referral:
        referral = hold(referral_id)
        if referral.state == ReferralState.DELIVERED:
            take(actor, referral, V.CLOSE_UNCONFIRMED, Said(reason=UNCONFIRMED, note=note, attempts=attempts), version=version)
        else:
            take(actor, referral, V.CLOSE, Said(note=note), version=version)
        return referral

    return once_or_now(actor, idempotency, "close", run)


@action
def withdraw(
    *, actor: Actor, referral_id: int, reason: str = "", note: str = "", version: int | None = None, idempotency: str | UUID = ""
) -> Referral:
    """The sender takes it back: the packet closes to the receiver at once."""

    def run() -> Referral:
        referral = hold(referral_id)
        _withdraw(actor, referral, Said(reason=reason, note=note), on_behalf(actor, referral), version)
        return referral

    return once_or_now(actor, idempotency, "withdraw", run)


@action
def discard_draft(*, actor: Actor, referral_id: int) -> None:
    """What was never sent goes away: nobody saw it, and the audit keeps what it was."""
    referral = hold(referral_id)
    if referral.state != ReferralState.DRAFT:
        raise NotOpen(_("Esta derivación ya se envió. Para que la institución deje de ver los datos, retírela."))
    demand(referral, V.WITHDRAW, NOTHING, on_behalf(actor, referral))
    referral.delete()


@action
def expire(*, actor: Actor, referral_id: int, reason: str) -> Referral:
    """The clock ends it, by the machine alone; the need goes back to the sender."""
    referral = hold(referral_id)
    _let_go(actor, referral, V.EXPIRE, Said(reason=reason))
    return referral


@action
def reroute(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    referral_id: int,
    reason: str,
    service_id: int | None = None,
    note: str = "",
    request: str = "",
    receiver_contact: str = "",
    leave_out: Collection[str] = (),
    version: int | None = None,
    idempotency: str | UUID = "",
) -> Referral:
    """Lead it to another service. The sender names the service and gives the new referral; a receiver proposes, and the sender chooses."""

    def run() -> Referral:
        old = hold(referral_id)
        if old.state != ReferralState.REROUTED:
            _let_go(actor, old, V.REROUTE, Said(reason=reason, note=note), version)
            close_doors(old)
        if service_id is None:
            return old
        new = draft_referral(
            actor=actor, case_id=old.case_id, service_id=service_id, need_id=old.need_id, plan_action_id=old.plan_action_id,
            request=request or old.request, receiver_contact=receiver_contact, rerouted_from_id=old.pk,
        )  # fmt: skip
        new = send_draft(actor=actor, referral_id=new.pk, leave_out=leave_out)
        take(actor, old, V.HAND_ON, Said(successor=new.number))
        return new

    return once_or_now(actor, idempotency, "reroute", run)


def _let_go(actor: Actor, referral: Referral, verb: ReferralVerb, said: Said, version: int | None = None) -> None:
    """The receiver owes nothing any more: whoever was expected there is not, and the place is free. What is past stays as it was."""
    before = referral.appointment
    is_ahead = before is not None and before.state == AppointmentState.BOOKED and before.starts_at > now()
    take(actor, referral, verb, said, version=version, **({"appointment": None} if is_ahead else {}))
    if before is not None and is_ahead:
        cancel_appointment(actor=actor, appointment_id=before.pk)


def _withdraw(actor: Actor, referral: Referral, said: Said, place: Standing, version: int | None) -> None:
    before = referral.appointment
    take(actor, referral, V.WITHDRAW, said, version=version, place=place, appointment=None)
    close_doors(referral)
    if before is not None and before.state == "booked":
        cancel_appointment(actor=actor, appointment_id=before.pk)


def close_doors(referral: Referral) -> None:
    """The receiver reads the content no more, and no link of a partner opens; hash and history stay. Only the owner's rows move."""
    ReferralPacket.objects.filter(referral=referral, withheld_at=None).update(withheld_at=now())
    ReferralLink.objects.filter(referral=referral, used_at=None, revoked_at=None, audience="partner").update(revoked_at=now())


def _simple(actor: Actor, referral_id: int, verb: ReferralVerb, said: Said, key: str | UUID = "", *, disputes: bool = False) -> Referral:
    def run() -> Referral:
        referral = hold(referral_id)
        step = take(actor, referral, verb, said)
        if disputes and step.note:
            referral.dispute_note = step.note
            referral.save(update_fields=["dispute_note"])
        return referral

    return once_or_now(actor, key, str(verb), run)


__all__ = ["NOTHING", "close", "confirm", "dispute", "expire", "reroute", "resolve_dispute", "withdraw"]
