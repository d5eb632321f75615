"""How does an event wait for another system, until it was taken; and how is one of theirs heard once?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.trust.models import Client, InEvent, OutEvent
from ruta.trust.policies import demand_keeper

PUSH, CATCH_UP = "exchange.push_events", "exchange.catch_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event: ids and codes, nothing of a person."""

    event_id: int
    type: str
    subject: str
    happened_at: datetime


@action
def queue_event(*, actor: Actor, client: Client, told: Told) -> bool:
    """Let it wait for one system; the same event of the outbox waits once. Gives whether it is new."""
    row, is_new = OutEvent.objects.get_or_create(
        client=client, event_id=told.event_id,
        defaults={
            "owner_institution_id": client.institution_id, "uuid": uuid4(), "type": told.type, "subject": told.subject,
            "happened_at": told.happened_at,
        },
    )  # fmt: skip
    if is_new and client.hook_uri:
        push_later(client, row.subject)
    del actor
    return is_new


def lock_of(client_id: int, subject: str) -> str:
    """Under which name what is sent to one system about one subject stands in line."""
    return f"events:{client_id}:{subject}"


def push_later(client: Client, subject: str) -> None:
    """Send what waits for one subject, one after the other: the lock keeps a later one from overtaking."""
    job = app.configure_task(PUSH, queue="messages", lock=lock_of(client.pk, subject))
    job.defer(client_id=client.pk, institution_id=client.institution_id, subject=subject)


@action
def mark_tried(*, actor: Actor, event_id: int) -> None:
    """One more try."""
    OutEvent.objects.filter(pk=event_id, owner_institution_id=actor.institution_id).update(tries=F("tries") + 1)


@action
def mark_sent(*, actor: Actor, event_id: int) -> None:
    """The other side took it."""
    OutEvent.objects.filter(pk=event_id, owner_institution_id=actor.institution_id).update(sent_at=Now(), taken_at=Now())


@action
def take_events(*, actor: Actor, client: Client, ids: Iterable[int]) -> int:
    """The other system says that it has these."""
    waiting = OutEvent.objects.filter(client=client, pk__in=list(ids), taken_at=None, owner_institution_id=actor.institution_id)
    return waiting.update(taken_at=Now(), sent_at=Now())


@action
def replay_events(*, actor: Actor, client_id: int, ids: Iterable[int]) -> int:
    """Tell these again, from the desk: whoever hears them twice knows them by their number."""
    demand_keeper(actor)
    client = Client.objects.get(pk=client_id)
    with acting_as(system(client.institution_id, "events told again")):
        again = list(OutEvent.objects.filter(client=client, pk__in=list(ids)).order_by("pk"))
        if not again:
            raise Invalid(_("Marque los avisos que quiere repetir."))
        OutEvent.objects.filter(pk__in=[each.pk for each in again]).update(sent_at=None, taken_at=None, tries=0)
        for subject in dict.fromkeys(each.subject for each in again):
            if client.hook_uri:
                push_later(client, subject)
    return len(again)


@action
def hear_event(*, actor: Actor, client: Client, source: str, number: str, kind: str, subject: str) -> bool:
    """Keep that it was heard, and look at its subject. Gives whether it is new; doubled and late ones do no harm."""
    _row, is_new = InEvent.objects.get_or_create(
        client=client,
        source=source,
        uuid=number,
        defaults={"owner_institution_id": client.institution_id, "type": kind, "subject": subject},
    )
    if is_new:
        app.configure_task(CATCH_UP, queue="messages").defer(client_id=client.pk, institution_id=client.institution_id, subject=subject)
    del actor
    return is_new
