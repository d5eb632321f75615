"""When does each piece of work fall, what waits for what, and which chain decides the end?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.clock import today
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.base.gantt import Span, TimeLine
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap.around import around
from ruta.roadmap.actions import change_rows
from ruta.roadmap.enums import WORK
from ruta.roadmap.models import PlanVersion
from ruta.roadmap.planning import Edit
from ruta.roadmap.policies import PROPOSER_ROLES, READER_ROLES, can_write_proposal
from ruta.roadmap.selectors import Timed, current_version, draft_of, plan_of, proposal_of, rows_of, timed_draft, timed_rows


@require_safe
@roles(READER_ROLES)
def gantt(request: DeskRequest, code: str) -> HttpResponse:
    """The plan as it stands, over time."""
    version = current_version(plan_of(code))
    return render(
        request, "desk/roadmap_views/gantt.html", around(request, version) | _told(version, timed_rows(version, list(rows_of(version))))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROPOSER_ROLES)
def proposed(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    """The plan as a proposal would leave it; a bar that is moved posts its new days here."""
    found = proposal_of(plan_of(code), pk)
    draft = draft_of(found)
    if request.method == "POST":
        return _moved(request, draft)
    may_write = can_write_proposal(request.actor, found)
    told = _told(found.base, timed_draft(draft))
    for task in told.get("tasks", ()):
        task["seen"] = draft.newest_of(task["id"])
    context = around(request, found.base) | told | {"proposal": found, "may_write": may_write}
    return render(request, "desk/roadmap_views/gantt.html", context)


def _moved(request: DeskRequest, draft: Any) -> HttpResponse:
    """Both days of a row, told in one sentence whatever comes of it."""
    key = request.POST.get("key", "")
    item: Mapping[str, Any] = next((row.item for row in draft.after if row.key == key), {})
    days = {name: request.POST.get(name, "") for name in ("begins", "ends")}
    edits = [Edit("set", key, name, item.get(name), day) for name, day in days.items() if day and item.get(name) != day]
    try:
        if edits:
            seen = request.POST.get("seen", "")
            change_rows(actor=request.actor, proposal=draft.proposal, edits=edits, seen=int(seen) if seen.isdecimal() else 0)
    except (Invalid, Conflict, NotOpen) as error:
        return HttpResponse(str(error.message), status=error.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(
        _("Anotado en la propuesta: «%(title)s».") % {"title": item.get("title", "")}, content_type="text/plain; charset=utf-8"
    )


def _told(version: PlanVersion, rows: Sequence[Timed]) -> dict[str, Any]:
    drawn = [row for row in rows if row.span]
    if not drawn:
        return {"rows": [], "undated": sum(row.node.kind in WORK for row in rows)}
    line = _line(drawn)
    chained = [row for row in drawn if row.fit]
    titles = {row.node.key: row.node.title for row in rows}
    return {
        "rows": [_row(row, line, titles) for row in drawn],
        "years": line.years(),
        "at": line.at(today()) if line.begins <= today() <= line.ends else "",
        "tasks": [_task(row) for row in drawn if row.node.kind in WORK],
        "chained": len(chained),
        "critical": sum(1 for row in chained if row.fit and row.fit.is_critical),
        "undated": sum(row.node.kind in WORK and not row.span for row in rows),
        "derived": sum(row.node.kind in WORK and row.basis != "said" for row in drawn),
        "begins": line.begins,
        "has_periods": bool(version.listed("periods")),
    }


def _line(rows: Sequence[Timed]) -> TimeLine:
    spans = [row.span for row in rows if row.span]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return TimeLine(date(first.year, 1, 1), date(last.year, 12, 31))


def _row(row: Timed, line: TimeLine, titles: dict[str, str]) -> dict[str, Any]:
    begins, ends = row.span or (line.begins, line.ends)
    is_work = row.node.kind in WORK
    percent = row.node.percent  # type: ignore[attr-defined]
    tone = "roll" if not is_work else "ok" if row.basis == "said" else "none"
    return {
        "node": row.node,
        "is_work": is_work,
        "begins": begins,
        "ends": ends,
        "basis": row.basis,
        "fit": row.fit,
        "percent": percent,
        "waits": [titles[key] for key in row.waits if key in titles],
        "bar": line.row(Span(begins, ends, share=percent / 100 if is_work else 0, tone=tone)),
    }


def _task(row: Timed) -> dict[str, Any]:
    """What the drawing in the browser takes."""
    begins, ends = row.span or (today(), today())
    looks = ["r-job-said" if row.basis == "said" else "r-job-told", *(["r-job-critical"] if row.fit and row.fit.is_critical else [])]
    return {
        "id": row.node.key,
        "name": f"{row.node.code} {row.node.title}".strip()[:80],
        "start": begins.isoformat(),
        "end": ends.isoformat(),
        "progress": row.node.percent,  # type: ignore[attr-defined]
        "dependencies": list(row.waits),
        "custom_class": looks[-1],
    }
