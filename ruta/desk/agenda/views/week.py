"""Who comes today and this week, and what came of it?"""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.agenda.actions import mark_appointment, undo_mark
from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Closure
from ruta.agenda.policies import AGENDA_ROLES, can_keep_agendas
from ruta.agenda.selectors import (
    agendas_of_office,
    appointments_of_office,
    appointments_received,
    closures_of_office,
    free_on,
    midnight,
    officers_of,
    stranded,
    told_agenda,
    week_of,
)
from ruta.base.clock import now, today
from ruta.base.compiled import keeps_words
from ruta.base.context import Actor
from ruta.base.days import read_day
from ruta.base.workdays import work_calendar
from ruta.desk.agenda.lists import AHEAD, APPOINTMENTS, found
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered

A_WEEK = timedelta(days=7)
MARKS = [AppointmentState.SEEN, AppointmentState.NO_SHOW, AppointmentState.EXCUSED]


@require_safe
@roles(AGENDA_ROLES)
@keeps_words
def agenda(request: DeskRequest) -> HttpResponse:
    """The week of this office, from the day that is asked for."""
    actor: Actor = request.actor
    first = read_day(request.GET.get("dia", "")) or today()
    context = _of_marks(actor) | {"days": week_of(actor, first), "before": first - A_WEEK, "after": first + A_WEEK}
    return render(request, "desk/agenda/agenda.html", context)


@require_safe
@roles(AGENDA_ROLES)
def day(request: DeskRequest) -> HttpResponse:
    """One day of this office: who comes, agenda by agenda, what is still free, and the sheet to print."""
    actor: Actor = request.actor
    the_day = read_day(request.GET.get("dia", "")) or today()
    expected = list(appointments_of_office(actor, the_day))
    context = _of_marks(actor) | {
        "day": the_day,
        "before": the_day - timedelta(days=1),
        "after": the_day + timedelta(days=1),
        "holiday": work_calendar().holiday(the_day),
        "closed": _closed(actor, the_day),
        "blocks": _blocks(actor, the_day, expected),
    }
    return render(request, "desk/agenda/day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(AGENDA_ROLES)
def listing(request: DeskRequest) -> Any:
    """Every appointment that the institution receives; who only opens the place sees those of this office from today on."""
    actor: Actor = request.actor
    first = {"cuando": AHEAD, "oficina": str(actor.office_id or "")}
    rows = appointments_received(actor)
    return answered(request, APPOINTMENTS, lambda text: found(rows, text), "desk/agenda/list.html", lambda _page: {}, first=first)


@require_POST
@roles(AGENDA_ROLES)
def mark(request: DeskRequest, appointment_id: int) -> HttpResponse:
    """Say what came of an appointment; a slip is taken back on its page. Who was not seen is offered another time."""
    marked = mark_appointment(actor=request.actor, appointment_id=appointment_id, state=request.POST.get("state", ""))
    messages.success(request, _("Anotado: %(state)s.") % {"state": marked.get_state_display()})
    return redirect("desk:appointment", appointment_id)


@require_POST
@roles(AGENDA_ROLES)
def undo(request: DeskRequest, appointment_id: int) -> HttpResponse:
    """Take back what was marked today."""
    undo_mark(actor=request.actor, appointment_id=appointment_id)
    messages.success(request, _("Deshecho: la cita sigue en pie."))
    return redirect("desk:appointment", appointment_id)


def _closed(actor: Actor, the_day: date) -> Closure | None:
    """What closes the whole office on a day."""
    rows = closures_of_office(actor, the_day).filter(officer_id=None, first_day__lte=the_day)
    return rows.first()


def _blocks(actor: Actor, the_day: date, expected: list[Any]) -> list[dict[str, Any]]:
    """The appointments of each agenda with what it has left, then those that were given by hand."""
    officers = officers_of(actor.office_id or 0)
    closures = list(closures_of_office(actor, the_day))
    not_before = max(now(), midnight(the_day))
    agendas, blocks = list(agendas_of_office(actor)), []
    for each in agendas:
        mine = [one for one in expected if one.agenda_id == each.pk]
        free = free_on(each, the_day, expected, closures, officers, not_before=not_before)
        blocks.append({"told": told_agenda(actor, each, officers), "rows": mine, "free": free, "left": sum(place.left for place in free)})
    known = {each.pk for each in agendas}
    rest = [one for one in expected if one.agenda_id not in known]
    return [*blocks, {"told": None, "rows": rest, "free": [], "left": 0}] if rest or not blocks else blocks


def _of_marks(actor: Actor) -> dict[str, Any]:
    return {
        "today": today(), "now": now(), "marks": [(mark.value, mark.label) for mark in MARKS], "may_keep": can_keep_agendas(actor),
        "stranded": len(stranded(actor)),
    }  # fmt: skip
