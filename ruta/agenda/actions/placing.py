"""How does an appointment take its place, so that nobody else has it? Locks make it wait, the database's exclusion has the last word."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from psycopg.errors import CheckViolation, ExclusionViolation

from ruta.agenda.models import Agenda, Appointment
from ruta.agenda.policies import UNSAFE
from ruta.agenda.rules import Place, first_seat
from ruta.agenda.selectors import free_places_of, next_free, taken_around
from ruta.base.clock import HONDURAS, now
from ruta.base.context import current_actor
from ruta.base.errors import Conflict, NotOpen
from ruta.base.transactions import wait_for_turn

OF_PERSON, DANGER = "agenda_appointment_person", "not safe for the person"
BY_HAND = timedelta(minutes=30)


def take_place(appointment: Appointment, agenda: Agenda, starts_at: datetime, *, not_before: datetime | None = None) -> None:
    """Give the appointment a free place of the agenda and keep it; a place that is gone is told with the next ones."""
    _wait_for_turn(agenda, appointment)
    day = starts_at.astimezone(HONDURAS).date()
    free = free_places_of(agenda, day, 1, not_before=not_before or now(), besides=appointment.pk)
    place = next((each for each in free if each.starts_at == starts_at), None)
    if place is None:
        raise gone(agenda, starts_at, appointment.pk)
    taken = taken_around(agenda.pk, place.starts_at, place.ends_at, besides=appointment.pk)
    appointment.seat = first_seat(taken, place.starts_at, place.ends_at, agenda.capacity)
    appointment.starts_at, appointment.ends_at = place.starts_at, place.ends_at
    appointment.agenda, appointment.room = agenda, agenda.room
    appointment.officer_id = agenda.officer_id
    keep(appointment)


def keep(appointment: Appointment, fields: Sequence[str] | None = None) -> None:
    """Write the appointment; what the database refuses is said in words."""
    try:
        with transaction.atomic():
            appointment.save(update_fields=fields)
    except IntegrityError as error:
        cause = error.__cause__
        name = cause.diag.constraint_name if isinstance(cause, ExclusionViolation) else ""
        if isinstance(cause, CheckViolation) and DANGER in str(cause):
            raise NotOpen(UNSAFE) from error
        if not isinstance(cause, ExclusionViolation):
            raise
        if name == OF_PERSON or appointment.agenda is None:
            raise Conflict(_busy(appointment)) from error
        raise gone(appointment.agenda, appointment.starts_at, appointment.pk) from error


def gone(agenda: Agenda, starts_at: datetime, besides: int | None = None) -> Conflict:
    """The place is not free, and these are."""
    found = next_free(agenda, starts_at, besides=besides)
    if not found:
        return Conflict(
            _("Ese espacio ya no está libre y no queda otro en esta agenda. Anote a la persona en la lista de espera."), places=[]
        )
    sentence = _("Ese espacio ya no está libre. Los que siguen: %(times)s. Elija uno.") % {"times": said(found)}
    return Conflict(sentence, places=found)


def said(places: Sequence[Place]) -> str:
    """Times in words, shortly: lun 23 nov 9:00."""
    return ", ".join(f"{date_format(at, 'D j M').lower()} {at:%H:%M}" for at in (each.starts_at.astimezone(HONDURAS) for each in places))


def _busy(appointment: Appointment) -> str:
    """Only the person's own institution hears that there is another appointment."""
    actor = current_actor()
    if actor is not None and actor.institution_id == appointment.owner_institution_id:
        return _("A esa hora la persona ya tiene otra cita. Elija otra hora.")
    return _("A esa hora no se puede dar la cita. Elija otra hora.")


def _wait_for_turn(agenda: Agenda, appointment: Appointment) -> None:
    """Whoever takes a place of the same agenda, hands, room or person waits here; always in this order, so that nobody waits in a ring."""
    keys = [f"agenda {agenda.pk}"]
    if agenda.officer_id:
        keys.append(f"officer {agenda.officer_id}")
    if agenda.room:
        keys.append(f"room {agenda.office_id} {agenda.room}")
    if appointment.person_id:
        keys.append(f"person {appointment.person_id}")
    wait_for_turn(*keys)
