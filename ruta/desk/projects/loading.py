"""How does a file of projects come in: choose it, say what its columns are, look at the trial, bring it?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.errors import Invalid
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.desk.projects.forms import ColumnsForm, FileForm
from ruta.projects.enums import LoadState
from ruta.projects.imports.columns import FACTS
from ruta.projects.imports.loading import bring_load, map_load, open_load
from ruta.projects.models import Load
from ruta.projects.policies import KEEPER_ROLES
from ruta.projects.selectors import load_of, loads

SHOWN, SAMPLES, TOLD = 30, 2, 200
EXAMPLE = {
    "name": "Manos que regresan", "executing": "INFOP", "funding": "Cooperación de ejemplo", "places": "Cortés; Comayagua",
    "population": "Persona retornada", "needs": "Empleo; Formación en un oficio", "budget": "1500000", "currency": "HNL", "begins": "01/02/2026",
    "ends": "31/12/2027", "state": "En marcha", "expected": "300",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def files(request: DeskRequest) -> HttpResponse:
    """The files that came, and the place for the next one."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            row = open_load(actor=request.actor, file_name=upload.name or "", file=upload.file)
        except Invalid as error:
            form.add_error("file", str(error))
        else:
            return redirect("desk:project-load", row.pk)
    rows = loads().defer("rows", "header")[:SHOWN]
    return render(request, "desk/projects/files.html", {"form": form, "loads": rows}, status=422 if form.errors else 200)


@require_safe
@roles(KEEPER_ROLES)
def load(request: DeskRequest, load_id: int) -> HttpResponse:
    """One file: its trial or its result."""
    return _page(request, load_of(load_id))


@require_POST
@roles(KEEPER_ROLES)
def columns(request: DeskRequest, load_id: int) -> HttpResponse:
    """Say what each column is."""
    row = load_of(load_id)
    form = ColumnsForm(request.POST, load=row)
    if form.is_valid():
        try:
            map_load(actor=request.actor, load_id=load_id, mapping=form.mapping)
        except Invalid as error:
            form.add_error(None, str(error))
    return _page(request, row, form, 422) if form.errors else redirect("desk:project-load", load_id)


@require_POST
@roles(KEEPER_ROLES)
def bring(request: DeskRequest, load_id: int) -> HttpResponse:
    """Keep what can be read."""
    if load_of(load_id).state != LoadState.DONE:  # a second click finds it done
        bring_load(actor=request.actor, load_id=load_id)
        messages.success(request, _("Proyectos traídos."))
    return redirect("desk:project-load", load_id)


@require_safe
@roles(KEEPER_ROLES)
def template(request: DeskRequest, kind: str) -> HttpResponse:
    """An empty list with the columns that the bank knows."""
    del request
    if kind not in {"csv", "xlsx"}:
        raise Http404
    return table_file(
        _("plantilla-proyectos"), kind, [_(label) for label, _names in FACTS.values()], [[EXAMPLE.get(code, "") for code in FACTS]]
    )


def _page(request: DeskRequest, row: Load, form: ColumnsForm | None = None, status: int = 200) -> HttpResponse:
    asked = form or ColumnsForm(load=row)
    is_waiting = row.state != LoadState.DONE
    context: dict[str, Any] = {
        "load": row, "form": asked, "is_waiting": is_waiting, "refused": row.refused[:TOLD], "untold": max(0, len(row.refused) - TOLD),
        "columns": [_column(row, asked, at, header) for at, header in enumerate(row.header)] if is_waiting else [],
    }  # fmt: skip
    return render(request, "desk/projects/load.html", context, status=status)


def _column(row: Load, form: ColumnsForm, at: int, header: str) -> dict[str, Any]:
    said = [cells[at] for _number, cells in row.rows if at < len(cells) and cells[at]]
    return {"header": header, "field": form[f"column_{at}"], "samples": said[:SAMPLES]}
