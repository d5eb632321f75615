"""How is a person expected somewhere, and what comes of it?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.agenda.enums import AppointmentState
from ruta.agenda.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentExcused,
    AppointmentMissed,
    AppointmentSeen,
    OfAppointment,
)
from ruta.agenda.models import Appointment
from ruta.agenda.policies import demand_booking, demand_marking
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.idempotency import once
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.people.models import Person

S = AppointmentState
TOLD: dict[str, type[OfAppointment]] = {
    S.SEEN: AppointmentSeen,
    S.NO_SHOW: AppointmentMissed,
    S.EXCUSED: AppointmentExcused,
    S.CANCELLED: AppointmentCancelled,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When and where somebody is expected, what to bring and whom to ask for."""

    starts_at: datetime | None
    subject: str = ""
    place: str = ""
    bring: str = ""
    ask_for: str = ""


@action
def book_appointment(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, person_id: int, office_id: int, slot: Slot, owner_institution_id: int | None = None, referral_ref: int | None = None,
    officer_id: int | None = None, idempotency: str | UUID = "",
) -> Appointment:  # fmt: skip
    """Expect a person at an office. The owner is the institution of the person; the host is that of the office."""
    demand_booking(actor)
    starts_at = _demand_future(slot)
    office = Office.objects.filter(pk=office_id, is_active=True).first()
    if office is None:
        raise Invalid(_("Elija una oficina activa."), fields={"office": _("Elija una oficina activa.")})
    owner = owner_institution_id or _owner_of(person_id)

    def run() -> int:
        booked = _insert(Appointment(
            owner_institution_id=owner, host_id=office.institution_id, office=office, person_id=person_id, referral_ref=referral_ref,
            officer_id=officer_id, starts_at=starts_at, subject=slot.subject.strip(), place=slot.place.strip(), bring=slot.bring.strip(),
            ask_for=slot.ask_for.strip(), created_at=now(),
        ))  # fmt: skip
        publish(AppointmentBooked(booked.pk, referral_ref), institution_id=owner)
        return booked.pk

    made = once(actor=actor, key=idempotency, verb="agenda.book", run=run)[0] if idempotency else run()
    return Appointment.objects.get(pk=made)


def _insert(booked: Appointment) -> Appointment:
    """A place that is a danger to the person is refused; the database knows it also where this institution may not read the mark."""
    try:
        with transaction.atomic():
            booked.save()
    except IntegrityError as error:
        if "not safe for the person" not in str(error):
            raise
        sentence = _("Ese lugar no es seguro para la persona. Cítela en otro, o hable con protección.")
        raise NotOpen(sentence) from error
    return booked


@action
def mark_appointment(*, actor: Actor, appointment_id: int, state: str) -> Appointment:
    """Say what came of a booked appointment: seen, no-show or excused. Whoever waits for it hears of it."""
    appointment = _held(appointment_id)
    demand_marking(actor, appointment)
    if state not in (S.SEEN, S.NO_SHOW, S.EXCUSED):
        raise Invalid(
            _("Elija si la persona llegó, no llegó o avisó."), fields={"state": _("Elija si la persona llegó, no llegó o avisó.")}
        )
    if state == S.SEEN and appointment.starts_at.date() > now().date():
        raise NotOpen(_("La cita todavía no llega. Márquela ese día."))
    _mark(appointment, state)
    return appointment


@action
def cancel_appointment(*, actor: Actor, appointment_id: int) -> Appointment:
    """Let a booked appointment fall away, by either side."""
    appointment = _held(appointment_id)
    demand_booking(actor)
    if actor.kind not in ("partner", "person") and actor.institution_id not in (appointment.host_id, appointment.owner_institution_id):
        raise Refused(_("Esta cita es de otras instituciones."))
    _mark(appointment, S.CANCELLED)
    return appointment


@action
def settle_appointment(*, actor: Actor, appointment_id: int, state: str) -> Appointment:
    """Write what came of an appointment because its referral already says so: nobody is told a second time."""
    demand_booking(actor)
    appointment = _held(appointment_id)
    if appointment.state == S.BOOKED:
        appointment.state = state
        appointment.save(update_fields=["state"])
    return appointment


def _mark(appointment: Appointment, state: str) -> None:
    if appointment.state != S.BOOKED:
        raise NotOpen(_("Esta cita ya se marcó: «%(state)s». Actualice la página.") % {"state": appointment.get_state_display()})
    appointment.state = state
    appointment.save(update_fields=["state"])
    # The machine of the host says what came of it: only that side may.
    told_as = appointment.owner_institution_id if state == S.EXCUSED else appointment.host_id
    publish(TOLD[state](appointment.pk, appointment.referral_ref), institution_id=told_as)


def _held(appointment_id: int) -> Appointment:
    appointment = Appointment.objects.select_for_update().filter(pk=appointment_id).first()
    if appointment is None:
        raise NotFound(_("Esta cita no existe o no es de su institución. Vuelva a la agenda."))
    return appointment


def _owner_of(person_id: int) -> int:
    owner = Person.objects.filter(pk=person_id).values_list("owner_institution_id", flat=True).first()
    if owner is None:
        raise NotFound(_("Esta persona no está entre las que usted puede ver. Búsquela otra vez."))
    return owner


def _demand_future(slot: Slot) -> datetime:
    if slot.starts_at is None:
        raise Invalid(_("Falta la cita: día, hora y lugar."), fields={"starts_at": _("Elija el día y la hora.")})
    if slot.starts_at < now():
        sentence = _("Ese día y hora ya pasaron. Elija otros.")
        raise Invalid(sentence, fields={"starts_at": sentence})
    return slot.starts_at
