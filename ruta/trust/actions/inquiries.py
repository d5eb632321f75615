"""How is a question kept that is answered later, once, at the address that was registered for it?"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db.models.functions import Now
from procrastinate.contrib.django import app

from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.trust.actions.tokens import Granted
from ruta.trust.models import Inquiry

TASK = "exchange.answer_inquiry"


@action
def open_inquiry(*, actor: Actor, granted: Granted, transaction_id: str, asked: Mapping[str, Any], request_hash: str) -> Inquiry:
    """Keep it sealed and queue its answer; the same transaction asked again is the same inquiry."""
    row, is_new = Inquiry.objects.get_or_create(
        client=granted.client, transaction_id=transaction_id,
        defaults={
            "owner_institution_id": granted.client.institution_id, "correlation_id": uuid4(), "scope": granted.scope.name, "asked": dict(asked),
            "request_hash": request_hash, "reference_ids": [each["reference_id"] for each in asked["search_request"]],
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
