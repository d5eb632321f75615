"""Who waits for a place, in which order, and for which agendas?"""

from django.db.models import QuerySet

from ruta.agenda.enums import WaitState
from ruta.agenda.models import WaitingEntry
from ruta.base.context import Actor

STANDING = (WaitState.WAITING, WaitState.OFFERED)


def waiting_at_office(actor: Actor) -> QuerySet[WaitingEntry]:
    """Who waits for a place at the actor's office, the first first."""
    rows = WaitingEntry.objects.filter(
        owner_institution_id=actor.institution_id or 0, agenda__office_id=actor.office_id or 0, state__in=STANDING
    )
    return rows.select_related("person", "agenda", "offered").order_by("since", "pk")


def waited_agendas(institution_id: int) -> list[int]:
    """Agendas of an institution that somebody waits for."""
    rows = WaitingEntry.objects.filter(owner_institution_id=institution_id, state=WaitState.WAITING)
    return list(rows.order_by("agenda").values_list("agenda", flat=True).distinct())
