"""What falls due in a month, and how does a calendar program get it?"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, vText

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap.around import around
from ruta.desk.roadmap_views.tags import narrowed_by_tag
from ruta.roadmap.models import PlanVersion
from ruta.roadmap.planning import months_after
from ruta.roadmap.policies import READER_ROLES
from ruta.roadmap.selectors import Due, current_version, dues_of, plan_of, rows_of, timed_rows

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
        }
    )
    return render(request, "desk/roadmap_views/calendar.html", context)


@require_safe
@roles(READER_ROLES)
def feed(request: DeskRequest, code: str) -> HttpResponse:
    """Every deadline of the plan as a file that calendar programs read (RFC 5545)."""
    version = current_version(plan_of(code))
    log_access(request.actor, "export", scope=f"{code}-vencimientos", format="ics")
    response = HttpResponse(_calendar(version, _dues(version)), content_type="text/calendar; charset=utf-8")
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


def _calendar(version: PlanVersion, dues: list[Due]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Ruta//Hoja de ruta//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(version.plan.title))
    for due in dues:
        event = Event()
        event.add("uid", f"{version.plan.code}-{due.node.key}-{due.times}@ruta")
        event.add("dtstamp", datetime.combine(version.loaded_at.date(), time(), UTC))
        event.add("dtstart", due.day)
        event.add("summary", _("Vence: %(title)s") % {"title": due.node.title})
        event.add("description", _("Día según: %(basis)s.") % {"basis": due.basis.label})
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
