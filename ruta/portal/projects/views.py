"""Which programmes and projects does anybody find, what does one say, and how is the list taken along?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.clock import today
from ruta.base.context import ANYBODY
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed
from ruta.base.papers import TYPES, shown_headers
from ruta.projects.enums import Kind, Part, State
from ruta.projects.models import Project
from ruta.projects.selectors import (
    by_need_group,
    by_place,
    document_of,
    found_projects,
    place_names,
    public_project,
    public_projects,
    words_of,
)
from ruta.taxonomy.selectors import choices
from ruta.territory.selectors import departments

LONGEST_SEARCH, LONGEST_SLUG = 80, 60


def _departments() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in departments()]


def _states() -> list[tuple[str, str]]:
    return [(code, str(word)) for code, word in State.choices]


def _part(part: str) -> Any:
    return lambda row: "; ".join(each.name for each in row.participants.all() if each.part == part)


# Codes stand in the files, so that other people's machines read them whatever the language.
PUBLIC = Listing(
    name="proyectos", order="nombre", page_size=20, sorts=[Sort("nombre", ("sort_name", "id"))],
    filters=[
        Filter("lugar", _("¿Dónde?"), by_place, _departments),
        Filter("necesidad", _("¿Qué necesita?"), by_need_group, lambda: choices("needs", section="groups")),
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), _states),
    ],
    columns=[
        Column("codigo", _("Código"), lambda row: row.ref), Column("nombre", _("Nombre"), lambda row: row.name),
        Column("tipo", _("Tipo"), lambda row: row.kind), Column("estado", _("Estado"), lambda row: row.state),
        Column("resumen", _("Resumen"), lambda row: row.summary), Column("lugares", _("Lugares"), lambda row: "; ".join(row.places)),
        Column("poblacion", _("Población"), lambda row: "; ".join(row.population)),
        Column("necesidades", _("Necesidades"), lambda row: "; ".join(row.needs)), Column("ejecuta", _("Ejecuta"), _part(Part.EXECUTING)),
        Column("financia", _("Financia"), _part(Part.FUNDING)), Column("apoya", _("Apoya"), _part(Part.PARTNER)),
        Column("presupuesto", _("Presupuesto"), lambda row: row.budget), Column("moneda", _("Moneda"), lambda row: row.currency),
        Column("empieza", _("Empieza"), lambda row: row.begins), Column("termina", _("Termina"), lambda row: row.ends),
        Column("personas_previstas", _("Personas previstas"), lambda row: row.expected),
        Column("personas_alcanzadas", _("Personas alcanzadas"), lambda row: row.reached),
        Column("web", _("Página web"), lambda row: row.website), Column("fuente", _("Fuente"), lambda row: row.source),
        Column("verificado", _("Verificado el"), lambda row: row.verified_on),
    ],
)  # fmt: skip


@require_safe
def projects(request: HttpRequest) -> HttpResponseBase:
    """The published projects, or the same list as a file."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    rows = found_projects(public_projects(), text)
    if request.GET.get("formato") == "json":
        return _as_json(rows)
    file = exported(PUBLIC, rows, request.GET, ANYBODY)
    if file is not None:
        return file
    page = listed(PUBLIC, rows, request.GET, kept={"q": text} if text else None)
    names = place_names({code for row in page.rows for code in row.places})
    told = [{"row": row, "path": _path(row), **words_of(row, names)} for row in page.rows]
    return render(
        request,
        "portal/projects/list.html",
        {
            "page": page,
            "rows": told,
            "text": text,
            "address": request.path,
            "downloads": [*page.exports, ("JSON", f"{request.path}?formato=json")],
        },
    )


@require_safe
def project_number(request: HttpRequest, project_id: int) -> HttpResponse:
    """The number alone leads to the one address of a project."""
    row = public_project(project_id)
    return _gone(request) if row is None else HttpResponsePermanentRedirect(_path(row))


@require_safe
def project(request: HttpRequest, project_id: int, slug: str) -> HttpResponse:
    """One project, in plain words."""
    del slug  # the path below says which words it has now
    row = public_project(project_id)
    if row is None:
        return _gone(request)
    if request.path != _path(row):
        return HttpResponsePermanentRedirect(_path(row))
    context = {
        "project": row, "words": words_of(row, place_names(row.places)), "contacts": row.contacts.filter(is_public=True).order_by("name", "pk"),
        "documents": row.documents.defer("content").order_by("title", "pk"), "results": row.results.order_by("pk"), "is_programme": row.kind == Kind.PROGRAMME,
    }  # fmt: skip
    return render(request, "portal/projects/project.html", context)


@require_safe
def paper(request: HttpRequest, project_id: int, row_id: int) -> HttpResponse:
    """A file of a public project."""
    row = public_project(project_id)
    if row is None:
        return _gone(request)
    found = document_of(row, row_id)
    headers = shown_headers(f"proyecto-{project_id}-{found.pk}.{found.kind}")
    return HttpResponse(bytes(found.content or b""), content_type=TYPES[found.kind], headers=headers)


def _path(row: Project) -> str:
    return reverse("portal:project", args=[row.pk, slugify(row.name)[:LONGEST_SLUG].strip("-") or "proyecto"])


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/projects/gone.html", status=404)


def _as_json(rows: Any) -> JsonResponse:
    """Every published project with the codes of the catalogues."""
    told = [{column.code: column.value(row) for column in PUBLIC.columns} for row in rows.order_by("sort_name", "id")]
    response = JsonResponse({"dia": today(), "proyectos": told}, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="proyectos-{today().isoformat()}.json"'
    return response
