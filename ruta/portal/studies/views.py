"""Which studies does everybody read, what did they find and which decisions did they serve; and what could come?"""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from ruta.base.context import ANYBODY
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed
from ruta.base.papers import TYPES, shown_headers
from ruta.insights.enums import StudyKind, Theme
from ruta.insights.selectors import found_studies, public_scenarios, public_studies, uses_of
from ruta.territory.selectors import departments

LONGEST_SEARCH = 80
# Codes stand in the files, so that other people's machines read them whatever the language.
PUBLIC = Listing(
    name="estudios", order="-fecha", page_size=20, sorts=[Sort("fecha", ("published_on", "id"))],
    filters=[
        Filter("tema", _("Tema"), lambda rows, value: rows.filter(themes__contains=[value]), lambda: [(code, str(word)) for code, word in Theme.choices]),
        Filter("clase", _("Qué es"), lambda rows, value: rows.filter(kind=value), lambda: [(code, str(word)) for code, word in StudyKind.choices]),
        Filter("lugar", _("¿Dónde?"), lambda rows, value: rows.filter(departments__contains=[value]), lambda: [(row.code, row.name) for row in departments()]),
    ],
    columns=[
        Column("titulo", _("Título"), lambda row: row.title), Column("clase", _("Qué es"), lambda row: row.kind),
        Column("autoria", _("Autoría"), lambda row: row.author), Column("fuente", _("Quién lo publicó"), lambda row: row.source),
        Column("fecha", _("Fecha"), lambda row: row.published_on), Column("temas", _("Temas"), lambda row: " ".join(row.themes)),
        Column("departamentos", _("Departamentos"), lambda row: " ".join(row.departments)), Column("hallazgos", pgettext_lazy("of a study", "Qué encontró"), lambda row: row.findings),
        Column("limites", _("Qué no puede decir"), lambda row: row.limits), Column("direccion", _("Dirección"), lambda row: row.url),
        Column("decisiones", _("Decisiones"), lambda row: row.served),
    ],
)  # fmt: skip


@require_safe
def studies(request: HttpRequest) -> HttpResponseBase:
    """The published ones and the scenarios, or the same list as a file."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    rows = found_studies(public_studies(), text)
    file = exported(PUBLIC, rows, request.GET, ANYBODY)
    if file is not None:
        return file
    page = listed(PUBLIC, rows, request.GET, kept={"q": text} if text else None)
    context = {
        "page": page, "rows": page.rows, "text": text, "address": request.path, "downloads": page.exports,
        "scenarios": list(public_scenarios().order_by("horizon", "sort_title", "pk")[:40]),
    }  # fmt: skip
    return render(request, "portal/studies/list.html", context)


@require_safe
def study(request: HttpRequest, study_id: int) -> HttpResponse:
    """One of them with the decisions that it served."""
    row = public_studies().filter(pk=study_id).first()
    if row is None:
        return render(request, "portal/studies/gone.html", status=404)
    names = {each.pk: each.name for each in departments()}
    context = {
        "row": row, "themes": [Theme(code).label for code in row.themes if code in Theme.values], "places": [names[code] for code in row.departments if code in names],
        "uses": list(uses_of(row).filter(noted_at__lte=row.shown_at)),
        "scenarios": list(public_scenarios().filter(studies=row).order_by("horizon", "pk")),
    }  # fmt: skip
    return render(request, "portal/studies/study.html", context)


@require_safe
def file(request: HttpRequest, study_id: int) -> HttpResponse:
    """The study itself, where it lies here."""
    row = public_studies().defer(None).filter(pk=study_id).first()
    if row is None or row.content is None:
        return render(request, "portal/studies/gone.html", status=404)
    return HttpResponse(
        bytes(row.content), content_type=TYPES[row.file_kind], headers=shown_headers(f"ruta-estudio-{row.pk}.{row.file_kind}")
    )


@require_safe
def scenario(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """What could come, and what would be done then."""
    row = public_scenarios().filter(pk=scenario_id).first()
    if row is None:
        return render(request, "portal/studies/gone.html", status=404)
    shown = public_studies().filter(scenarios=row).order_by("-published_on", "pk")
    return render(request, "portal/studies/scenario.html", {"row": row, "studies": list(shown)})
