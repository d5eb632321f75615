"""How is a message kept that is answered later, once, at the address that was registered for it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db.models.functions import Now
from procrastinate.contrib.django import app

from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.trust.actions.tokens import Granted
from ruta.trust.models import Inquiry

TASK = "exchange.answer_inquiry"


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that waits for its answer: its action, its number, the references in it, and what it asks."""

    kind: str
    transaction_id: str
    references: Sequence[str]
    asked: Mapping[str, Any]
    request_hash: str


@action
def open_inquiry(*, actor: Actor, granted: Granted, heard: Heard) -> Inquiry:
    """Keep it sealed and queue its answer; the same transaction asked again is the same inquiry."""
    row, is_new = Inquiry.objects.get_or_create(
        client=granted.client, kind=heard.kind, transaction_id=heard.transaction_id,
        defaults={
            "owner_institution_id": granted.client.institution_id, "correlation_id": uuid4(), "scope": granted.scope.name,
            "asked": dict(heard.asked), "request_hash": heard.request_hash, "reference_ids": list(heard.references),
        },
    )  # fmt: skip
    if is_new:
        app.configure_task(TASK, queue="messages").defer(inquiry_id=row.pk, institution_id=row.owner_institution_id)
    del actor
    return row


@action
def close_inquiry(*, actor: Actor, inquiry_id: int, state: str) -> None:
    """It was answered, or will not be; what was asked is forgotten."""
    Inquiry.objects.filter(pk=inquiry_id).update(state=state, asked=None, answered_at=Now())
    del actor
