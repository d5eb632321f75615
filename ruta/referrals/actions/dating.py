"""How does the agenda change the date of a referral, so that state, clock, both sides and the person follow in the same breath?"""

from datetime import datetime

from django.utils.translation import gettext as _

from ruta.agenda.actions import call_off, move_appointment
from ruta.agenda.enums import AppointmentState, CancelledBy
from ruta.agenda.models import Appointment
from ruta.agenda.policies import can_use_agenda
from ruta.base.context import Actor
from ruta.base.errors import NotOpen
from ruta.base.transactions import action
from ruta.referrals.actions.stepping import Said, demand, hold, take
from ruta.referrals.enums import ReferralVerb, Side
from ruta.referrals.models import Referral
from ruta.referrals.policies import PARTNER, Standing, side_of

V = ReferralVerb
BY_PHONE = "phone"


@action
def move_date(*, actor: Actor, referral_id: int, starts_at: datetime | None, agenda_id: int | None = None) -> Referral:
    """Expect the person at another free place of the receiver's agenda; the same place again changes nothing."""
    referral = hold(referral_id)
    place, before = _standing(actor, referral), _date_of(referral)
    demand(referral, V.SCHEDULE, Said(appointment=starts_at), place)
    moved = move_appointment(
        actor=actor, appointment_id=before.pk, starts_at=starts_at, agenda_id=agenda_id, referral_ref=referral.pk
    )  # fmt: skip
    if moved.starts_at != before.starts_at:
        facts = {"starts_at": moved.starts_at.isoformat()}
        take(actor, referral, V.SCHEDULE, Said(appointment=moved.starts_at, facts=facts), place=place, appointment=moved)
    return referral


@action
def call_off_date(*, actor: Actor, referral_id: int, by: str, note: str = "") -> Referral:
    """Let the appointment fall away: the person asked for another day, or the receiver cannot. Either way the receiver owes a date."""
    referral = hold(referral_id)
    place, before = _standing(actor, referral), _date_of(referral)
    call_off(actor=actor, appointment_id=before.pk, by=by, note=note, referral_ref=referral.pk)
    if by == CancelledBy.PERSON:
        take(actor, referral, V.ASK_OTHER_DATE, Said(note=note, heard_by=BY_PHONE), place=place, appointment=None)
    else:
        take(actor, referral, V.CALL_OFF, Said(note=note), place=place, appointment=None)
    return referral


def _standing(actor: Actor, referral: Referral) -> Standing:
    """Whoever keeps the agenda of the receiver speaks for it on dates, reception too."""
    if actor.institution_id == referral.receiver_id and can_use_agenda(actor):
        return Standing(Side.RECEIVER, PARTNER)
    return side_of(actor, referral)


def _date_of(referral: Referral) -> Appointment:
    if referral.appointment is None or referral.appointment.state != AppointmentState.BOOKED:
        raise NotOpen(_("Esta derivación ya no tiene esa cita. Actualice la página y verá cómo quedó."))
    return referral.appointment
