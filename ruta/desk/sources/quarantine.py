"""Which rows came with something wrong, and how are they corrected and read again?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.errors import NotOpen
from ruta.base.idempotency import once
from ruta.base.listing import exported, listed
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.sources.lists import QUARANTINE
from ruta.feeds.models import Source
from ruta.feeds.policies import HANDLERS, machine_for
from ruta.feeds.pulling.again import replay
from ruta.feeds.pulling.jobs import queue_replay
from ruta.feeds.pulling.reading import used_places
from ruta.feeds.selectors import current_mapping, quarantined, quarantined_row, source_of
from ruta.people.imports.replaying import correct_cells
from ruta.people.imports.selectors import said
from ruta.people.models import ImportRow


@require_safe
@roles(HANDLERS)
def listing(request: DeskRequest, pk: int) -> Any:
    """What waits of this source; the cells themselves stand on the page of each row."""
    source = source_of(pk)
    rows = quarantined(source)
    if request.GET.get("formato"):
        log_access(request.actor, "export", scope=QUARANTINE.name, format=request.GET["formato"])
        return exported(QUARANTINE, rows, request.GET, request.actor) or redirect(request.path)
    page = listed(QUARANTINE, rows, request.GET)
    told = [{"row": row, "problems": _problems(row)} for row in page.rows]
    return render(request, "desk/sources/quarantine.html", {"source": source, "page": page, "rows": told, "address": request.path})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(HANDLERS)
def row(request: DeskRequest, pk: int, row: int) -> HttpResponse:
    """One row with its cells; a POST corrects them and reads it again at once."""
    source = source_of(pk)
    found = quarantined_row(source, row)
    log_access(request.actor, "quarantine", object_id=found.pk)
    form = CellsForm(request.POST or None, row=found, places=_places(source, found))
    if request.method == "POST" and form.is_valid() and _is_settled(request, source, found, form):
        messages.success(request, _("La fila ya no espera: siguió su camino como las demás."))
        return redirect("desk:source-quarantine", pk)
    if request.method == "POST":
        found.refresh_from_db()
    page = {"source": source, "row": found, "form": form, "problems": _problems(found)}
    return render(request, "desk/sources/row.html", page, status=422 if request.method == "POST" else 200)


@require_POST
@roles(HANDLERS)
def again(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the worker read all that waits again, by the columns as they are today."""
    source = source_of(pk)

    def ask() -> int:
        queue_replay(source, request.actor)
        return source.pk

    once(actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"source.replay.{pk}", run=ask)
    messages.success(request, _("Se están leyendo otra vez. Recargue en un momento para ver las que quedan."))
    return redirect("desk:source-quarantine", pk)


class CellsForm(forms.Form):
    """The cells of one row that the mapping reads, each by the name of its column."""

    def __init__(self, *args: Any, row: ImportRow, places: list[int], **kwargs: Any) -> None:
        """As they came."""
        super().__init__(*args, **kwargs)
        cells = (row.values or {}).get("cells", [])
        for at in places:
            if at < len(cells):
                label = row.batch.header[at]
                self.fields[f"c{at}"] = forms.CharField(label=label, max_length=1_000, required=False, initial=cells[at])

    def cells(self) -> dict[int, str]:
        """What stands in them now."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}


def _is_settled(request: DeskRequest, source: Source, found: ImportRow, form: CellsForm) -> bool:
    correct_cells(actor=request.actor, row_id=found.pk, cells=form.cells())
    try:
        return replay(actor=machine_for(request.actor), source=source, only=found.pk)[1] == 1
    except NotOpen as error:
        form.add_error(None, str(error))
        return False


def _places(source: Source, found: ImportRow) -> list[int]:
    """Cells that no line reads stay closed."""
    mapping = current_mapping(source)
    return used_places(mapping, found.batch.header) if mapping else []


def _problems(found: ImportRow) -> list[dict[str, str]]:
    return [{"column": problem["column"], "said": said(problem)} for problem in found.errors]
