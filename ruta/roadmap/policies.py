"""Who may read plans, and who may change them?"""

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor

READER_ROLES = frozenset(Role)  # a plan holds no personal data
EDITOR_ROLES = frozenset({Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT, Role.ADMINISTRATOR})


def can_edit_plans(actor: Actor | None) -> bool:
    """Central coordination, the focal point of monitoring and the administrator."""
    return has_role(actor, EDITOR_ROLES)


def can_load_plans(actor: Actor) -> bool:
    """Whoever edits them, and the machine's operator."""
    return actor.kind == "system" or can_edit_plans(actor)
