"""How does somebody bring a file in: choose, say what its columns are, look at a trial, start, wait, correct?"""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.errors import Invalid
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.forms import MappingForm, UploadForm
from ruta.desk.imports.showing import columns_of, page_of, pick_template, steps_of, table_file
from ruta.people.imports import actions
from ruta.people.imports.jobs import FOLDER, queue
from ruta.people.imports.policies import IMPORT_ROLES
from ruta.people.imports.returning import rejected_table, template_table
from ruta.people.imports.running import take_in
from ruta.people.imports.selectors import batch_for, batches, staged_pairs
from ruta.people.imports.states import MOVING, BatchState
from ruta.people.models import ImportBatch

SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
@roles(IMPORT_ROLES)
def imports_page(request: DeskRequest) -> HttpResponse:
    """The files that came, and the place for the next one."""
    form = UploadForm(request.POST or None, request.FILES or None, actor=_actor(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _taken_in(request, form)
        except Invalid as error:
            form.add_error("file", str(error))
    context = {"form": form, "batches": batches()[:SHOWN], "waiting": staged_pairs().count(), "steps": steps_of(0)}
    return render(request, "desk/imports/list.html", context, status=422 if form.errors else 200)


def _taken_in(request: DeskRequest, form: UploadForm) -> HttpResponse:
    upload, place = form.cleaned_data["file"], f"{FOLDER}/{uuid4()}"
    batch, is_new = take_in(actor=_actor(request), office=form.cleaned_data["office"], name=upload.name, file=upload, kept_as=place)
    if batch.state == BatchState.DONE:
        messages.info(request, _("Este archivo ya se importó. No se cambió nada; aquí está lo que resultó."))
        return redirect("desk:import", batch.pk)
    upload.seek(0)
    default_storage.save(place, upload)
    if not is_new and batch.done_count and not batch.is_dry_run:
        messages.info(request, _("Este archivo ya se había empezado. Puede seguir donde quedó: lo hecho no se repite."))
    return redirect("desk:import", batch.pk)


@require_safe
@roles(IMPORT_ROLES)
def import_page(request: DeskRequest, batch_id: int) -> HttpResponse:
    """One file where it stands: its columns, its progress or its result."""
    batch = batch_for(batch_id)
    wants_columns = batch.state == BatchState.MAPPING or ("columnas" in request.GET and _may_map(batch))
    if wants_columns:
        return _columns(request, batch, MappingForm(batch=batch))
    context = {"batch": batch, "steps": steps_of(_step(batch)), **page_of(batch)}
    return render(request, pick_template(batch), context)


@require_POST
@roles(IMPORT_ROLES)
def map_columns(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Keep what each column is, and let the worker try the file without registering anybody."""
    batch = batch_for(batch_id)
    form = MappingForm(request.POST, batch=batch)
    if not form.is_valid():
        return _columns(request, batch, form)
    try:
        actions.map_columns(actor=_actor(request), batch_id=batch.pk, mapping=form.mapping, options=form.options)
    except Invalid as error:
        form.add_error(None, str(error))
        return _columns(request, batch, form)
    batch = actions.start(actor=_actor(request), batch_id=batch.pk, is_dry_run=True)
    queue(batch, _actor(request))
    return redirect("desk:import", batch.pk)


@require_safe
@roles(IMPORT_ROLES)
def progress(request: DeskRequest, batch_id: int) -> HttpResponse:
    """The progress alone; once it is over, the whole page is drawn again."""
    batch = batch_for(batch_id)
    response = render(request, "desk/imports/_progress.html", {"batch": batch})
    if batch.state not in MOVING:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@roles(IMPORT_ROLES)
def start_import(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Register for real, or go on after a stop; a second click finds it running."""
    batch = batch_for(batch_id)
    if batch.state not in MOVING:
        if not batch.file or not default_storage.exists(batch.file):
            messages.error(request, _("El archivo ya no está aquí. Súbalo otra vez: lo importado no se repite."))
            return redirect("desk:imports")
        batch = actions.start(actor=_actor(request), batch_id=batch.pk, is_dry_run=False)
        queue(batch, _actor(request))
    return redirect("desk:import", batch.pk)


@require_POST
@roles(IMPORT_ROLES)
def stop_import(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Stop after the chunk that is being written."""
    actions.stop(actor=_actor(request), batch_id=batch_id)
    return redirect("desk:import", batch_id)


@require_POST
@roles(IMPORT_ROLES)
def forget_rows(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Delete what the bad rows said; their numbers and problems stay."""
    actions.forget_rejected(actor=_actor(request), batch_id=batch_id)
    messages.success(request, _("Se borraron los datos de las filas por corregir. Quedan sus números y motivos."))
    return redirect("desk:import", batch_id)


@require_safe
@roles(IMPORT_ROLES)
def rejected_file(request: DeskRequest, batch_id: int, kind: str) -> HttpResponse:
    """The bad rows, each with what to correct, ready to be loaded again."""
    batch = batch_for(batch_id)
    log_access(_actor(request), "export", object_id=batch.pk, list="import", rows=batch.error_count)
    return _file(_("por-corregir"), kind, *rejected_table(batch))


@require_safe
@roles(IMPORT_ROLES)
def template_file(request: DeskRequest, kind: str) -> HttpResponse:
    """An empty list with the columns that the product knows."""
    del request
    return _file(_("plantilla-personas"), kind, *template_table())


def _file(name: str, kind: str, header: list[str], rows: Any) -> HttpResponse:
    if kind not in {"csv", "xlsx"}:
        raise Http404
    return table_file(name, kind, header, rows)


def _columns(request: DeskRequest, batch: ImportBatch, form: MappingForm) -> HttpResponse:
    context = {"batch": batch, "form": form, "columns": columns_of(batch, form), "steps": steps_of(1)}
    return render(request, "desk/imports/columns.html", context, status=422 if form.errors else 200)


def _may_map(batch: ImportBatch) -> bool:
    return batch.state in {BatchState.CHECKED, BatchState.FAILED} and bool(batch.is_dry_run or not batch.done_count)


def _actor(request: DeskRequest) -> Any:
    return request.actor


def _step(batch: ImportBatch) -> int:
    """Which of the four steps is the present one; none once all are done."""
    if batch.is_dry_run:
        return 2
    return 4 if batch.state == BatchState.DONE else 3
