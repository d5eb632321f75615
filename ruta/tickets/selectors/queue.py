"""Who waits for which window, and in which order are they called?"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Appointment
from ruta.agenda.selectors import appointments_of_office
from ruta.base.clock import now, today
from ruta.base.compiled import asked
from ruta.base.context import Actor
from ruta.base.live import tell
from ruta.tickets.enums import TicketState
from ruta.tickets.models import Detail, Line, Step, Ticket, Window
from ruta.tickets.rules import AT_WINDOW, MOST_IN_A_ROW, WAITS, Place, in_order, streak_of


def topic_of(office_id: int) -> str:
    """What the screens of an office listen to."""
    return f"tickets.{office_id}"


def tell_waiting(office_id: int) -> None:
    """Let the windows of an office know how many wait."""
    tell(topic_of(office_id), "waiting", {"count": waiting_of(office_id).order_by().count()})


def lines_of(office_id: int) -> QuerySet[Line]:
    """The open lines of an office, as the kiosk shows them."""
    return Line.objects.filter(office_id=office_id, is_active=True).order_by("position", "letter")


def windows_of(actor: Actor) -> QuerySet[Window]:
    """The open windows of the actor's office."""
    return Window.objects.filter(office_id=actor.office_id or 0, is_active=True).order_by("name", "pk")


def window_of(actor: Actor) -> Window | None:
    """The window where the actor sits now."""
    return windows_of(actor).filter(user_id=actor.user_id or 0).first()


def current_at(window: Window) -> Ticket | None:
    """Who is called to a window or served there."""
    return Ticket.objects.filter(window=window, state__in=AT_WINDOW).select_related("line", "detail").first()


@dataclass(frozen=True, slots=True)
class Served:
    """Whom somebody serves just now: a number, a window, and the case that it became, if any."""

    pk: int
    number: str
    window: str
    case_ref: int | None


def served_by(actor: Actor) -> Served | None:
    """Whom the actor is serving at a window of this office now, to be tied to the record that is opened."""
    if not actor.office_id or not actor.user_id:
        return None
    found = next(iter(asked(_serving, actor)), None)
    if found is None or found.window is None:
        return None
    return Served(found.pk, found.number, found.window.name, getattr(getattr(found, "detail", None), "case_ref", None))


def _serving(actor: Actor) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(office=actor.office_id, window__user_id=actor.user_id, state=TicketState.SERVING, day=today())
    return rows.select_related("window", "detail").order_by("pk")[:1]


def waiting_of(office_id: int, lines: Collection[int] | None = None) -> QuerySet[Ticket]:
    """Everybody who waits today in an office, the longest first."""
    rows = Ticket.objects.filter(office_id=office_id, day=today(), state__in=WAITS)
    if lines is not None:
        rows = rows.filter(line__in=lines)
    return rows.select_related("line").order_by("place_at", "pk")


def callable_by(window: Window) -> QuerySet[Ticket]:
    """Whoever this window may call: in its lines, or sent to it by name; never whoever was sent to another."""
    rows = waiting_of(window.office_id)
    return rows.filter(Q(for_window=window) | Q(for_window=None, line__in=window.lines))


def call_order(window: Window) -> list[int]:
    """The tickets that this window may call, the next one first."""
    at, waiting = now(), list(callable_by(window))
    places = [Place(ticket.pk, ticket.place_at, ticket.goes_first, ticket.due_at) for ticket in waiting]
    common = [place.since for place in places if not place.is_preferred(at) and not place.is_held(at)]
    called = Ticket.objects.filter(office_id=window.office_id, day=at.date(), line__in=window.lines, called_at__isnull=False)
    lately = list(called.order_by("-called_at", "-pk").values_list("called_at", "went_first")[:MOST_IN_A_ROW])
    streak = streak_of([(when, first) for when, first in lately if when], min(common, default=None))
    return in_order(places, now=at, streak=streak)


def steps_of(ticket: Ticket) -> QuerySet[Step]:
    """What was done with a ticket, in order."""
    return Step.objects.filter(ticket=ticket).select_related("window", "line").order_by("at", "pk")


def due_today(actor: Actor) -> list[Appointment]:
    """Appointments of today at this office that have not asked for a number yet."""
    booked = appointments_of_office(actor, today()).filter(state=AppointmentState.BOOKED)
    came = set(Detail.objects.filter(appointment__in=booked.order_by().values("pk")).values_list("appointment_id", flat=True))
    return [one for one in booked if one.pk not in came]
