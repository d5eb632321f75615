"""Which visits come near a place, and what became of those that were announced?"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.agenda.enums import Fate
from ruta.agenda.models import ItinerantVisit
from ruta.agenda.selectors import NEAR_KM, coming_visits, fate, named_services, near, past_visits
from ruta.base.context import ANYBODY
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed, typed_filters
from ruta.directory.models import Office
from ruta.portal.directory.where import place_links, where_of, without_place
from ruta.territory.selectors import departments

TONES = {Fate.AHEAD: "way", Fate.KEPT: "done", Fate.BROKEN: "stop", Fate.SILENT: "stop"}


def _offices() -> list[tuple[str, str]]:
    going = ItinerantVisit.objects.order_by().values("office")
    return [(str(row.pk), row.name) for row in Office.objects.filter(pk__in=going).order_by("name", "pk")]


VISITS = Listing(
    name="visitas", order="dia", page_size=20, sorts=[Sort("dia", ("day", "id"))],
    filters=[
        Filter("departamento", _("Departamento"), lambda rows, value: rows.filter(municipality__department=value), lambda: [(row.code, row.name) for row in departments()]),
        Filter("oficina", _("Quién va"), lambda rows, value: rows.filter(office=value), _offices),
        Filter("pasadas", _("Las de doce meses que ya pasaron"), lambda rows, _value: rows),  # the view begins with those
    ],
    columns=[
        Column("dia", _("Día anunciado"), lambda row: row.day), Column("desde", _("Desde las"), lambda row: f"{row.starts_at:%H:%M}"),
        Column("hasta", _("Hasta las"), lambda row: f"{row.ends_at:%H:%M}"), Column("municipio", _("Municipio"), lambda row: row.municipality_id),
        Column("lugar", _("Lugar"), lambda row: row.place), Column("quien", _("Quién va"), lambda row: row.office.name),
        Column("servicios", _("Qué lleva"), lambda row: ", ".join(named_services(row))), Column("anunciada", _("Anunciada el"), lambda row: row.announced_on),
        Column("estado", _("Estado"), lambda row: row.get_state_display()), Column("llego", _("Llegó el"), lambda row: row.held_on),
        Column("promesa", _("Promesa"), lambda row: fate(row).label), Column("motivo", _("Por qué"), lambda row: row.reason),
    ],
)  # fmt: skip


@require_safe
def visits(request: HttpRequest) -> HttpResponseBase:
    """What is ahead, near somewhere or everywhere; or what was promised in twelve months and whether it was kept. The same as a file."""
    where, is_past = where_of(request.GET), "pasadas" in typed_filters(VISITS, request.GET)
    rows = past_visits() if is_past else coming_visits().order_by()
    rows = near(rows, where.spot.code) if where.spot else rows
    file = exported(VISITS, rows, request.GET, ANYBODY)
    if file is not None:
        return file
    page = listed(VISITS, rows, request.GET, kept=where.kept)
    context = {
        "page": page, "rows": [told(row) for row in page.rows], "where": where, "is_past": is_past, "near_km": NEAR_KM, "address": request.path,
        "elsewhere": without_place(request), "places": place_links(request, where),
    }  # fmt: skip
    return render(request, "portal/visits/list.html", context)


def told(row: ItinerantVisit) -> dict[str, Any]:
    """One announced day as its card shows it: the other day in its place, what it brings, and how it stands."""
    stands = fate(row)
    return {
        "visit": row,
        "moved_to": getattr(row, "moved_to", None),
        "services": named_services(row),
        "fate": stands,
        "tone": TONES[stands],
    }
