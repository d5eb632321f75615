"""How does an employer get, and lose, the secret address behind which it proposes vacancies?"""

import secrets
from datetime import timedelta

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import NotOpen
from ruta.base.transactions import action
from ruta.employers.enums import BARRED
from ruta.employers.models import EmployerLink
from ruta.employers.policies import demand_keeping
from ruta.employers.selectors import employer_of
from ruta.employers.selectors.links import token_hash

TOKEN_BYTES = 16  # 128 bits
LIFE = timedelta(days=180)


@action
def make_employer_link(*, actor: Actor, employer_id: int) -> str:
    """The token of a new address; the one before stops at once. It is given this once: only its hash stays."""
    demand_keeping(actor)
    employer = employer_of(actor, employer_id)
    if employer.verification in BARRED:
        raise NotOpen(_("Este empleador no está verificado. Resuelva eso antes de darle un enlace."))
    revoke_employer_link(actor=actor, employer_id=employer_id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    EmployerLink.objects.create(
        owner_institution_id=employer.owner_institution_id, employer=employer, token_sha256=token_hash(token), made_at=now(),
        made_by=actor.user_id, expires_at=now() + LIFE,
    )  # fmt: skip
    return token


@action
def revoke_employer_link(*, actor: Actor, employer_id: int) -> int:
    """Close the address of an employer; it opens nothing in the next statement."""
    demand_keeping(actor)
    employer = employer_of(actor, employer_id)
    return EmployerLink.objects.filter(employer=employer, revoked_at=None).update(revoked_at=now())
