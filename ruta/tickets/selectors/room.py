"""What does whoever coordinates an office see of its waiting room?"""

from django.db.models import QuerySet

from ruta.base.context import Actor
from ruta.tickets.models import Call, Device, Line, Window
from ruta.tickets.selectors.board import calls_of_today


def devices_of(actor: Actor) -> QuerySet[Device]:
    """Kiosks and televisions of the office that still open."""
    return Device.objects.filter(office_id=actor.office_id or 0, revoked_at=None).order_by("kind", "name", "pk")


def own_line(actor: Actor, line_id: int) -> Line | None:
    """A line of the actor's office."""
    return Line.objects.filter(office_id=actor.office_id or 0, pk=line_id).first()


def own_window(actor: Actor, window_id: int) -> Window | None:
    """A window of the actor's office."""
    return Window.objects.filter(office_id=actor.office_id or 0, pk=window_id).first()


def office_calls_today(actor: Actor) -> QuerySet[Call]:
    """The calls of the actor's office today."""
    return calls_of_today(actor.office_id or 0)
