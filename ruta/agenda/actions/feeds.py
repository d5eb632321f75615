"""How does an officer get, change or close the secret address by which a calendar reads their appointments?"""

import secrets

from django.conf import settings
from django.urls import reverse

from ruta.agenda.actions.inviting import token_hash
from ruta.agenda.models import CalendarFeed
from ruta.agenda.policies import demand_booking
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.transactions import action

TOKEN_BYTES = 32


@action
def rotate_feed(*, actor: Actor) -> str:
    """A new secret address; the one before stops at once. It is shown this once: only its hash stays."""
    revoke_feed(actor=actor)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.create(
        owner_institution_id=actor.institution_id or 0, user_id=actor.user_id or 0, token_sha256=token_hash(token), created_at=now()
    )
    return settings.PUBLIC_ADDRESS + reverse("portal:calendar", args=[token])


@action
def revoke_feed(*, actor: Actor) -> int:
    """Close the actor's address."""
    demand_booking(actor)
    mine = CalendarFeed.objects.filter(owner_institution_id=actor.institution_id or 0, user_id=actor.user_id or 0, revoked_at=None)
    return mine.update(revoked_at=now())
