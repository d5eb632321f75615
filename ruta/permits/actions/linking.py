"""How does an applicant get the secret address of their dossier?"""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.permits.actions.holding import hold
from ruta.permits.enums import Hand
from ruta.permits.models import DossierLink
from ruta.permits.policies import demand_hand

TOKEN_BYTES = 16  # 128 bits
LIFE = timedelta(days=60)


@action
def make_dossier_link(*, actor: Actor, dossier_id: int) -> str:
    """A new address, shown this once; the one before stops at once, for only one lives."""
    demand_hand(actor, Hand.KEEPER)
    dossier = hold(actor, dossier_id)
    DossierLink.objects.filter(dossier=dossier, revoked_at=None).update(revoked_at=now())
    token = secrets.token_urlsafe(TOKEN_BYTES)
    DossierLink.objects.create(
        owner_institution_id=dossier.owner_institution_id, dossier=dossier, token_sha256=token_hash(token), made_at=now(),
        expires_at=now() + LIFE,
    )  # fmt: skip
    return str(settings.PUBLIC_ADDRESS + reverse("portal:dossier", args=[token]))


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()
