"""Who may say whether two records are one person, join them, and part them again?"""

from ruta.accounts.enums import Role
from ruta.accounts.policies import demand_role, has_role
from ruta.accounts.selectors import has_staff
from ruta.base.context import Actor

DUPLICATE_ROLES = frozenset({Role.COUNSELLOR, Role.OFFICE_COORDINATOR, Role.DATA_STEWARD})
STEWARD_ROLES = frozenset({Role.DATA_STEWARD})


def can_decide(actor: Actor | None) -> bool:
    """Those who register and those who care for the data."""
    return has_role(actor, DUPLICATE_ROLES)


def demand_decide(actor: Actor) -> None:
    """Refuse who neither registers nor cares for the data."""
    demand_role(actor, DUPLICATE_ROLES)


def may_approve(actor: Actor, proposed_by_id: int | None) -> bool:
    """Two pairs of eyes: who proposed does not approve, unless nobody else of the institution could."""
    if not has_role(actor, STEWARD_ROLES):
        return False
    others = has_staff(actor.institution_id or 0, STEWARD_ROLES, but=actor.user_id)
    return proposed_by_id != actor.user_id or not others
