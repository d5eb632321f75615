"""What falls due in a month, and how does a calendar program get it?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap.around import around
from ruta.desk.roadmap_views.tags import narrowed_by_tag
from ruta.roadmap.models import PlanVersion
from ruta.roadmap.planning import months_after
from ruta.roadmap.policies import READER_ROLES
from ruta.roadmap.selectors import Due, calendar_address, calendar_of, current_version, dues_of, plan_of, rows_of, timed_rows

WEEK = 7
AHEAD = 12


@require_safe
@roles(READER_ROLES)
def month(request: DeskRequest, code: str) -> HttpResponse:
    """The deadlines of a month in its weeks and as a list, with those that come next."""
    version = current_version(plan_of(code))
    tags = narrowed_by_tag(request, version)
    dues = [due for due in _dues(version) if tags["kept"] is None or due.node.key in tags["kept"]]
    first = _asked(request.GET.get("mes", "")) or today().replace(day=1)
    after = months_after(first, 1)
    shown = [due for due in dues if first <= due.day < after]
    context = (
        around(request, version)
        | tags
        | {
            "first": first,
            "before": months_after(first, -1),
            "after": after,
            "weeks": _weeks(first, shown),
            "shown": shown,
            "coming": [due for due in dues if due.day >= today()][:AHEAD],
            "today": today(),
            "address": calendar_address(request.actor.user_id, version.plan),
        }
    )
    return render(request, "desk/roadmap_views/calendar.html", context)


@require_safe
@roles(READER_ROLES)
def feed(request: DeskRequest, code: str) -> HttpResponse:
    """Every deadline of the plan as a file that calendar programs read (RFC 5545)."""
    version = current_version(plan_of(code))
    log_access(request.actor, "export", scope=f"{code}-vencimientos", format="ics")
    response = HttpResponse(calendar_of(version), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.ics"'
    return response


def _dues(version: PlanVersion) -> list[Due]:
    return dues_of(version, timed_rows(version, list(rows_of(version))))


def _asked(said: str) -> date | None:
    try:
        return datetime.strptime(said, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _weeks(first: date, dues: list[Due]) -> list[list[dict[str, Any]]]:
    """Monday to Sunday, also the days of the months around."""
    begin = first - timedelta(days=first.weekday())
    end = months_after(first, 1)
    by_day: dict[date, list[Due]] = {}
    for due in dues:
        by_day.setdefault(due.day, []).append(due)
    weeks = []
    while begin < end:
        days = [begin + timedelta(days=number) for number in range(WEEK)]
        weeks.append([{"day": day, "is_in": day.month == first.month, "dues": by_day.get(day, [])} for day in days])
        begin += timedelta(days=WEEK)
    return weeks
