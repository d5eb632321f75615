"""How long do persons wait here and how long are they served?"""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.charts import LINE, Chart, Series
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.tickets.lists import TICKETS
from ruta.tickets.policies import ROOM_ROLES
from ruta.tickets.rules import read_ticket_number
from ruta.tickets.selectors import Group, figures_of, history_of, tickets_of_office

DAYS_SHOWN = 14
MINUTE = 60


@require_safe
@roles(ROOM_ROLES)
def figures(request: DeskRequest) -> HttpResponse:
    """One day: now, by hour, by line and by priority."""
    day = _day(request.GET.get("dia", ""))
    found = figures_of(request.actor, day)
    groups = [(_("Todas"), found.whole), *found.by_line.items(), *((_named(first), group) for first, group in found.by_priority.items())]
    context = {
        "day": day,
        "is_today": day == today(),
        "found": found,
        "longest": minutes(found.longest),
        "rows": [_row(name, group) for name, group in groups],
        "whole": _row("", found.whole),
        "chart": _chart(found.by_hour) if found.by_hour else None,
        "history": history_of(request.actor).order_by("-day", "hour", "line_name", "goes_first")[: DAYS_SHOWN * 8],
    }
    return render(request, "desk/tickets/figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ROOM_ROLES)
def listing(request: DeskRequest) -> Any:
    """Every number of the office that is still kept, and the whole of it as a file."""
    rows = tickets_of_office(request.actor)

    def found(text: str) -> Any:
        letter, serial = read_ticket_number(text)
        wanted = rows.filter(letter=letter) if letter else rows
        return wanted.filter(serial=serial) if serial else wanted if letter or not text else rows.none()

    return answered(request, TICKETS, found, "desk/tickets/list.html", lambda _page: {}, first={"cuando": "hoy"})


def minutes(seconds: int | None) -> float | None:
    """Seconds as minutes with one decimal."""
    return None if seconds is None else round(seconds / MINUTE, 1)


def _row(name: str, group: Group) -> dict[str, Any]:
    return {
        "name": name,
        "taken": group.taken,
        "served": group.served,
        "missed": group.missed,
        "times": [minutes(one) for one in (group.wait_median, group.wait_p90, group.serve_median, group.serve_p90)],
    }


def _named(first: bool) -> str:  # noqa: FBT001
    return _("Van primero por ley") if first else _("Fila común")


def _chart(by_hour: dict[int, Group]) -> Chart:
    hours = list(range(min(by_hour), max(by_hour) + 1))
    waits = [by_hour.get(hour) for hour in hours]
    return Chart(
        title=_("Espera por hora, en minutos"),
        labels=[f"{hour}:00" for hour in hours],
        series=[
            Series(_("mediana"), [minutes(one.wait_median) if one else None for one in waits]),
            Series(_("9 de cada 10"), [minutes(one.wait_p90) if one else None for one in waits], "other", LINE),
        ],
        along=_("Hora"),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()
