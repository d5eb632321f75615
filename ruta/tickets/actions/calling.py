"""How does a number come to a window, and what becomes of it?"""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from ruta.agenda.actions import mark_appointment
from ruta.agenda.enums import AppointmentState
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.idempotency import once
from ruta.base.live import tell
from ruta.base.transactions import action
from ruta.tickets.enums import TicketState
from ruta.tickets.models import Call, Detail, Line, Step, Ticket, Window
from ruta.tickets.policies import demand_calling, demand_here
from ruta.tickets.rules import AT_WINDOW, state_after
from ruta.tickets.selectors import call_order, callable_by, tell_waiting, topic_of

NOBODY = 0
CLOSES = {"serve", "finish", "miss"}


@action
def sit_at(*, actor: Actor, window_id: int) -> Window:
    """Work at a window from now on; whoever sat there has left."""
    demand_calling(actor)
    window = _window(actor, window_id)
    Window.objects.filter(office_id=window.office_id, user_id=actor.user_id).exclude(pk=window.pk).update(user_id=None)
    window.user_id = actor.user_id
    window.save(update_fields=["user_id"])
    return window


@action
def leave_window(*, actor: Actor, window_id: int) -> Window:
    """Stand up, once nobody is being served there."""
    demand_calling(actor)
    window = _window(actor, window_id)
    _demand_free(window)
    window.user_id = None
    window.save(update_fields=["user_id"])
    return window


@action
def call_next(*, actor: Actor, window_id: int, idempotency: str | UUID = "") -> Ticket | None:
    """Call whoever is next for this window; nobody when nobody waits. The same form sent twice calls one."""
    demand_calling(actor)
    window = _window(actor, window_id)

    def run() -> int:
        _demand_free(window)
        ticket = _next_for(window)
        return _moved(actor, ticket, "call", window).pk if ticket else NOBODY

    made = once(actor=actor, key=idempotency, verb=f"tickets.next {window.pk}", run=run)[0] if idempotency else run()
    return Ticket.objects.get(pk=made) if made else None


@action
def call_this(*, actor: Actor, ticket_id: int, window_id: int) -> Ticket:
    """Call one who waits out of turn: they were called and came late, or cannot wait."""
    demand_calling(actor)
    window = _window(actor, window_id)
    _demand_free(window)
    return _moved(actor, _held(actor, ticket_id), "call", window)


@action
def step_ticket(*, actor: Actor, ticket_id: int, verb: str) -> Ticket:
    """Call again, serve, finish, note that nobody came, put back, or cancel."""
    demand_calling(actor)
    ticket = _held(actor, ticket_id)
    if verb not in {"recall", "serve", "finish", "miss", "return", "cancel"}:
        raise Invalid(_("Elija qué pasó con el turno."))
    _moved(actor, ticket, verb, ticket.window)
    if verb == "finish":
        _settle_appointment(actor, ticket)
    return ticket


@action
def transfer_ticket(*, actor: Actor, ticket_id: int, line_id: int, window_id: int | None = None) -> Ticket:
    """Send somebody to another line or window; they keep their number and their place."""
    demand_calling(actor)
    ticket = _held(actor, ticket_id)
    line = Line.objects.filter(pk=line_id, office_id=ticket.office_id, is_active=True).first()
    if line is None:
        raise Invalid(_("Elija a qué fila pasa."), fields={"line": _("Elija a qué fila pasa.")})
    ticket.line, ticket.for_window = line, _window(actor, window_id, is_locked=False) if window_id else None
    return _moved(actor, ticket, "transfer", ticket.window)


@action
def attach_case(*, actor: Actor, ticket_id: int, case_id: int) -> Detail:
    """Note which case an attention became; no name is written."""
    demand_calling(actor)
    return _attach(_held(actor, ticket_id), case_id)


@action
def attach_served_case(*, actor: Actor, user_id: int, case_id: int) -> None:
    """Note the case that was opened by whoever is serving somebody just now; nothing when nobody is being served."""
    mine = Ticket.objects.filter(owner_institution_id=actor.institution_id, window__user_id=user_id, day=today())
    served = mine.filter(state=TicketState.SERVING).first()
    if served is not None:
        _attach(served, case_id)


def end_left_open(actor: Actor, ticket: Ticket) -> None:
    """Close a number at a window that nobody closed: who was served was served, who was called never came."""
    verb = "finish" if ticket.state == TicketState.SERVING else "miss"
    _moved(actor, ticket, verb, ticket.window)
    if verb == "finish":
        _settle_appointment(actor, ticket)


