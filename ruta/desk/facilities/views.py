"""What do offices lack, and how far is each thing?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.clock import today
from ruta.desk.cases.answering import attempt
from ruta.desk.facilities.forms import BudgetForm, BuyForm, DropForm, EvidenceForm, LackForm, NewForm, ReceiveForm, UpkeepForm
from ruta.desk.facilities.lists import REQUIREMENTS, TONES
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.facilities.actions import note_requirement
from ruta.facilities.enums import State
from ruta.facilities.models import Requirement
from ruta.facilities.policies import KEEPER_ROLES, READER_ROLES, can_buy, can_keep, demand_looking
from ruta.facilities.rules import BACK, OPEN
from ruta.facilities.selectors import can_take_back, found_requirements, requirement_of, requirements, seen_by

STEPS: dict[str, Any] = {
    "presupuesto": BudgetForm,
    "compra": BuyForm,
    "entrega": ReceiveForm,
    "mantenimiento": UpkeepForm,
    "descartar": DropForm,
    "atras": forms.Form,
    "deshacer": forms.Form,
    "corregir": LackForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """What every office lacks or lacked, the latest first."""

    def told(page: Any) -> dict[str, Any]:
        return {"rows": [(row, TONES[row.state], _is_late(row)) for row in page.rows], "may_keep": can_keep(request.actor)}

    return answered(
        request,
        REQUIREMENTS,
        lambda text: found_requirements(seen_by(request.actor, requirements()), text),
        "desk/facilities/list.html",
        told,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """One thing that an office lacks."""
    begin = {"office": request.GET.get("oficina") or request.actor.office_id}
    form, status = NewForm(request.POST or None, institution_id=request.actor.institution_id, initial=begin), 200
    if request.method == "POST":

        def run() -> int:
            said = dict(form.cleaned_data)
            return note_requirement(actor=request.actor, office_id=int(said.pop("office")), **said).pk

        done, status = attempt(request, form, "equipment.new", run)
        if done is not None:
            messages.success(request, _("Anotado."))
            return redirect("desk:requirement", done)
    return render(request, "desk/facilities/new.html", {"form": form}, status=status)


@require_safe
@roles(READER_ROLES)
def requirement(request: DeskRequest, requirement_id: int) -> HttpResponse:
    """One thing: how far it is, its evidence and what is next."""
    row = requirement_of(requirement_id)
    demand_looking(request.actor, row.office)
    return page(request, row)


def page(request: DeskRequest, row: Requirement, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of one requirement; with the form that somebody sent."""
    may_keep, may_buy = can_keep(request.actor, row.office), can_buy(request.actor, row.office)
    wanted = {State.NEEDED: "presupuesto", State.BUDGETED: "compra", State.PURCHASED: "entrega", State.RECEIVED: "mantenimiento"}.get(
        State(row.state), ""
    )
    may = may_keep if wanted in {"entrega", "mantenimiento"} else may_buy
    said = {name: getattr(row, name) for name in ("funding", "supplier", "order_ref")}
    first = {**said, "budget": row.budget or row.estimate, "paid": row.paid or row.budget, "received": row.quantity}
    sent, step = given.pop("form", None), given.pop("step", "")
    context = {
        "row": row, "tone": TONES[row.state], "is_late": _is_late(row), "may_keep": may_keep, "next": wanted if may else "",
        "form": sent if sent is not None and step == wanted else STEPS[wanted](initial=first) if wanted and may else None,
        "may_step_back": may_buy and row.state in BACK, "may_take_back": may_keep and can_take_back(row), "is_over_budget": bool(row.paid and row.budget and row.paid > row.budget),
        "waits_for_buyer": bool(wanted) and not may and may_keep,
        "drop_form": (sent if step == "descartar" else DropForm()) if may_keep and row.state in OPEN else None,
        "lack_form": (sent if step == "corregir" else LackForm(initial={name: getattr(row, name) for name in LackForm.base_fields})) if may_keep and row.state == State.NEEDED else None,
        "evidence_form": EvidenceForm() if may_keep else None, "upkeeps": list(row.upkeeps.order_by("-done_on", "-pk")),
        "evidence": list(row.evidence.defer("content").order_by("pk")),
    }  # fmt: skip
    return render(request, "desk/facilities/requirement.html", context | given, status=status)


def _is_late(row: Requirement) -> bool:
    return row.state == State.RECEIVED and row.upkeep_on is not None and row.upkeep_on < today()
