"""How does a requirement go on to its next step, and how are photographs kept and shown?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.errors import NotOpen
from ruta.base.numbers import read_number
from ruta.base.papers import TYPES, shown_headers
from ruta.desk.cases.answering import attempt
from ruta.desk.facilities.forms import EvidenceForm
from ruta.desk.facilities.views import STEPS, page
from ruta.desk.gate import DeskRequest, roles
from ruta.facilities.actions import (
    add_evidence,
    buy_requirement,
    correct_requirement,
    drop_requirement,
    give_budget,
    note_upkeep,
    receive_requirement,
    step_back,
    take_delivery_back,
    take_evidence_back,
)
from ruta.facilities.policies import KEEPER_ROLES, READER_ROLES, demand_looking
from ruta.facilities.selectors import evidence_of, requirement_of

VERBS: dict[str, Callable[..., Any]] = {
    "presupuesto": give_budget, "compra": buy_requirement, "entrega": receive_requirement, "mantenimiento": note_upkeep, "descartar": drop_requirement,
    "atras": step_back, "deshacer": take_delivery_back, "corregir": correct_requirement,
}  # fmt: skip
UNVERSIONED = "mantenimiento"


@require_POST
@roles(KEEPER_ROLES)
def step(request: DeskRequest, requirement_id: int, step: str) -> HttpResponse:
    """The next step of one."""
    if step not in VERBS:
        raise Http404
    row, form = requirement_of(requirement_id), STEPS[step](request.POST, request.FILES or None)
    demand_looking(request.actor, row.office)
    version = {} if step == UNVERSIONED else {"version": read_number(request.POST.get("version", ""))}

    def run() -> int:
        return int(VERBS[step](actor=request.actor, requirement_id=requirement_id, **version, **form.cleaned_data).pk)

    done, status = attempt(request, form, f"requirement.{step} {requirement_id}", run)
    if done is None:
        return page(request, row, status=status, form=form, step=step, problem=form)
    messages.success(request, _("Anotado."))
    return redirect("desk:requirement", requirement_id)


@require_POST
@roles(KEEPER_ROLES)
def evidence(request: DeskRequest, requirement_id: int) -> HttpResponse:
    """One more photograph or paper."""
    row, form = requirement_of(requirement_id), EvidenceForm(request.POST, request.FILES)
    demand_looking(request.actor, row.office)

    def run() -> int:
        said = form.cleaned_data
        title = said["title"] or said["file"].name
        return add_evidence(
            actor=request.actor, requirement_id=requirement_id, stage=said["stage"], title=title, content=said["file"].read()
        ).pk

    done, status = attempt(request, form, f"requirement.evidence {requirement_id}", run)
    if done is None:
        return page(request, row, status=status, evidence_form=form)
    messages.success(request, _("Guardada."))
    return redirect("desk:requirement", requirement_id)


@require_safe
@roles(READER_ROLES)
def shown(request: DeskRequest, requirement_id: int, evidence_id: int) -> HttpResponse:
    """A photograph or paper, as it was kept."""
    requirement = requirement_of(requirement_id)
    demand_looking(request.actor, requirement.office)
    row = evidence_of(requirement, evidence_id)
    return HttpResponse(bytes(row.content), content_type=TYPES[row.kind], headers=shown_headers(f"evidencia-{row.pk}.{row.kind}"))


@require_POST
@roles(KEEPER_ROLES)
def taken_back(request: DeskRequest, requirement_id: int, evidence_id: int) -> HttpResponse:
    """One that shows somebody, or another thing, goes; who took it away and when stays in the log."""
    row = requirement_of(requirement_id)
    try:
        take_evidence_back(actor=request.actor, requirement_id=row.pk, evidence_id=evidence_id)
    except NotOpen as error:
        messages.error(request, str(error.message))
    else:
        log_access(request.actor, "take_photo_back", scope="equipamiento", object_id=evidence_id)
        messages.success(request, _("Quitada."))
    return redirect("desk:requirement", row.pk)
