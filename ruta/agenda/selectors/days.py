"""Who is expected at an office, and when?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Appointment
from ruta.base.clock import HONDURAS
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.workdays import work_calendar


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the agenda with its appointments."""

    day: date
    appointments: list[Appointment]


def midnight(day: date) -> datetime:
    """The moment when a day begins in Honduras."""
    return datetime.combine(day, time(), HONDURAS)


def appointments_of_office(actor: Actor, first: date, days: int = 1) -> QuerySet[Appointment]:
    """Appointments that the actor's office receives from `first` on, in order of time."""
    rows = Appointment.objects.filter(
        host_id=actor.institution_id or 0,
        office_id=actor.office_id or 0,
        starts_at__gte=midnight(first),
        starts_at__lt=midnight(first + timedelta(days)),
    )
    return rows.select_related("person", "agenda").order_by("starts_at", "pk")


def appointment_for(actor: Actor, appointment_id: int) -> Appointment:
    """One appointment that the actor's institution receives or gave."""
    rows = Appointment.objects.filter(Q(host_id=actor.institution_id or 0) | Q(owner_institution_id=actor.institution_id or 0))
    found = rows.select_related("person", "office", "agenda").filter(pk=appointment_id).first()
    if found is None:
        raise NotFound(_("Esta cita no existe o no es de su institución. Vuelva a la agenda."))
    return found


def appointments_received(actor: Actor) -> QuerySet[Appointment]:
    """Every appointment that the actor's institution receives."""
    return Appointment.objects.filter(host_id=actor.institution_id or 0).select_related("person", "office", "agenda")


def due_for_reminding(institution_id: int, moment: datetime) -> list[int]:
    """Booked appointments of an institution's persons that this working day is the last one before; none on a day without work."""
    calendar, day = work_calendar(), moment.astimezone(HONDURAS).date()
    if not calendar.is_working(day):
        return []
    tomorrow, last = day + timedelta(days=1), calendar.add_days(day, 1)
    rows = Appointment.objects.filter(
        owner_institution_id=institution_id, state=AppointmentState.BOOKED, person__isnull=False,
        starts_at__gte=midnight(tomorrow), starts_at__lt=midnight(last + timedelta(days=1)),
    )  # fmt: skip
    return list(rows.order_by("starts_at", "pk").values_list("pk", flat=True))


def week_of(actor: Actor, first: date) -> list[Day]:
    """The seven days from `first`, empty ones too."""
    found = by_day(appointments_of_office(actor, first, 7))
    return [Day(day, found.get(day, [])) for day in (first + timedelta(ahead) for ahead in range(7))]


def by_day(appointments: Iterable[Appointment]) -> dict[date, list[Appointment]]:
    """Appointments under their day in Honduras."""
    found: dict[date, list[Appointment]] = {}
    for one in appointments:
        found.setdefault(one.starts_at.astimezone(HONDURAS).date(), []).append(one)
    return found
