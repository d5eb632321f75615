"""How are appointments filtered, sorted and exported?"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Appointment
from ruta.agenda.selectors import midnight, stranded
from ruta.base.clock import now, today
from ruta.base.context import current_actor
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.spelling import folded
from ruta.directory.models import Office
from ruta.people.models import Person

DAY = timedelta(days=1)
AHEAD = "adelante"
WHEN = {AHEAD: _("Desde hoy"), "hoy": _("Hoy"), "manana": _("Mañana"), "semana": _("Los próximos 7 días"), "antes": _("Antes de hoy")}


def _by_day(rows: Any, value: str) -> Any:
    start = midnight(today())
    ends = {"hoy": start + DAY, "manana": start + 2 * DAY, "semana": start + 7 * DAY}
    if value == "antes":
        return rows.filter(starts_at__lt=start)
    rows = rows.filter(starts_at__gte=start + DAY if value == "manana" else start)
    return rows.filter(starts_at__lt=ends[value]) if value in ends else rows


def _unmarked(rows: Any, _value: str) -> Any:
    return rows.filter(state=AppointmentState.BOOKED, starts_at__lt=now())


def _stranded(rows: Any, _value: str) -> Any:
    actor = current_actor()
    return rows.filter(pk__in=stranded(actor) if actor else ())


def _offices() -> list[tuple[str, str]]:
    actor = current_actor()
    rows = Office.objects.filter(institution_id=actor.institution_id or 0, is_active=True) if actor else Office.objects.none()
    return [(str(office.pk), office.short_name) for office in rows.order_by("short_name", "pk")]


def found(rows: Any, text: str) -> Any:
    """Appointments of persons whose surnames begin as typed."""
    return rows.filter(person__in=Person.objects.filter(sort_name__begins=folded(text)).values("pk")) if text else rows


def _person(row: Appointment) -> str:
    return row.person.full_name if row.person else str(_("Persona derivada"))


APPOINTMENTS = Listing(
    name="citas",
    order="hora",
    sorts=[Sort("hora", ("starts_at", "id")), Sort("dada", ("created_at", "id"))],
    filters=[
        Filter("cuando", _("Cuándo"), _by_day, lambda: [(code, str(words)) for code, words in WHEN.items()]),
        Filter(
            "estado",
            _("Estado"),
            lambda rows, value: rows.filter(state=value),
            lambda: [(code, str(words)) for code, words in AppointmentState.choices],
        ),
        Filter("oficina", _("Oficina"), lambda rows, value: rows.filter(office=value), _offices),
        Filter("sinmarcar", _("Pasadas y sin marcar"), _unmarked),
        Filter("mover", _("Nadie las atendería: hay que moverlas"), _stranded),
    ],
    columns=[
        Column("hora", _("Día y hora"), lambda row: row.starts_at),
        Column("persona", _("Persona"), _person),
        Column("asunto", _("Para qué"), lambda row: row.subject),
        Column("oficina", _("Oficina"), lambda row: row.office.short_name),
        Column("lugar", _("Lugar"), lambda row: row.place),
        Column("lleva", _("Qué debe llevar"), lambda row: row.bring),
        Column("pregunta", _("Pregunta por"), lambda row: row.ask_for),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
    ],
)
