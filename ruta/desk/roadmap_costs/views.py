"""What does a plan cost, line by line, who approves it, and what was spent?"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.errors import NotFound, NotOpen
from ruta.base.idempotency import once
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap_costs.forms import CostForm, ExpenseForm, SheetForm
from ruta.people.selectors import user_names
from ruta.roadmap.actions.costs import approve_costs, record_expense, remove_cost, write_cost
from ruta.roadmap.models import CostImport, CostLine, Plan
from ruta.roadmap.policies import EDITOR_ROLES, READER_ROLES, can_edit_plans
from ruta.roadmap.rules import totals
from ruta.roadmap.selectors import plan_of
from ruta.roadmap.selectors.costs import CostSheet, cost_sheet, cost_sheets, sources_of

SHEETS_SHOWN = 5


@require_safe
@roles(READER_ROLES)
def overview(request: DeskRequest) -> HttpResponse:
    """Every plan with its budget and what was spent of it (I25)."""
    return render(request, "desk/roadmap_costs/overview.html", {"sheets": [(each, each.whole()) for each in cost_sheets()]})


@require_safe
@roles(READER_ROLES)
def sheet(request: DeskRequest, code: str) -> HttpResponse:
    """The cost sheet of a plan."""
    plan = plan_of(code)
    found, labels = cost_sheet(plan), dict(sources_of(plan))
    context: dict[str, Any] = {
        "plan": plan, "sheet": found, "whole": found.whole(), "sources": found.by_source(), "years": found.years, "matrix": _matrix(found),
        "rows": [
            (each, found.rows.get(each.key), labels.get(each.source, each.source), each.cost.amount, found.spent.get(each.pk, 0))
            for each in found.lines
        ],
        "may_edit": can_edit_plans(request.actor), "seen_at": max((each.changed_at.isoformat() for each in found.lines), default=""), "waiting": sum(1 for each in found.lines if not each.approved_at),
        "own": sum(1 for each in found.lines if not each.approved_at and each.changed_by == request.actor.user_id),
        "upload": SheetForm(), "returned": CostImport.objects.filter(plan=plan).defer("rows")[:SHEETS_SHOWN],
    }  # fmt: skip
    return render(request, "desk/roadmap_costs/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def new(request: DeskRequest, code: str) -> HttpResponse:
    """One line more."""
    plan = plan_of(code)
    form, status = CostForm(plan, request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, f"roadmap.cost {code}"[:120], lambda: write_cost(actor=request.actor, plan=plan, cost=form.cost()).pk
        )
        if done is not None:
            say(request, _("Agregada. La aprueba otra persona."))
            return redirect("desk:cost-sheet", code)
    return render(request, "desk/roadmap_costs/line.html", {"plan": plan, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def line(request: DeskRequest, code: str, line_id: int) -> HttpResponse:
    """One line: what it says, and what was spent of it."""
    plan = plan_of(code)
    row = _line(plan, line_id)
    if request.POST.get("do") == "remove":
        return _removed(request, plan, row)
    form, status = CostForm(plan, request.POST or None, line=row), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, f"roadmap.cost {line_id}",
            lambda: write_cost(actor=request.actor, plan=plan, cost=form.cost(), line_id=line_id, seen=form.cleaned_data["seen"]).pk,
        )  # fmt: skip
        if done is not None:
            say(request, _("Guardada. Vuelve a esperar aprobación."))
            return redirect("desk:cost-sheet", code)
    return render(request, "desk/roadmap_costs/line.html", _line_context(plan, row, form, ExpenseForm()), status=status)


@require_POST
@roles(EDITOR_ROLES)
def expense(request: DeskRequest, code: str, line_id: int) -> HttpResponse:
    """What was spent of a line."""
    plan = plan_of(code)
    row, form = _line(plan, line_id), ExpenseForm(request.POST)
    done, status = attempt(
        request, form, f"roadmap.expense {line_id}",
        lambda: record_expense(actor=request.actor, plan=plan, line_id=line_id, **form.cleaned_data).pk,
    )  # fmt: skip
    if done is None:
        return render(request, "desk/roadmap_costs/line.html", _line_context(plan, row, CostForm(plan, line=row), form), status=status)
    say(request, _("Anotado."))
    return redirect("desk:cost-line", code, line_id)


@require_POST
@roles(EDITOR_ROLES)
def approve(request: DeskRequest, code: str) -> HttpResponse:
    """Approve what waits and was written by others."""
    plan = plan_of(code)
    try:
        count, _is_new = once(
            actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"roadmap.approve {code}"[:120],
            run=lambda: approve_costs(actor=request.actor, plan=plan, seen_at=_moment(request.POST.get("seen_at", ""))),
        )  # fmt: skip
    except NotOpen as error:
        messages.error(request, str(error.message))
        return redirect("desk:cost-sheet", code)
    say(request, ngettext("%(count)s línea aprobada.", "%(count)s líneas aprobadas.", count) % {"count": count})
    return redirect("desk:cost-sheet", code)


def _moment(text: str) -> datetime:
    """When the page was drawn, by the latest change that it showed."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise NotOpen(_("El formulario llegó incompleto. Recargue la página y envíelo otra vez.")) from error


def _removed(request: DeskRequest, plan: Plan, row: CostLine) -> HttpResponse:
    try:
        once(
            actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"roadmap.uncost {row.pk}",
            run=lambda: remove_cost(actor=request.actor, plan=plan, line_id=row.pk),
        )  # fmt: skip
    except NotOpen as error:
        messages.error(request, str(error.message))
        return redirect("desk:cost-line", plan.code, row.pk)
    say(request, _("Quitada de la hoja."))
    return redirect("desk:cost-sheet", plan.code)


def _line(plan: Plan, line_id: int) -> CostLine:
    row = CostLine.objects.filter(plan=plan, pk=line_id).first()
    if row is None:
        raise NotFound(_("Esa línea ya no está en la hoja de costos."))
    return row


def _line_context(plan: Plan, row: CostLine, form: CostForm, expense_form: ExpenseForm) -> dict[str, Any]:
    expenses = list(row.expenses.select_related("institution").order_by("-on", "-id"))
    names = user_names({each for each in (row.changed_by, row.approved_by, *(one.by for one in expenses)) if each})
    return {
        "plan": plan,
        "row": row,
        "amount": row.cost.amount,
        "form": form,
        "expense_form": expense_form,
        "expenses": expenses,
        "users": names,
    }


def _matrix(found: CostSheet) -> list[dict[str, Any]]:
    paid = totals(each.cost for each in found.lines)
    return [
        {
            "label": label,
            "cells": [(year, paid.get((code, year), 0)) for year in found.years],
            "total": sum(paid.get((code, year), 0) for year in found.years),
        }
        for code, label in sources_of(found.plan)
    ]
