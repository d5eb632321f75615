"""Who waits for a place, in which order, and for which agendas?"""

from collections.abc import Iterable

from django.db.models import QuerySet

from ruta.agenda.enums import InvitationFor, WaitState
from ruta.agenda.models import Invitation, WaitingEntry
from ruta.base.context import Actor
from ruta.communication.enums import MessageState
from ruta.communication.models import Message

OFFER = "appointment_offer"
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


def untold_offers(entries: Iterable[WaitingEntry]) -> dict[int, str]:
    """Which offers did not reach the person, by the held appointment, and why: somebody has to call. Two queries."""
    held = [entry.offered_id for entry in entries if entry.offered_id]
    offers = dict(
        Invitation.objects.filter(appointment__in=held, purpose=InvitationFor.OFFER).order_by("pk").values_list("pk", "appointment")
    )
    stuck = Message.objects.filter(template=OFFER, link_ref__in=offers, state__in=(MessageState.BLOCKED, MessageState.FAILED))
    return {offers[ref]: why for ref, why in stuck.order_by("pk").values_list("link_ref", "blocked_because") if ref in offers}
