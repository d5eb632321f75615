"""How does a person say what each column of a source is, and see at once what the first rows would say?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import Invalid, RutaError
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.sources.forms import ColumnsForm
from ruta.feeds.actions import map_source
from ruta.feeds.models import Source
from ruta.feeds.policies import HANDLERS
from ruta.feeds.pulling.looking import Sample, allowed_lines, sample, shown
from ruta.feeds.rules import STEPS, line_fault
from ruta.feeds.selectors import newest_mapping, right_of, source_of, waiting_mapping
from ruta.people.imports.columns import BY_CODE


@require_http_methods(["GET", "HEAD", "POST"])
@roles(HANDLERS)
def mapping(request: DeskRequest, pk: int) -> HttpResponse:
    """The columns with what each is; a POST keeps a new version."""
    row = source_of(pk)
    try:
        found = sample(actor=request.actor, source=row)
    except RutaError as error:
        messages.error(request, str(error))
        return redirect("desk:source", pk)
    form = ColumnsForm(request.POST or None, header=found.header, mapping=newest_mapping(row))
    status = 200
    if request.method == "POST":
        made, status = attempt(request, form, f"source.columns.{pk}", lambda: _keep(request, row, form))
        if made is not None:
            messages.success(request, _kept(row) % {"number": made})
            return redirect("desk:source", pk)
    page = {
        "source": row,
        "form": form,
        "lines": list(form.shown()),
        "steps": [(_(step.label), _(step.takes) if step.takes else "") for step in STEPS.values()],
        **_view(request, row, found, form),
    }
    return render(request, "desk/sources/columns.html", page, status=status)


@require_POST
@roles(HANDLERS)
def trial(request: DeskRequest, pk: int) -> HttpResponse:
    """The first rows as they would be read now; nothing is kept."""
    row = source_of(pk)
    found = sample(actor=request.actor, source=row)
    form = ColumnsForm(request.POST, header=found.header, mapping=newest_mapping(row))
    return render(request, "desk/sources/parts/trial.html", {"source": row, **_view(request, row, found, form)})


def _kept(row: Source) -> str:
    if waiting_mapping(row) is not None:
        return _("Guardado como versión %(number)s. Rige cuando otra persona la apruebe.")
    return _("Guardado como versión %(number)s. Pruebe con «Ensayar».")


def _keep(request: DeskRequest, row: Source, form: ColumnsForm) -> int:
    given = form.cleaned_data
    made = map_source(
        actor=request.actor, source_id=row.pk, after=given["after"], lines=form.lines(), fixed=form.fixed(), note=given["note"]
    )  # fmt: skip
    return made.number


def _view(request: DeskRequest, row: Source, found: Sample, form: ColumnsForm) -> dict[str, Any]:
    """What the first rows say by what stands in the form; of data that no agreement gives, nothing."""
    lines = form.lines() if form.is_bound and form.is_valid() else _begun(form)
    faults = [f"{line.header}: {_(fault)}" for line in lines if (fault := line_fault(line))]
    kept = allowed_lines([line for line in lines if not line_fault(line)], right_of(row))
    hidden = len(lines) - len(kept) - len(faults)
    fixed = form.fixed() if form.is_bound and form.is_valid() else {}
    page: dict[str, Any] = {
        "faults": faults,
        "hidden": hidden,
        "name": found.name,
        "heads": [_(BY_CODE[line.field].label) for line in kept],
    }
    try:
        page["rows"] = shown(actor=request.actor, found=found, lines=kept, fixed=fixed) if kept else []
    except Invalid as error:
        page["faults"] = [*faults, str(error)]
    return page


def _begun(form: ColumnsForm) -> Any:
    """The lines as the form begins."""
    form.cleaned_data = {name: field.initial or "" for name, field in form.fields.items()}
    lines = form.lines()
    del form.cleaned_data
    return lines