def _attach(ticket: Ticket, case_id: int) -> Detail:
    detail, _is_new = Detail.objects.get_or_create(ticket=ticket, defaults={"owner_institution_id": ticket.owner_institution_id})
    detail.case_ref = case_id
    detail.save(update_fields=["case_ref"])
    return detail


def _next_for(window: Window) -> Ticket | None:
    """The first one in order that nobody else holds. The lines are locked, so that two windows agree on who went first."""
    list(Line.objects.select_for_update(no_key=True).filter(pk__in=window.lines).order_by("pk"))
    rows = callable_by(window)
    for ticket_id in call_order(window):
        ticket = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=ticket_id).first()
        if ticket is not None:
            return ticket
    return None


def _moved(actor: Actor, ticket: Ticket, verb: str, window: Window | None) -> Ticket:
    state, at = state_after(verb, ticket.state), now()
    if state is None:
        raise NotOpen(
            _("El turno %(number)s ya está «%(state)s». Actualice la página.")
            % {"number": ticket.number, "state": ticket.get_state_display()}  # type: ignore[attr-defined]
        )
    _demand_day(ticket, verb)
    ticket.state, ticket.window = state, window
    if verb == "call":
        ticket.went_first = ticket.goes_first or (ticket.due_at is not None and at >= ticket.due_at)
    if state == TicketState.CALLED:
        ticket.calls, ticket.called_at = ticket.calls + 1, ticket.called_at or at
    if state == TicketState.SERVING:
        ticket.served_at = ticket.served_at or at
    # Closed on a later day: when it really ended is not known, and no time is counted.
    is_over = state in (TicketState.DONE, TicketState.NO_SHOW, TicketState.CANCELLED)
    ticket.ended_at = at if is_over and ticket.day == at.date() else None
    ticket.save()
    Step.objects.create(
        owner_institution_id=ticket.owner_institution_id, ticket=ticket, verb=verb, state=state, line_id=ticket.line_id, window=window,
        user_id=actor.user_id, at=at,
    )  # fmt: skip
    _tell(ticket, verb, window)
    return ticket


def _tell(ticket: Ticket, verb: str, window: Window | None) -> None:
    """Televisions hear numbers that are called; windows hear that the queue moved."""
    if verb != "recall":
        tell_waiting(ticket.office_id)
    if verb not in ("call", "recall") or window is None:
        return
    call = Call.objects.create(
        owner_institution_id=ticket.owner_institution_id, ticket=ticket, office_id=ticket.office_id, number=ticket.number,
        window_name=window.name, at=now(),
    )  # fmt: skip
    tell(
        topic_of(ticket.office_id),
        "call",
        {"id": call.pk, "number": call.number, "window": call.window_name, "at": call.at.isoformat()},
        number=call.pk,
    )


def _settle_appointment(actor: Actor, ticket: Ticket) -> None:
    """Whoever came to an appointment and was served has come."""
    detail = Detail.objects.filter(ticket=ticket).select_related("appointment").first()
    if detail and detail.appointment and detail.appointment.state == AppointmentState.BOOKED:
        mark_appointment(actor=actor, appointment_id=detail.appointment.pk, state=AppointmentState.SEEN)


def _demand_free(window: Window) -> None:
    busy = Ticket.objects.filter(window=window, state__in=AT_WINDOW).first()
    if busy is not None:
        raise NotOpen(_("Primero cierre el turno %(number)s.") % {"number": busy.number})


def _demand_day(ticket: Ticket, verb: str) -> None:
    """What stayed at a window over midnight is closed there; it does not go back into the queue of another day."""
    if ticket.day != today() and verb not in CLOSES:
        raise NotOpen(
            _("El turno %(number)s es de otro día: ciérrelo. Si la persona está aquí, dele un turno nuevo.") % {"number": ticket.number}
        )


def _window(actor: Actor, window_id: int, *, is_locked: bool = True) -> Window:
    """A window of this office, locked where one works at it: two clicks follow each other."""
    rows = Window.objects.select_for_update() if is_locked else Window.objects.all()
    window = rows.filter(pk=window_id, is_active=True).first()
    if window is None:
        raise NotFound(_("Esa ventanilla no está en esta oficina. Elija otra."))
    demand_here(actor, window.office_id)
    return window


def _held(actor: Actor, ticket_id: int) -> Ticket:
    still_here = Q(day=today()) | Q(state__in=AT_WINDOW)
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("window").filter(still_here, pk=ticket_id).first()
    if ticket is None:
        raise NotFound(_("Ese turno no es de hoy en esta oficina. Vuelva a los turnos."))
    demand_here(actor, ticket.office_id)
    return ticket
