"""How is a person expected somewhere, and what comes of it?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from ruta.agenda.actions.placing import BY_HAND, keep, take_place
from ruta.agenda.enums import TAKES_PLACE, AppointmentState, CancelledBy
from ruta.agenda.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentExcused,
    AppointmentMissed,
    AppointmentMoved,
    AppointmentReopened,
    AppointmentSeen,
    OfAppointment,
)
from ruta.agenda.models import Agenda, Appointment
from ruta.agenda.policies import demand_booking, demand_marking, demand_safe, demand_side
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.idempotency import once
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.people.models import Person
from ruta.taxonomy.selectors import is_reserved

S = AppointmentState
FARTHEST = timedelta(days=731)
TOLD: dict[str, type[OfAppointment]] = {
    S.SEEN: AppointmentSeen,
    S.NO_SHOW: AppointmentMissed,
    S.EXCUSED: AppointmentExcused,
    S.CANCELLED: AppointmentCancelled,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When and where somebody is expected, what to bring and whom to ask for; `agenda_id` when it is a place of an agenda."""

    starts_at: datetime | None
    subject: str = ""
    place: str = ""
    bring: str = ""
    ask_for: str = ""
    agenda_id: int | None = None
    not_before: datetime | None = None


@action
def book_appointment(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, person_id: int, office_id: int, slot: Slot, owner_institution_id: int | None = None, referral_ref: int | None = None,
    plan_action_ref: int | None = None, officer_id: int | None = None, idempotency: str | UUID = "",
) -> Appointment:  # fmt: skip
    """Expect a person at an office. The owner is the institution of the person; the host is that of the office."""
    demand_booking(actor)
    starts_at = _demand_future(slot)
    office = Office.objects.filter(pk=office_id, is_active=True).first()
    if office is None:
        raise Invalid(_("Elija una oficina activa."), fields={"office": _("Elija una oficina activa.")})
    owner = owner_institution_id or _owner_of(person_id)

    def run() -> int:
        booked = Appointment(
            owner_institution_id=owner, host_id=office.institution_id, office=office, person_id=person_id, referral_ref=referral_ref,
            plan_action_ref=plan_action_ref, officer_id=officer_id, starts_at=starts_at, ends_at=starts_at + BY_HAND,
            subject=slot.subject.strip(), place=slot.place.strip(), bring=slot.bring.strip(), ask_for=slot.ask_for.strip(), created_at=now(),
        )  # fmt: skip
        place_it(actor, booked, slot)
        publish(_told(AppointmentBooked, booked), institution_id=owner)
        return booked.pk

    made = once(actor=actor, key=idempotency, verb="agenda.book", run=run)[0] if idempotency else run()
    return Appointment.objects.get(pk=made)


def place_it(actor: Actor, booked: Appointment, slot: Slot) -> None:
    """Take a place of the agenda, or just the time that was said; never where the person is in danger."""
    if actor.institution_id == booked.owner_institution_id:
        demand_safe(booked.person_id or 0, booked.office)
    if slot.agenda_id is None:
        keep(booked)
        return
    agenda = Agenda.objects.filter(pk=slot.agenda_id, office=booked.office_id).first()
    if agenda is None or slot.starts_at is None:
        raise NotFound(_("Esa agenda no existe o no es de su institución. Vuelva a la lista."))
    # What is reserved has no words, whoever types them.
    booked.subject = _("Atención") if is_reserved(agenda.service_type) or not booked.subject else booked.subject
    booked.bring = booked.bring or agenda.bring
    take_place(booked, agenda, slot.starts_at, not_before=slot.not_before)


@action
def move_appointment(
    *, actor: Actor, appointment_id: int, starts_at: datetime | None, agenda_id: int | None = None, not_before: datetime | None = None,
    referral_ref: int | None = None,
) -> Appointment:  # fmt: skip
    """Expect the person at another time, in the same agenda or another of the office. Moving to the same time changes nothing.

    One that answers a referral moves with it: `referral_ref` is given by the actions of the referral alone.
    """
    appointment = _held(appointment_id)
    demand_booking(actor)
    demand_side(actor, appointment)
    _demand_own(appointment, referral_ref)
    if appointment.state != S.BOOKED:
        raise NotOpen(_("Esta cita ya se marcó: «%(state)s». Actualice la página.") % {"state": appointment.get_state_display()})
    moment = _demand_future(Slot(starts_at=starts_at))
    agenda = Agenda.objects.filter(pk=agenda_id or appointment.agenda_id or 0, office=appointment.office_id).first()
    if agenda is None:
        raise NotOpen(_("Esta cita se dio sin agenda. Cancélela y dé otra."))
    if (appointment.starts_at, appointment.agenda_id) == (moment, agenda.pk):
        return appointment
    appointment.moved_at = now()
    take_place(appointment, agenda, moment, not_before=not_before)
    publish(_told(AppointmentMoved, appointment), institution_id=appointment.owner_institution_id)
    return appointment


