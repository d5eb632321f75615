"""How does somebody get a number? At a kiosk or at reception, without saying who they are."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Appointment
from ruta.base.clock import HONDURAS, now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound
from ruta.base.idempotency import once
from ruta.base.transactions import action
from ruta.tickets.enums import Priority
from ruta.tickets.models import Detail, Line, Ticket
from ruta.tickets.policies import demand_giving, demand_here
from ruta.tickets.selectors import tell_waiting

# The row lock of the counter lines up whoever asks at once; who rolls back gives the number back.
NEXT = """
INSERT INTO tickets_counter (office_id, letter, day, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (office_id, letter, day) DO UPDATE SET last = tickets_counter.last + 1 RETURNING last
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What somebody who takes a number may add; nothing of it is asked."""

    priority: str = Priority.NONE
    phone: str = ""
    appointment_id: int | None = None


@action
def take_ticket(*, actor: Actor, line_id: int, ask: Ask | None = None, idempotency: str | UUID = "") -> Ticket:
    """Give the next number of a line."""
    demand_giving(actor)
    line, ask = _open_line(actor, line_id), ask or Ask()
    if ask.priority not in Priority.values:
        raise Invalid(_("Elija una de las opciones."), fields={"priority": _("Elija una de las opciones.")})
    due_at = _due_at(actor, ask.appointment_id, line.office_id)

    def run() -> int:
        return _write(actor, line, ask, due_at).pk

    made = once(actor=actor, key=idempotency, verb=f"tickets.take {line.pk}", run=run)[0] if idempotency else run()
    return Ticket.objects.get(pk=made)


def _write(actor: Actor, line: Line, ask: Ask, due_at: datetime | None) -> Ticket:
    at = now()
    ticket = Ticket.objects.create(
        owner_institution_id=line.owner_institution_id, office_id=line.office_id, day=at.date(), line=line, letter=line.letter,
        serial=next_serial(line.office_id, line.letter, at.date()), goes_first=bool(ask.priority), due_at=due_at, place_at=at, taken_at=at,
        device_id=actor.device_id,
    )  # fmt: skip
    if ask.priority or ask.phone.strip() or ask.appointment_id:
        _tell_staff(ticket, ask)
    tell_waiting(line.office_id)
    return ticket


def _tell_staff(ticket: Ticket, ask: Ask) -> None:
    """What only the office knows; the same appointment at two kiosks at once gets one number."""
    said = Detail(
        ticket=ticket, owner_institution_id=ticket.owner_institution_id, priority=ask.priority, phone=ask.phone.strip()[:30],
        appointment_id=ask.appointment_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            said.save(force_insert=True)
    except IntegrityError as error:
        if ask.appointment_id is None:
            raise
        raise _has_number() from error


def _has_number() -> Invalid:
    sentence = _("Esta cita ya tiene su turno.")
    return Invalid(sentence, fields={"code": sentence})


def next_serial(office_id: int, letter: str, day: date) -> int:
    """The next number of a letter today, without gaps."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [office_id, letter, day])
        return int(cursor.fetchone()[0])


def _open_line(actor: Actor, line_id: int) -> Line:
    line = Line.objects.filter(pk=line_id, is_active=True).first()
    if line is None:
        raise NotFound(_("Esa fila ya no está abierta. Elija otra."))
    demand_here(actor, line.office_id)
    return line


def _due_at(actor: Actor, appointment_id: int | None, office_id: int) -> datetime | None:
    """The hour of an appointment of today at this office; a kiosk learns the hour and nothing else."""
    if appointment_id is None:
        return None
    if actor.kind == "device":
        with connection.cursor() as cursor:
            cursor.execute("SELECT ruta_device_appointment(%s)", [appointment_id])
            due_at: datetime | None = cursor.fetchone()[0]
    else:
        booked = Appointment.objects.filter(pk=appointment_id, office_id=office_id, state=AppointmentState.BOOKED).first()
        due_at = booked.starts_at if booked and booked.starts_at.astimezone(HONDURAS).date() == now().date() else None
    if due_at is None:
        sentence = _("Ese código no es de una cita de hoy en esta oficina. Revíselo, o tome un turno sin código.")
        raise Invalid(sentence, fields={"code": sentence})
    if Detail.objects.filter(appointment_id=appointment_id).exists():
        raise _has_number()
    return due_at
