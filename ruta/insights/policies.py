"""Who may open the rows behind a figure?"""

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor

FIGURE_ROLES = {*CASE_ROLES, Role.CENTRAL_COORDINATION, Role.OBSERVATORY_ANALYST, Role.ME_FOCAL_POINT, Role.TERRITORIAL_OFFICER,
                Role.PARTNER_OFFICER, Role.BROKER, Role.AUDITOR}  # fmt: skip


def can_open_rows(actor: Actor | None, institution_id: int) -> bool:
    """Whoever carries cases opens the rows of their own institution; nobody opens those of another."""
    return actor is not None and actor.institution_id == institution_id and has_role(actor, CASE_ROLES)
