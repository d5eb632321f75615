"""Which work waits, runs, is stopped or is done; and how does moving a card report it?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.clock import today
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap.around import around
from ruta.desk.roadmap.forms import ReportForm
from ruta.desk.roadmap_views.tags import narrowed_by_tag
from ruta.roadmap.actions import report_progress
from ruta.roadmap.enums import WORK, State
from ruta.roadmap.models import Plan, PlanVersion, Progress
from ruta.roadmap.policies import READER_ROLES, can_edit_plans
from ruta.roadmap.selectors import current_version, lines_of, plan_of, rows_of

UNREPORTED = ""
REFUSED_FROM = 400


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def board(request: DeskRequest, code: str) -> HttpResponse:
    """The work of a plan in columns; a card that is moved is a report, with its refusals said on the card."""
    version = current_version(plan_of(code))
    key, form, status = request.POST.get("key", ""), ReportForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request,
            form,
            f"roadmap.report {code} {key}"[:120],
            lambda: report_progress(actor=request.actor, plan=version.plan, key=key, report=form.report()).pk,
        )
        if done is not None:
            messages.success(request, _("Anotado. Lo anterior se conserva."))
            return redirect("desk:roadmap-board", code)
    tags = narrowed_by_tag(request, version)
    context = (
        around(request, version)
        | tags
        | {
            "columns": _columns(version, tags["kept"]),
            "may_report": can_edit_plans(request.actor),
            "states": State.choices,
            "form": form,
            "wrong": key if status >= REFUSED_FROM else "",
        }
    )
    return render(request, "desk/roadmap_views/board.html", context, status=status)


def _columns(version: PlanVersion, kept: set[str] | None) -> list[dict[str, Any]]:
    nodes = list(rows_of(version).select_related("institution"))
    seen = _seen(version.plan)
    cards: dict[str, list[dict[str, Any]]] = {state: [] for state in (UNREPORTED, *State.values)}
    for line in lines_of(version, nodes, today()):
        node = line.node
        if node.kind in WORK and (kept is None or node.key in kept):
            cards[node.state].append({"node": node, "light": line.light, "seen": seen.get(node.key, "")})  # type: ignore[attr-defined]
    labels = {UNREPORTED: _("Sin reporte"), **{state.value: str(state.label) for state in State}}
    return [{"state": state, "label": labels[state], "cards": held} for state, held in cards.items()]


def _seen(plan: Plan) -> dict[str, int]:
    """The latest report of each row, which whoever moves its card has before their eyes."""
    return dict(Progress.objects.filter(plan=plan).order_by("at", "id").values_list("key", "pk"))
