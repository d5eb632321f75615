"""Whom does this window call, and what becomes of them?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.clock import today
from ruta.base.errors import Invalid
from ruta.base.live import Stream, frame
from ruta.base.numbers import read_number
from ruta.cases.models import Case
from ruta.desk.gate import DeskRequest, roles
from ruta.people.selectors import user_names
from ruta.tickets.actions import attach_case, call_next, call_this, leave_window, sit_at, step_ticket, transfer_ticket
from ruta.tickets.enums import PRIORITY_WORDS, Priority, TicketState
from ruta.tickets.models import Ticket, Window
from ruta.tickets.policies import ROOM_ROLES, WINDOW_ROLES, demand_here
from ruta.tickets.selectors import call_order, current_at, lines_of, tickets_of_office, topic_of, waiting_of, window_of, windows_of

SHOWN = 30


@require_safe
@roles(WINDOW_ROLES)
def window(request: DeskRequest) -> HttpResponse:
    """The window where one sits, or the choice of one."""
    here = window_of(request.actor)
    if here is None:
        windows = list(windows_of(request.actor))
        names = user_names({one.user_id for one in windows if one.user_id})
        context = {
            "windows": [(one, names.get(one.user_id or 0, "")) for one in windows],
            "can_arrange": request.actor.role in ROOM_ROLES,
        }
        return render(request, "desk/tickets/choose.html", context)
    return render(request, "desk/tickets/window.html", _at(request, here))


def _at(request: DeskRequest, here: Window) -> dict[str, Any]:
    office_id = request.actor.office_id or 0
    waiting = {ticket.pk: ticket for ticket in waiting_of(office_id)}
    order = [waiting.pop(pk) for pk in call_order(here) if pk in waiting]
    current = current_at(here)
    detail = getattr(current, "detail", None)
    missed = tickets_of_office(request.actor).filter(day=today(), state=TicketState.NO_SHOW).order_by("-ended_at")[:5]
    return {
        "window": here,
        "current": current,
        "is_left_over": current is not None and current.day != today(),
        "detail": detail,
        "reason": PRIORITY_WORDS.get(Priority(detail.priority), "") if detail else "",
        "mine": order[:SHOWN],
        "others": list(waiting.values())[:SHOWN],
        "waiting_count": len(order) + len(waiting),
        "missed": missed,
        "lines": lines_of(office_id),
        "windows": [one for one in windows_of(request.actor) if one.pk != here.pk],
        "can_arrange": request.actor.role in ROOM_ROLES,
    }


@require_POST
@roles(WINDOW_ROLES)
def sit(request: DeskRequest) -> HttpResponse:
    """Work at a window."""
    chosen = sit_at(actor=request.actor, window_id=_number(request, "window"))
    messages.success(request, _("Está en %(window)s.") % {"window": chosen.name})
    return redirect("desk:tickets")


@require_POST
@roles(WINDOW_ROLES)
def leave(request: DeskRequest) -> HttpResponse:
    """Stand up from the window."""
    leave_window(actor=request.actor, window_id=_number(request, "window"))
    return redirect("desk:tickets")


@require_POST
@roles(WINDOW_ROLES)
def call(request: DeskRequest) -> HttpResponse:
    """Call whoever is next; the one being served is finished first when the button says so."""
    finished = _number(request, "finish")
    if finished and tickets_of_office(request.actor).filter(pk=finished, state=TicketState.SERVING).exists():
        step_ticket(actor=request.actor, ticket_id=finished, verb="finish")
    key = request.POST.get("idempotency_key", "")
    called = call_next(actor=request.actor, window_id=_number(request, "window"), idempotency=key)
    if called is None:
        messages.info(request, _("Nadie espera en sus filas por ahora."))
    return redirect("desk:tickets")


@require_POST
@roles(WINDOW_ROLES)
def call_one(request: DeskRequest, ticket_id: int) -> HttpResponse:
    """Call somebody out of turn."""
    call_this(actor=request.actor, ticket_id=ticket_id, window_id=_number(request, "window"))
    return redirect("desk:tickets")


@require_POST
@roles(WINDOW_ROLES)
def step(request: DeskRequest, ticket_id: int) -> HttpResponse:
    """What happened with the number."""
    moved = step_ticket(actor=request.actor, ticket_id=ticket_id, verb=request.POST.get("verb", ""))
    messages.success(request, _("Turno %(number)s: %(state)s.") % _told(moved))
    return redirect("desk:tickets")


@require_POST
@roles(WINDOW_ROLES)
def transfer(request: DeskRequest, ticket_id: int) -> HttpResponse:
    """Send somebody to another line or window, in their place."""
    moved = transfer_ticket(
        actor=request.actor, ticket_id=ticket_id, line_id=_number(request, "line"), window_id=_number(request, "to") or None
    )
    messages.success(request, _("El turno %(number)s conserva su lugar en %(line)s.") % {"number": moved.number, "line": moved.line.name})
    return redirect("desk:tickets")


@require_POST
@roles(WINDOW_ROLES)
def attach(request: DeskRequest, ticket_id: int) -> HttpResponse:
    """Note the case that this attention belongs to, by its number."""
    case = Case.objects.filter(number__iexact=request.POST.get("number", "").strip()).first()
    if case is None:
        raise Invalid(_("Ningún expediente que usted pueda ver tiene ese número. Revíselo y envíelo otra vez."))
    attach_case(actor=request.actor, ticket_id=ticket_id, case_id=case.pk)
    messages.success(request, _("La atención quedó unida al expediente %(number)s.") % {"number": case.number})
    return redirect("desk:tickets")


@require_safe
@roles(WINDOW_ROLES)
def live(request: DeskRequest, office_id: int) -> HttpResponseBase:
    """How many wait here, as it changes: a number and nothing else."""
    demand_here(request.actor, office_id)
    return Stream({topic_of(office_id)}, frame("waiting", {"count": waiting_of(office_id).count()}))


def _told(ticket: Ticket) -> dict[str, str]:
    return {"number": ticket.number, "state": str(TicketState(ticket.state).label).lower()}


def _number(request: HttpRequest, name: str) -> int:
    return read_number(request.POST.get(name))
