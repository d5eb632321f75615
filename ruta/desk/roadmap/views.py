"""Which plans are there, what does each say from top to bottom, and how far is it?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.enums import Role
from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.base.listing import exported
from ruta.base.listing.paging import Page
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.roadmap.around import around
from ruta.desk.roadmap.drawing import counted_lights, deadline_words, drawn, said_number, years_of
from ruta.desk.roadmap.forms import ReportForm
from ruta.desk.roadmap.lists import found, rows_listing, values_listing, values_of
from ruta.people.selectors import user_names
from ruta.roadmap.actions import report_progress
from ruta.roadmap.enums import WORK
from ruta.roadmap.models import Node, PlanVersion
from ruta.roadmap.policies import EDITOR_ROLES, READER_ROLES, can_edit_plans, can_steer_rounds
from ruta.roadmap.rules import LATE, RISKY
from ruta.roadmap.selectors import (
    current_version,
    doubts_of,
    lines_of,
    node_of,
    periods_of,
    plan_of,
    plans,
    reachings_of,
    reports_of,
    rows_of,
    tags_of,
    targets_of,
    version_of,
    versions_of,
)

# Whoever follows plans has them in the menu; the others reach them from the indicators.
MENU_ROLES = EDITOR_ROLES | {Role.OBSERVATORY_ANALYST, Role.AUDITOR, Role.TERRITORIAL_OFFICER}
REPORTS_SHOWN = 20


@require_safe
@roles(READER_ROLES)
def plan_list(request: DeskRequest) -> HttpResponse:
    """Every plan that is loaded."""
    return render(request, "desk/roadmap/list.html", {"versions": list(plans())})


plan_list.menu_roles = MENU_ROLES  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def tree(request: DeskRequest, code: str) -> HttpResponseBase:
    """A plan as it stands."""
    return _tree(request, current_version(plan_of(code)))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def earlier(request: DeskRequest, code: str, number: int) -> HttpResponseBase:
    """A plan as it stood in one of its versions."""
    return _tree(request, version_of(plan_of(code), number))


@require_safe
@roles(READER_ROLES)
def targets(request: DeskRequest, code: str) -> HttpResponseBase:
    """The targets of a plan by period, and as a file."""
    version = current_version(plan_of(code))
    if request.GET.get("formato"):
        log_access(request.actor, "export", scope=f"{code}-metas", format=request.GET["formato"])
        return exported(values_listing(version), values_of(version), request.GET, request.actor) or redirect("desk:roadmap-targets", code)
    periods = periods_of(version)
    rows = [_target_row(target, [*(period.code for period in periods), ""]) for target in targets_of(version)]
    return render(request, "desk/roadmap/targets.html", around(request, version) | {"periods": periods, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def row(request: DeskRequest, code: str, key: str) -> HttpResponse:
    """One row with everything that hangs on it; whoever edits says here how far it is."""
    version = current_version(plan_of(code))
    node = node_of(version, key)
    reports = list(reports_of(version.plan, key)[:REPORTS_SHOWN])
    seen = {"state": reports[0].state, "percent": reports[0].percent, "seen": reports[0].pk} if reports else {"percent": 0}
    form, status = ReportForm(request.POST or None, initial=seen), 200
    if request.method == "POST":
        done, status = attempt(
            request,
            form,
            f"roadmap.report {code} {key}"[:120],
            lambda: report_progress(actor=request.actor, plan=version.plan, key=key, report=form.report()).pk,
        )
        if done is not None:
            messages.success(request, _("Anotado. Lo anterior se conserva."))
            return redirect("desk:roadmap-row", code, key)
    return render(
        request,
        "desk/roadmap/row.html",
        around(request, version) | _row_context(request, version, node, reports) | {"form": form},
        status=status,
    )


def _tree(request: DeskRequest, version: PlanVersion) -> HttpResponseBase:
    rows = rows_of(version)
    return answered(
        request,
        rows_listing(version),
        lambda text: found(rows, text),
        "desk/roadmap/tree.html",
        lambda page: around(request, version) | _told(version, list(rows), page),
    )


def _told(version: PlanVersion, nodes: list[Node], page: Page) -> dict[str, Any]:
    lines = lines_of(version, nodes, today())
    doubts = doubts_of(version, lines)
    periods = periods_of(version)
    years = years_of(periods, today())
    shown = _with_those_above(page.rows, {node.pk: node for node in nodes})
    is_narrowed = len(page.rows) < len(nodes)
    return {
        "rows": drawn([line for line in lines if line.node.pk in shown], years, doubts, reachings_of(version, lines, today())),
        "years": years,
        "now": next((period for period in periods if period.begins <= today() <= period.ends), None),
        "doubts": list(enumerate(doubts, start=1)),
        "remarks": [(number, doubt) for number, doubt in enumerate(doubts, start=1) if doubt.is_remark],
        "has_responsible": any(node.responsible for node in nodes),
        "lights": counted_lights(lines),
        "late": LATE,
        "risky": RISKY,
        "is_narrowed": is_narrowed,
        "matches": len(page.rows),
        "versions": list(versions_of(version.plan)),
        "has_sequence": bool(version.listed("axes")),
        "scale": version.listed("scale"),
    }


def _with_those_above(matched: list[Node], nodes: dict[int, Node]) -> set[int]:
    """The rows that were found, and those that say where they belong."""
    shown: set[int] = set()
    for node in matched:
        above: int | None = node.pk
        while above is not None and above not in shown:
            shown.add(above)
            above = nodes[above].parent_id
    return shown


def _target_row(target: Any, codes: list[str]) -> dict[str, Any]:
    values = {value.period: value for value in target.values.all()}
    said = [
        {"period": code, "number": said_number(values[code].value), "says": values[code].says} if code in values else {} for code in codes
    ]
    marks = [
        ("", target.fault),
        ("", target.unsure),
        *((code, values[code].fault or values[code].unsure) for code in codes if code in values),
    ]
    return {"target": target, "cells": said, "marks": [(code, text) for code, text in marks if text]}


def _row_context(request: DeskRequest, version: PlanVersion, node: Node, reports: list[Any]) -> dict[str, Any]:
    codes = [*(period.code for period in periods_of(version)), ""]
    return {
        "node": node,
        "deadline": deadline_words(node),
        "is_work": node.kind in WORK,
        "may_say_light": node.kind in WORK and can_steer_rounds(request.actor),
        "may_report": node.kind in WORK and can_edit_plans(request.actor),
        "reports": reports,
        "users": user_names({each.by for each in reports if each.by} | ({node.person} if node.person else set())),
        "tags": tags_of(version.plan, [node]).get(node.key, []),
        "risks": list(node.risks.order_by("position")),
        "children": list(node.children.order_by("position")),
        "periods": periods_of(version),
        "targets": [_target_row(target, codes) for target in targets_of(version).filter(node=node)],
        "waits_for": [row.after for row in node.waits_for.select_related("after").order_by("after__position")],
        "budget": list(node.budget.order_by("position")),
    }
