"""How does an event look outside? CloudEvents 1.0: what happened to which Task, and when; nothing of a person."""

import re
from typing import Any

from django.conf import settings

from ruta.exchange.fhir.naming import task_id
from ruta.trust.models import OutEvent

PREFIX = "hn.ruta.referral."
MEDIA = "application/cloudevents+json"
WORD = re.compile(r"(?<!^)(?=[A-Z])")
Told = dict[str, Any]


def source() -> str:
    """Who tells: this installation."""
    return settings.PUBLIC_ADDRESS.rstrip("/")


def kind_of(event: str) -> str:
    """The type of an event of the outbox: `ReferralAccepted` is `hn.ruta.referral.accepted`."""
    return PREFIX + WORD.sub("-", event.removeprefix("Referral")).lower()


def subject_of(referral_id: int) -> str:
    """What it is about."""
    return f"Task/{task_id(referral_id)}"


def cloud_event(row: OutEvent) -> Told:
    """One event."""
    return {
        "specversion": "1.0", "id": str(row.uuid), "source": source(), "type": row.type, "subject": row.subject,
        "time": row.happened_at.isoformat(timespec="microseconds"),
    }  # fmt: skip
