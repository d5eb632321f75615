"""Which talks may anybody come to, and which materials may anybody take along?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.context import ANYBODY
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed
from ruta.base.papers import TYPES, shown_headers
from ruta.communication.enums import MaterialKind, Segment
from ruta.communication.selectors import coming_sessions, found_materials, found_sessions, public_materials, public_version
from ruta.territory.selectors import departments

LONGEST_SEARCH = 80
FOR_WHOM = Filter(
    "para", _("¿Para quién?"), lambda rows, value: rows.filter(segment=value), lambda: [(code, str(word)) for code, word in Segment.choices]
)
TALKS = Listing(
    name="charlas", order="dia", page_size=20, sorts=[Sort("dia", ("held_on", "id"))],
    filters=[
        Filter("lugar", _("¿Dónde?"), lambda rows, value: rows.filter(municipality__department=value), lambda: [(row.code, row.name) for row in departments()]),
        FOR_WHOM,
    ],
    columns=[
        Column("dia", _("Día"), lambda row: row.held_on), Column("hora", _("Hora"), lambda row: f"{row.starts_at:%H:%M}"),
        Column("tema", _("Tema"), lambda row: row.topic), Column("lugar", _("Lugar"), lambda row: row.place),
        Column("municipio", _("Municipio"), lambda row: row.municipality_id), Column("para", _("Para quién"), lambda row: row.segment),
        Column("institucion", _("Institución"), lambda row: row.institution.short_name),
    ],
)  # fmt: skip
MATERIALS = Listing(
    name="materiales", order="titulo", page_size=20, sorts=[Sort("titulo", ("sort_title", "id"))],
    filters=[
        Filter("clase", _("¿Qué es?"), lambda rows, value: rows.filter(kind=value), lambda: [(code, str(word)) for code, word in MaterialKind.choices]),
        FOR_WHOM,
    ],
    columns=[
        Column("titulo", _("Título"), lambda row: row.title), Column("clase", _("Qué es"), lambda row: row.kind),
        Column("para", _("Para quién"), lambda row: row.segment), Column("idioma", _("Idioma"), lambda row: row.language),
        Column("institucion", _("Institución"), lambda row: row.institution.short_name), Column("para_que", _("Para qué"), lambda row: row.purpose),
    ],
)  # fmt: skip


@require_safe
def talks(request: HttpRequest) -> HttpResponseBase:
    """The sessions that are ahead, or the same list as a file."""
    return _listed(request, TALKS, found_sessions(coming_sessions(), _text(request)), "portal/outreach/talks.html")


@require_safe
def materials(request: HttpRequest) -> HttpResponseBase:
    """What was approved for everybody, or the same list as a file."""
    return _listed(request, MATERIALS, found_materials(public_materials(), _text(request)), "portal/outreach/materials.html")


@require_safe
def file(request: HttpRequest, material_id: int) -> HttpResponse:
    """The approved version of one; one that was withdrawn is not given any more."""
    row = public_version(material_id)
    if row is None:
        return render(request, "portal/outreach/withdrawn.html", status=404)
    name = f"ruta-material-{row.material_id}-v{row.number}.{row.file_kind}"
    return HttpResponse(bytes(row.content), content_type=TYPES[row.file_kind], headers=shown_headers(name))


def _text(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]


def _listed(request: HttpRequest, listing: Listing, rows: Any, template: str) -> HttpResponseBase:
    file = exported(listing, rows, request.GET, ANYBODY)
    if file is not None:
        return file
    text = _text(request)
    page = listed(listing, rows, request.GET, kept={"q": text} if text else None)
    return render(request, template, {"page": page, "rows": page.rows, "text": text, "address": request.path, "downloads": page.exports})
