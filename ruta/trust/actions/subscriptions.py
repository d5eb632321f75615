"""How does a system begin, and stop, to hear what happens to whoever has a document?"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app

from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.trust.actions.tokens import Granted
from ruta.trust.models import Subscription

TELL = "exchange.tell_subscriber"
Document = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that subscribers may hear of: the event, whom it is about, its kind, and the kinds of data it touches."""

    event_id: int
    person_id: int
    event_type: str
    categories: tuple[str, ...]


@action
def subscribe(*, actor: Actor, granted: Granted, event_type: str, document: Document) -> tuple[Subscription, bool]:
    """One subscription for one document and kind of event. Gives whether it is new."""
    del actor
    return Subscription.objects.get_or_create(
        client=granted.client, scope=granted.scope.name, event_type=event_type, key=key_of(document), ended_at=None,
        defaults={"owner_institution_id": granted.client.institution_id, "code": uuid4(), "document": list(document)},
    )  # fmt: skip


@action
def unsubscribe(*, actor: Actor, granted: Granted, codes: Iterable[UUID]) -> list[UUID]:
    """End these, whichever are the system's and go on. Gives those that ended now."""
    del actor
    rows = Subscription.objects.select_for_update().filter(client=granted.client, code__in=list(codes), ended_at=None).order_by("pk")
    ended = [row.code for row in rows]
    Subscription.objects.filter(client=granted.client, code__in=ended).update(ended_at=Now())
    return ended


def tell_later(row: Subscription, happened: Happened) -> None:
    """Queue what a subscriber hears; whether it may still know is asked when it is sent."""
    app.configure_task(TELL, queue="messages").defer(
        subscription_id=row.pk, institution_id=row.owner_institution_id, event_id=happened.event_id, person_id=happened.person_id,
        categories=list(happened.categories),
    )  # fmt: skip


def key_of(document: Document) -> str:
    """The same for the same document, and for nobody to read back."""
    return salted_hmac("ruta.trust.subscription", ":".join(document), secret=settings.PHOTO_KEY, algorithm="sha256").hexdigest()
