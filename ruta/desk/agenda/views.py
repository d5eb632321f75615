"""Who comes today and this week, and what came of it?"""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.agenda.actions import book_appointment, mark_appointment
from ruta.agenda.enums import AppointmentState
from ruta.agenda.policies import AGENDA_ROLES
from ruta.agenda.selectors import appointments_received, week_of
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.desk.agenda.forms import AppointmentForm
from ruta.desk.agenda.lists import AHEAD, APPOINTMENTS, found
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.people.selectors import person_for

A_WEEK = timedelta(days=7)
MARKS = [AppointmentState.SEEN, AppointmentState.NO_SHOW, AppointmentState.EXCUSED]


@require_safe
@roles(AGENDA_ROLES)
def agenda(request: DeskRequest) -> HttpResponse:
    """The week of this office, from the day that is asked for."""
    actor: Actor = request.actor
    first = _day(request.GET.get("dia", ""))
    context = {
        "days": week_of(actor, first),
        "today": today(),
        "now": now(),
        "before": first - A_WEEK,
        "after": first + A_WEEK,
        "marks": [(mark.value, mark.label) for mark in MARKS],
    }
    return render(request, "desk/agenda/agenda.html", context)


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
    """Say what came of an appointment."""
    marked = mark_appointment(actor=request.actor, appointment_id=appointment_id, state=request.POST.get("state", ""))
    messages.success(request, _("Anotado: %(state)s.") % {"state": marked.get_state_display()})
    return redirect("desk:agenda")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(AGENDA_ROLES)
def book(request: DeskRequest, person_id: int) -> HttpResponse:
    """Give a person an appointment at an office of one's institution."""
    actor: Actor = request.actor
    person = person_for(person_id)
    initial = {"office": actor.office_id, "day": today() + timedelta(days=1)}
    form = AppointmentForm(request.POST or None, institution_id=actor.institution_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            booked = book_appointment(
                actor=actor,
                person_id=person.pk,
                office_id=form.cleaned_data["office"].pk,
                slot=form.slot,
                officer_id=actor.user_id,
                idempotency=request.POST.get("idempotency_key", ""),
            )
        except Invalid as error:
            form.add_error("day", str(error.message))
        else:
            messages.success(request, _("Cita guardada para %(name)s.") % {"name": person.full_name})
            return redirect(f"/agenda/?dia={booked.starts_at.date():%Y-%m-%d}")
    return render(request, "desk/agenda/book.html", {"form": form, "person": person}, status=422 if form.errors else 200)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()
