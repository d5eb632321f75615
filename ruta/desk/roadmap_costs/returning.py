"""How does a cost sheet leave as Excel, come back changed, and get accepted row by row?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.idempotency import once
from ruta.base.listing.exporting import XLSX
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap_costs.forms import SheetForm
from ruta.roadmap.actions.costs import apply_sheet, keep_sheet
from ruta.roadmap.models import CostImport
from ruta.roadmap.policies import EDITOR_ROLES, READER_ROLES
from ruta.roadmap.rules import Cost
from ruta.roadmap.selectors import plan_of
from ruta.roadmap.selectors.cost_books import cost_book, read_costs
from ruta.roadmap.selectors.costs import cost_sheet

SHOWN = ("concept", "key", "source", "year", "quantity", "unit_cost", "times", "rate", "base_year")
LARGEST = 5 * 1024 * 1024


@require_safe
@roles(READER_ROLES)
def book(request: DeskRequest, code: str) -> HttpResponse:
    """The sheet as Excel, with formulas that compute."""
    plan = plan_of(code)
    log_access(request.actor, "export", scope=f"{code}-costos", format="xlsx")
    name = f"costos-{code}-{today().isoformat()}.xlsx"
    return HttpResponse(cost_book(cost_sheet(plan)), content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
@roles(EDITOR_ROLES)
def upload(request: DeskRequest, code: str) -> HttpResponse:
    """A changed sheet: nothing is applied yet."""
    plan = plan_of(code)
    try:
        file = _file_of(request)
        kept, _is_new = once(
            actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"roadmap.sheet {code}"[:120],
            run=lambda: keep_sheet(actor=request.actor, plan=plan, file_name=file.name, found=read_costs(plan, file)).pk,
        )  # fmt: skip
    except (Invalid, NotOpen) as error:
        messages.error(request, str(error.message))
        return redirect("desk:cost-sheet", code)
    return redirect("desk:cost-review", code, kept)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def review(request: DeskRequest, code: str, import_id: int) -> HttpResponse:
    """Each difference, to accept or to leave."""
    plan = plan_of(code)
    kept = CostImport.objects.filter(plan=plan, pk=import_id).first()
    if kept is None:
        raise NotFound(_("Esa hoja devuelta no existe."))
    problem, status = "", 200
    if request.method == "POST":
        accepted = {place for place in map(read_number, request.POST.getlist("row")) if place is not None}
        try:
            count, _is_new = once(
                actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"roadmap.apply {import_id}",
                run=lambda: apply_sheet(actor=request.actor, plan=plan, import_id=import_id, accepted=accepted),
            )  # fmt: skip
        except (Conflict, Invalid, NotOpen, NotFound) as error:
            problem, status = str(error.message), error.status
        else:
            say(request, ngettext("%(count)s cambio aplicado.", "%(count)s cambios aplicados.", count) % {"count": count})
            return redirect("desk:cost-sheet", code)
    context = {"plan": plan, "kept": kept, "rows": [_drawn(place, row) for place, row in enumerate(kept.rows)], "problem": problem}
    return render(request, "desk/roadmap_costs/review.html", context, status=status)


def _file_of(request: DeskRequest) -> Any:
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid(_("Elija el archivo de Excel que bajó de aquí."))
    if form.cleaned_data["file"].size > LARGEST:
        raise Invalid(_("El archivo pasa de 5 MB: no es la hoja de costos."))
    return form.cleaned_data["file"]


def _drawn(place: int, row: dict[str, Any]) -> dict[str, Any]:
    before, after = (Cost.of(row[name]) if row[name] else None for name in ("before", "after"))
    said = after or before
    words = {"new": _("Nueva"), "changed": _("Cambia"), "gone": _("Se quita"), "bad": _("Por corregir")}
    changed = [
        (name, row["before"][name], row["after"][name]) for name in SHOWN if before and after and row["before"][name] != row["after"][name]
    ]
    labels = {
        "concept": _("Concepto"), "key": _("Fila del plan"), "source": _("Fuente"), "year": _("Año"), "quantity": _("Cantidad"),
        "unit_cost": _("Costo unitario (L)"), "times": _("Períodos"), "rate": _("Índice anual (%)"), "base_year": _("Año base"),
    }  # fmt: skip
    return row | {
        "place": place, "word": words[row["kind"]], "tone": {"bad": "stop", "gone": "care", "new": "done"}.get(row["kind"], "way"),
        "concept": said.concept if said else "", "amount_before": before.amount if before else None,
        "amount_after": after.amount if after else None, "changes": [(labels[name], old, new) for name, old, new in changed],
    }  # fmt: skip
