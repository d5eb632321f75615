"""Who may make one record of two, and part them again?"""

from ruta.accounts.enums import Role
from ruta.accounts.policies import demand_role, has_role
from ruta.base.context import Actor

MERGE_ROLES = frozenset({Role.COUNSELLOR, Role.OFFICE_COORDINATOR, Role.DATA_STEWARD})
PART_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.DATA_STEWARD})


def demand_merge(actor: Actor) -> None:
    """Refuse who neither registers nor cares for the data."""
    demand_role(actor, MERGE_ROLES)


def demand_part(actor: Actor) -> None:
    """Refuse who answers neither for an office nor for the data."""
    demand_role(actor, PART_ROLES)


def can_part(actor: Actor | None) -> bool:
    """Whether the actor may undo a merge."""
    return has_role(actor, PART_ROLES)
