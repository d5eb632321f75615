"""Which message follows a change of an appointment, and who hears nothing because a referral tells it?"""

from collections.abc import Mapping

from ruta.agenda.actions.inviting import invite
from ruta.agenda.enums import AppointmentState, CancelledBy, InvitationFor
from ruta.agenda.models import Appointment
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.people.selectors import blocked

BOOKED, MOVED, MISSED, CANCELLED = "booked", "moved", "missed", "cancelled"
TEMPLATES: Mapping[str, str] = {BOOKED: "appointment_booked", MOVED: "appointment_moved", MISSED: "appointment_missed"}
AGAIN: Mapping[str, str] = {MISSED: AppointmentState.NO_SHOW, CANCELLED: AppointmentState.CANCELLED}


@action
def tell_person(*, actor: Actor, appointment_id: int, what: str) -> None:
    """Write to the person of an agenda's appointment, with a link to change it or to choose another time."""
    rows = Appointment.objects.filter(pk=appointment_id, referral_ref=None, owner_institution_id=actor.institution_id)
    found = rows.exclude(agenda=None).exclude(person=None).select_related("agenda__office").first()
    if found is None or found.person_id is None or found.agenda_id is None:
        return
    if found.agenda and blocked(found.person_id, office=found.agenda.office):
        return  # nobody is told to go, or to come back, where it is not safe
    if what in AGAIN:
        _offer_again(actor, found, what)
    elif found.state == AppointmentState.BOOKED and found.starts_at > now():
        invite(
            actor=actor, person_id=found.person_id, agenda_id=found.agenda_id, purpose=InvitationFor.CHANGE, template=TEMPLATES[what],
            appointment=found,
        )  # fmt: skip


def _offer_again(actor: Actor, found: Appointment, what: str) -> None:
    """Who was not seen may choose anew; who cancelled said what they want, and a place that was only offered goes to the next."""
    if found.state != AGAIN[what] or found.person_id is None or found.agenda_id is None:
        return
    is_by_us = found.cancelled_by in (CancelledBy.OFFICE, CancelledBy.OFFICER)
    if what == CANCELLED and not is_by_us:
        return
    invite(
        actor=actor, person_id=found.person_id, agenda_id=found.agenda_id, purpose=InvitationFor.CHOOSE, about=found.starts_at,
        template=TEMPLATES.get(what, "appointment_called_off"), subject=found.subject, plan_action_ref=found.plan_action_ref,
    )  # fmt: skip
