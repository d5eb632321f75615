"""How are announced visits filtered, sorted and taken along?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.agenda.enums import Fate, VisitState
from ruta.agenda.models import ItinerantVisit
from ruta.agenda.selectors import fate, named_services, of_fate, visits
from ruta.base.clock import today
from ruta.base.context import current_actor
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import departments_named, worded
from ruta.directory.models import Office

TONES = {Fate.AHEAD: "way", Fate.KEPT: "done", Fate.BROKEN: "stop", Fate.SILENT: "you"}
WHEN = (("adelante", _("Desde hoy")), ("antes", _("Antes de hoy")))


def _by_day(rows: Any, value: str) -> Any:
    return rows.filter(day__gte=today()) if value == "adelante" else rows.filter(day__lt=today())


def _offices() -> list[tuple[str, str]]:
    actor = current_actor()
    going = visits(actor).order_by().values("office") if actor else ItinerantVisit.objects.none().values("office")
    return [(str(row.pk), row.short_name) for row in Office.objects.filter(pk__in=going).order_by("short_name", "pk")]


VISITS = Listing(
    name="visitas-a-comunidades", order="-dia", sorts=[Sort("dia", ("day", "id")), Sort("anunciada", ("announced_on", "id"))],
    filters=[
        Filter("cuando", _("Cuándo"), _by_day, lambda: worded(WHEN)),
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(VisitState.choices)),
        Filter("promesa", _("La promesa"), of_fate, lambda: worded(Fate.choices)),
        Filter("oficina", _("Quién va"), lambda rows, value: rows.filter(office=value), _offices),
        Filter("departamento", _("Departamento"), lambda rows, value: rows.filter(municipality__department=value), departments_named),
    ],
    columns=[
        Column("dia", _("Día anunciado"), lambda row: row.day), Column("desde", _("Desde las"), lambda row: f"{row.starts_at:%H:%M}"),
        Column("hasta", _("Hasta las"), lambda row: f"{row.ends_at:%H:%M}"), Column("municipio", _("Municipio"), lambda row: row.municipality.name),
        Column("lugar", _("Lugar"), lambda row: row.place), Column("quien", _("Quién va"), lambda row: row.office.name),
        Column("servicios", _("Qué lleva"), lambda row: ", ".join(named_services(row))), Column("anunciada", _("Anunciada el"), lambda row: row.announced_on),
        Column("estado", _("Estado"), lambda row: row.get_state_display()), Column("llego", _("Llegó el"), lambda row: row.held_on),
        Column("promesa", _("Promesa"), lambda row: fate(row).label), Column("motivo", _("Por qué"), lambda row: row.reason),
    ],
)  # fmt: skip
