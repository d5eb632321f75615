"""Which spaces may anybody join, what was said in them, and what became of what was promised? Institutions are named, persons never."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.clock import today
from ruta.base.context import ANYBODY
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed
from ruta.roadmap.enums import SpaceKind
from ruta.roadmap.selectors import account_of, agreed_in, found_spaces, public_spaces
from ruta.territory.selectors import departments

LONGEST_SEARCH, SHOWN = 80, 60
# Codes stand in the files, so that other people's machines read them whatever the language.
PUBLIC = Listing(
    name="espacios", order="nombre", page_size=20, sorts=[Sort("nombre", ("sort_name", "id"))],
    filters=[
        Filter("clase", _("Clase"), lambda rows, value: rows.filter(kind=value), lambda: [(code, str(word)) for code, word in SpaceKind.choices]),
        Filter("lugar", _("¿Dónde?"), lambda rows, value: rows.filter(department_id=value), lambda: [(row.code, row.name) for row in departments()]),
    ],
    columns=[
        Column("nombre", _("Nombre"), lambda row: row.name), Column("clase", _("Clase"), lambda row: row.kind),
        Column("para_que", _("Para qué"), lambda row: row.purpose), Column("convoca", _("Convoca"), lambda row: row.convener.short_name),
        Column("departamento", _("Departamento"), lambda row: row.department_id), Column("municipio", _("Municipio"), lambda row: row.municipality_id),
        Column("desde", _("Desde"), lambda row: row.begins), Column("hasta", _("Hasta"), lambda row: row.ends),
        Column("ultima_reunion", _("Última reunión"), lambda row: row.met_on),
        Column("compromisos_abiertos", _("Compromisos abiertos"), lambda row: row.open_count),
    ],
)  # fmt: skip


@require_safe
def spaces(request: HttpRequest) -> HttpResponseBase:
    """The public spaces, or the same list as a file."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    rows = found_spaces(public_spaces(), text)
    file = exported(PUBLIC, rows, request.GET, ANYBODY)
    if file is not None:
        return file
    page = listed(PUBLIC, rows, request.GET, kept={"q": text} if text else None)
    return render(
        request, "portal/participation/list.html", {"page": page, "rows": page.rows, "text": text, "address": request.path, "downloads": page.exports}
    )  # fmt: skip


@require_safe
def space(request: HttpRequest, space_id: int) -> HttpResponse:
    """What one is for, how to join it, and its account: published minutes, what was answered, what was promised."""
    row, day = public_spaces().filter(pk=space_id).first(), today()
    if row is None:
        return render(request, "portal/participation/gone.html", status=404)
    context = {
        "space": row, "account": account_of(row, is_published=True),
        "coming": list(row.meetings.filter(minutes="", cancelled_at=None, held_on__gte=day).order_by("held_on", "pk")),
        "met": list(row.meetings.exclude(published_at=None).order_by("-held_on", "-pk")[:SHOWN]),
        "taken_back": list(row.meetings.filter(published_at=None, taken_back_at__isnull=False).order_by("-held_on", "-pk")[:SHOWN]),
        "answered": list(row.contributions.exclude(answered_at=None).select_related("institution").order_by("-answered_at", "-pk")[:SHOWN]),
        "agreed": [(each, each.closed_at is None and each.due_on < day) for each in agreed_in([row.pk]).exclude(meeting__published_at=None)[:SHOWN]],
    }  # fmt: skip
    return render(request, "portal/participation/space.html", context)
