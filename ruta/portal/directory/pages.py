"""What does one service say, and what does one institution offer?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from ruta.agenda.enums import VisitState
from ruta.agenda.models import ItinerantVisit
from ruta.agenda.selectors import coming_visits
from ruta.base.clock import today
from ruta.directory.enums import Access, Audience, Delivery, Entry
from ruta.directory.models import Institution, Service
from ruta.directory.rules import is_stale
from ruta.directory.selectors import hours_told, opening_of, services, shown_needs, shown_place
from ruta.directory.selectors import institutions as every_institution
from ruta.portal.directory.hits import hits, path_of
from ruta.portal.directory.words import cost_said, opening_said
from ruta.taxonomy.selectors import languages, service_type

SHOWN, NEXT = 60, 3


@require_safe
def service_number(request: HttpRequest, service_id: int) -> HttpResponse:
    """The number alone leads to the one address of a service."""
    row = _public(service_id)
    return _gone(request) if row is None else HttpResponsePermanentRedirect(path_of(row))


@require_safe
def service(request: HttpRequest, service_id: int, slug: str) -> HttpResponse:
    """One service: what it does, for whom, what to bring, when and where."""
    del slug  # the path below says which words it has now
    row = _public(service_id)
    if row is None:
        return _gone(request)
    if request.path != path_of(row):
        return HttpResponsePermanentRedirect(path_of(row))
    return render(request, "portal/directory/service.html", _told(row))


@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """Who offers services, by name."""
    offering = Service.objects.filter(is_active=True).values("institution")
    rows = every_institution().filter(pk__in=offering).order_by("name", "pk")
    return render(request, "portal/directory/institutions.html", {"rows": rows})


@require_safe
def institution(request: HttpRequest, code: str) -> HttpResponse:
    """One institution and what it offers."""
    row = every_institution().filter(code=code).first()
    if row is None:
        return _gone(request)
    found = services().filter(institution=row, is_active=True).exclude(office__is_active=False)
    rows = found.prefetch_related("hours").order_by("sort_name", "pk")[: SHOWN + 1]
    listed = hits(rows[:SHOWN], None)
    context: dict[str, Any] = {
        "institution": row,
        "hits": listed,
        "is_more": len(rows) > SHOWN,
        "parent": row.parent,
        "visits": _visits(row),
    }
    return render(request, "portal/directory/institution.html", context)


def _visits(row: Institution) -> list[ItinerantVisit]:
    """The next days on which its teams are announced."""
    return list(coming_visits().filter(owner_institution=row, state=VisitState.ANNOUNCED)[:NEXT])


def _public(service_id: int) -> Service | None:
    found = services().filter(pk=service_id, is_active=True, institution__is_active=True).exclude(office__is_active=False)
    return found.prefetch_related("hours").first()


def _told(row: Service) -> dict[str, Any]:
    spoken = dict(languages().filter(code__in=row.languages).values_list("code", "name_es"))
    return {
        "service": row, "name": str(row), "kind": service_type(row.service_type), "place": shown_place(row), "opening": opening_said(opening_of(row)),
        "week": [(WEEKDAYS[int(day)], text) for day, text in hours_told(row).items()], "cost": cost_said(row), "needs": shown_needs(row),
        "audiences": _labels(Audience, row.populations), "entry": _labels(Entry, row.entry), "delivery": _labels(Delivery, row.delivery),
        "access": _labels(Access, row.accessibility), "languages": [spoken.get(code, code) for code in row.languages],
        "is_stale": is_stale(row.verified_on, today()), "phone": row.phone or _office_phone(row),
    }  # fmt: skip


def _labels(choices: Any, codes: list[str]) -> list[str]:
    return [str(choices(code).label) for code in codes]


def _office_phone(row: Service) -> str:
    place = shown_place(row)
    return place.phone if place else ""


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/directory/gone.html", status=404)
