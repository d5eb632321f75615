"""How does an institution answer a referral: received, accepted with a date, or not possible?"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ruta.agenda.actions import Slot, book_appointment, cancel_appointment
from ruta.agenda.models import Appointment
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.referrals.actions.stepping import NOTHING, Said, demand, hold, once_or_now, take
from ruta.referrals.enums import ReferralVerb, Side
from ruta.referrals.models import Referral
from ruta.referrals.policies import on_behalf, side_of
from ruta.referrals.selectors.dates import agendas_of, receiving_office
from ruta.referrals.selectors.words import service_label

V = ReferralVerb


@action
def mark_received(*, actor: Actor, referral_id: int, version: int | None = None) -> Referral:
    """Acknowledge receipt: somebody here has it now."""
    referral = hold(referral_id)
    take(actor, referral, V.ACKNOWLEDGE, version=version, receiver_user_id=actor.user_id)
    return referral


@action
def accept(
    *, actor: Actor, referral_id: int, slot: Slot | None = None, office_id: int | None = None, version: int | None = None,
    idempotency: str | UUID = "",
) -> Referral:  # fmt: skip
    """Accept to serve the person, at once with an appointment where there is one."""

    def run() -> Referral:
        referral = hold(referral_id)
        take(actor, referral, V.ACCEPT, version=version, **_who(actor, referral, office_id))
        if slot is not None:
            _schedule(actor, referral, slot)
        return referral

    return once_or_now(actor, idempotency, "accept", run)


@action
def schedule(
    *, actor: Actor, referral_id: int, slot: Slot, heard_by: str = "", version: int | None = None, idempotency: str | UUID = ""
) -> Referral:
    """Give a date, or a new one; the one before falls away."""

    def run() -> Referral:
        referral = hold(referral_id)
        _schedule(actor, referral, slot, version=version, heard_by=heard_by)
        return referral

    return once_or_now(actor, idempotency, "schedule", run)


@action
def ask_other_date(*, actor: Actor, referral_id: int, note: str = "", heard_by: str = "", idempotency: str | UUID = "") -> Referral:
    """The person cannot come that day: the appointment falls away and the receiver owes another."""

    def run() -> Referral:
        referral = hold(referral_id)
        before = referral.appointment
        take(actor, referral, V.ASK_OTHER_DATE, Said(note=note, heard_by=heard_by), place=on_behalf(actor, referral), appointment=None)
        _drop(actor, before)
        return referral

    return once_or_now(actor, idempotency, "ask_other_date", run)


@action
def decline(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    referral_id: int,
    reason: str,
    note: str = "",
    review_on: date | None = None,
    attempts: int = 0,
    version: int | None = None,
    idempotency: str | UUID = "",
) -> Referral:
    """The institution cannot serve the person: the reason opens what follows, first of all another offer."""
    said = Said(reason=reason, note=note, review_on=review_on, attempts=attempts)
    return _no(actor, referral_id, V.DECLINE, said, version, idempotency)


@action
def person_declines(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    referral_id: int,
    reason: str,
    note: str = "",
    heard_by: str = "",
    version: int | None = None,
    idempotency: str | UUID = "",
) -> Referral:
    """The person does not want the service: a different thing, with different next steps."""
    return _no(actor, referral_id, V.REFUSE, Said(reason=reason, note=note, heard_by=heard_by), version, idempotency)


def _no(actor: Actor, referral_id: int, verb: ReferralVerb, said: Said, version: int | None, key: str | UUID) -> Referral:
    def run() -> Referral:
        referral = hold(referral_id)
        before = referral.appointment
        take(actor, referral, verb, said, version=version, appointment=None)
        _drop(actor, before)
        return referral

    return once_or_now(actor, key, str(verb), run)


def _schedule(actor: Actor, referral: Referral, slot: Slot, *, version: int | None = None, heard_by: str = "") -> None:
    demand(referral, V.SCHEDULE, Said(appointment=slot.starts_at, heard_by=heard_by), side_of(actor, referral))
    office = _office_of(actor, referral)
    _demand_place(slot, office, referral)
    _drop(actor, referral.appointment)  # first: the same person an hour later is no clash with themselves
    booked = book_appointment(
        actor=actor, person_id=referral.person_id, office_id=office.pk, owner_institution_id=referral.owner_institution_id,
        referral_ref=referral.pk, officer_id=referral.receiver_user_id, slot=_named(slot, referral),
    )  # fmt: skip
    said = Said(appointment=booked.starts_at, heard_by=heard_by, facts={"starts_at": booked.starts_at.isoformat()})
    take(actor, referral, V.SCHEDULE, said, version=version, appointment=booked)


def _demand_place(slot: Slot, office: Office, referral: Referral) -> None:
    """An office that keeps an agenda for this gives its places, so that nobody is expected beside it."""
    agendas = agendas_of(office, referral)
    if agendas and slot.agenda_id not in {each.pk for each in agendas}:
        sentence = _("Esa oficina da sus citas por agenda. Elija una de las horas libres.")
        raise Invalid(sentence, fields={"starts_at": sentence})


def _named(slot: Slot, referral: Referral) -> Slot:
    """The subject never says more than the name of the service; of a protected one, nothing."""
    subject = _("Atención") if referral.is_protected else service_label(referral.service_type)
    return replace(slot, subject=subject)


def _drop(actor: Actor, appointment: Appointment | None) -> None:
    if appointment is not None and appointment.state == "booked":
        cancel_appointment(actor=actor, appointment_id=appointment.pk)


def _who(actor: Actor, referral: Referral, office_id: int | None) -> dict[str, Any]:
    """Which office and user of the receiver carry it from now on."""
    if side_of(actor, referral).side is not Side.RECEIVER or actor.institution_id is None:
        return {}
    office = Office.objects.filter(pk=office_id or actor.office_id or 0, institution_id=referral.receiver_id, is_active=True).first()
    return {"receiver_user_id": actor.user_id, "receiver_office": office or referral.receiver_office}


def _office_of(actor: Actor, referral: Referral) -> Office:
    found = receiving_office(actor, referral)
    if found is None:
        sentence = _("Esa institución no tiene oficinas en el directorio. Pida que la registren, o acepte sin fecha.")
        raise Invalid(sentence, fields={"starts_at": sentence})
    return found


__all__ = ["NOTHING", "accept", "ask_other_date", "decline", "mark_received", "person_declines", "schedule"]