@action
def mark_appointment(*, actor: Actor, appointment_id: int, state: str) -> Appointment:
    """Say what came of a booked appointment: seen, no-show or excused. Whoever waits for it hears of it."""
    appointment = _held(appointment_id)
    demand_marking(actor, appointment)
    if state not in (S.SEEN, S.NO_SHOW, S.EXCUSED):
        raise Invalid(
            _("Elija si la persona llegó, no llegó o avisó."), fields={"state": _("Elija si la persona llegó, no llegó o avisó.")}
        )
    if state == S.SEEN and appointment.starts_at.astimezone(HONDURAS).date() > today():
        raise NotOpen(_("La cita todavía no llega. Márquela ese día."))
    if state == S.NO_SHOW and appointment.state in TAKES_PLACE and appointment.starts_at > now():
        raise NotOpen(_("Todavía no es la hora de la cita. Si la persona avisó que no viene, márquelo así."))
    _mark(actor, appointment, state)
    return appointment


@action
def cancel_appointment(*, actor: Actor, appointment_id: int) -> Appointment:
    """Let an appointment fall away, by either side."""
    appointment = _held(appointment_id)
    demand_booking(actor)
    demand_side(actor, appointment)
    _mark(actor, appointment, S.CANCELLED)
    return appointment


@action
def call_off(*, actor: Actor, appointment_id: int, by: str, note: str = "", referral_ref: int | None = None) -> Appointment:
    """Cancel, saying who and why. One that answers a referral falls away with it, where the other side hears of it."""
    appointment = _held(appointment_id)
    demand_booking(actor)
    demand_side(actor, appointment)
    _demand_own(appointment, referral_ref)
    if by not in CancelledBy.values:
        raise Invalid(_("Elija quién cancela."), fields={"by": _("Elija quién cancela.")})
    if by != CancelledBy.PERSON and not note.strip():
        raise Invalid(_("Escriba por qué se cancela."), fields={"note": _("Escriba por qué se cancela.")})
    appointment.cancelled_by, appointment.cancel_note = by, note.strip()
    _mark(actor, appointment, S.CANCELLED)
    return appointment


@action
def undo_mark(*, actor: Actor, appointment_id: int) -> Appointment:
    """Take back what was said of an appointment today: it stands again, unless its place is gone."""
    appointment = _held(appointment_id)
    demand_marking(actor, appointment)
    _demand_own(appointment)
    said = appointment.ended_at
    if appointment.state in TAKES_PLACE or said is None or said.astimezone(now().tzinfo).date() != today():
        raise NotOpen(_("Solo se deshace lo que se marcó hoy. Si la persona viene otra vez, dele otra cita."))
    appointment.state, appointment.ended_at, appointment.ended_by_id = S.BOOKED, None, None
    appointment.cancelled_by = appointment.cancel_note = ""
    keep(appointment, ENDING)
    publish(_told(AppointmentReopened, appointment), institution_id=appointment.host_id)
    return appointment


@action
def settle_appointment(*, actor: Actor, appointment_id: int, state: str) -> Appointment:
    """Write what came of an appointment because its referral already says so: nobody is told a second time."""
    demand_booking(actor)
    appointment = _held(appointment_id)
    if appointment.state == S.BOOKED:
        appointment.state, appointment.ended_at, appointment.ended_by_id = state, now(), actor.user_id
        appointment.save(update_fields=["state", "ended_at", "ended_by_id"])
    return appointment


ENDING = ("state", "ended_at", "ended_by_id", "cancelled_by", "cancel_note")


def _mark(actor: Actor, appointment: Appointment, state: str) -> None:
    if appointment.state not in TAKES_PLACE:
        raise NotOpen(_("Esta cita ya se marcó: «%(state)s». Actualice la página.") % {"state": appointment.get_state_display()})
    appointment.state, appointment.ended_at, appointment.ended_by_id = state, now(), actor.user_id
    appointment.save(update_fields=ENDING)
    # The machine of the host says what came of it: only that side may.
    told_as = appointment.owner_institution_id if state == S.EXCUSED else appointment.host_id
    publish(_told(TOLD[state], appointment), institution_id=told_as)


def _told(event: type[OfAppointment], appointment: Appointment) -> OfAppointment:
    return event(appointment.pk, appointment.referral_ref, appointment.plan_action_ref)


def _held(appointment_id: int) -> Appointment:
    found = Appointment.objects.select_for_update(of=("self",)).select_related("office")
    appointment = found.filter(pk=appointment_id).first()
    if appointment is None:
        raise NotFound(_("Esta cita no existe o no es de su institución. Vuelva a la agenda."))
    return appointment


def _demand_own(appointment: Appointment, referral_ref: int | None = None) -> None:
    """What answers a referral has a second side and a clock: it changes there."""
    if appointment.referral_ref not in (None, referral_ref):
        raise NotOpen(_("Esta cita responde a una derivación. Cámbiela desde la derivación, para que todos lo sepan."))


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
    if slot.starts_at > now() + FARTHEST:
        sentence = _("Falta mucho para ese día. Elija uno de los próximos dos años.")
        raise Invalid(sentence, fields={"starts_at": sentence})
    return slot.starts_at
