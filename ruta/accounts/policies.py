"""May this actor do what this role does?"""

from collections.abc import Collection

from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, RECEIVER_ROLES
from ruta.base.context import Actor
from ruta.base.errors import Refused


def has_role(actor: Actor | None, roles: Collection[str]) -> bool:
    """Whether the actor holds one of the roles in the session."""
    return actor is not None and actor.kind == "staff" and actor.role in roles


def demand_role(actor: Actor | None, roles: Collection[str]) -> None:
    """Refuse with a sentence unless the actor holds one of the roles."""
    if not has_role(actor, roles):
        raise Refused(_("Su rol en esta oficina no permite esta acción. Pídala a quien coordina, o cambie de rol en el menú."))


def can_carry_cases(actor: Actor | None) -> bool:
    """Whether the actor registers, assesses, plans and refers."""
    return has_role(actor, CASE_ROLES)


def can_receive_referrals(actor: Actor | None) -> bool:
    """Whether the actor answers referrals on behalf of the institution."""
    return has_role(actor, RECEIVER_ROLES)
