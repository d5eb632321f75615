"""Which announced visits is it time to say something of: the day has come, and nobody told whether the team came?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.agenda.enums import VisitState
from ruta.agenda.policies import can_announce
from ruta.agenda.selectors import visits
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.desk.queue.tasks import MOST, Kind, Task, end_of


def visits_to_tell(actor: Actor) -> Iterator[Task]:
    """Those of the own institution, of the own office for whoever coordinates it; until told, a day that is over counts as not kept."""
    if not can_announce(actor):
        return
    rows = visits(actor).filter(state=VisitState.ANNOUNCED, day__lte=today())
    if actor.role == Role.OFFICE_COORDINATOR:
        rows = rows.filter(office=actor.office_id)
    for row in rows.order_by("day", "pk")[:MOST]:
        words = _("Visita de %(office)s: ¿se hizo?") % {"office": row.office.short_name}
        yield Task(Kind.VISIT, f"{row.place}, {row.municipality.name}", words, end_of(row.day), _("Decir qué pasó"), ("desk:visit", row.pk))
