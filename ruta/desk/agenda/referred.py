"""Does an appointment answer a referral? Then it changes together with it, so that the clock and the other side follow."""

from ruta.agenda.actions import call_off, move_appointment
from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Appointment
from ruta.agenda.selectors import moment_of
from ruta.base.context import Actor
from ruta.referrals.actions import call_off_date, move_date
from ruta.referrals.policies import can_read


def change_time(actor: Actor, found: Appointment, at: str) -> None:
    """Expect the person at another time."""
    if found.referral_ref:
        move_date(actor=actor, referral_id=found.referral_ref, starts_at=moment_of(at))
    else:
        move_appointment(actor=actor, appointment_id=found.pk, starts_at=moment_of(at))


def let_fall(actor: Actor, found: Appointment, by: str, note: str) -> None:
    """Cancel, saying who and why."""
    if found.referral_ref and found.state == AppointmentState.BOOKED:
        call_off_date(actor=actor, referral_id=found.referral_ref, by=by, note=note)
    else:
        call_off(actor=actor, appointment_id=found.pk, by=by, note=note)


def referral_of(actor: Actor, found: Appointment) -> int | None:
    """The referral that it answers, for whoever opens referrals."""
    return found.referral_ref if can_read(actor) else None
