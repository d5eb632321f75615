"""How do the people of a demonstration get their accounts?"""

from django.contrib.auth.hashers import make_password

from ruta.accounts.actions import grant_membership
from ruta.accounts.enums import Role
from ruta.accounts.models import User
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.demo.cast import CAST, PASSWORD, Player
from ruta.directory.models import Office


@action
def make_accounts(*, actor: Actor) -> int:
    """Open every account of the cast with the one password; those that exist keep theirs. Says how many are new."""
    known = set(User.objects.filter(email__in=[player.email for player in CAST]).values_list("email", flat=True))
    password = make_password(PASSWORD)  # one hash for all: making twenty would take longer than the population
    for player in CAST:
        if player.email not in known:
            _open(actor, player, password)
    return len(CAST) - len(known)


def _open(actor: Actor, player: Player, password: str) -> None:
    is_staff = any(post.role is Role.ADMINISTRATOR for post in player.posts)
    user = User.objects.create(email=player.email, full_name=player.name, password=password, is_staff=is_staff)
    for post in player.posts:
        grant_membership(actor=actor, user=user, office=_office(post.office), role=post.role)


def _office(code: str) -> Office:
    office = Office.objects.filter(code=code, is_active=True).first()
    if office is None:
        raise Invalid(f"Falta la oficina «{code}» de la demostración. Cargue el directorio con «ruta setup» y repita.")
    return office
