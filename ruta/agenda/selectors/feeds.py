"""What does a calendar read of an officer's appointments? Times, numbers and initials."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from ruta.agenda.models import CalendarFeed
from ruta.base.context import Actor

ROWS = "SELECT appointment_id, starts_at, ends_at, office_id, state, initials, changed_at FROM ruta_feed(%s)"


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One appointment as it leaves the house."""

    appointment_id: int
    starts_at: datetime
    ends_at: datetime
    office_id: int
    state: str
    initials: str
    changed_at: datetime


def feed_of(actor: Actor) -> CalendarFeed | None:
    """The address that the actor has now, if any."""
    rows = CalendarFeed.objects.filter(owner_institution_id=actor.institution_id or 0, user_id=actor.user_id or 0, revoked_at=None)
    return rows.first()


def feed_rows(token_sha256: str) -> list[FeedRow] | None:
    """What the address of this hash tells; none when there is no such address. Nobody needs to act: the function knows its door."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_has_feed(%s)", [token_sha256])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(ROWS, [token_sha256])
        return [FeedRow(*row) for row in cursor.fetchall()]
