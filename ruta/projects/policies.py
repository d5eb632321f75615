"""Who reads the bank, who keeps an entry, and who says what should become of a project?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.projects.models import Project

EVERYWHERE = frozenset({Role.CENTRAL_COORDINATION, Role.ADMINISTRATOR})
"""Who keeps the entries of every institution."""
KEEPER_ROLES = EVERYWHERE | {Role.TERRITORIAL_OFFICER, Role.OFFICE_COORDINATOR, Role.PARTNER_OFFICER, Role.ME_FOCAL_POINT}
JUDGE_ROLES = EVERYWHERE | {Role.ME_FOCAL_POINT}
"""Who says whether a project is new, adjusted, continued or closed."""
READER_ROLES = KEEPER_ROLES | {Role.COUNSELLOR, Role.BROKER, Role.OBSERVATORY_ANALYST, Role.AUDITOR}


def can_keep(actor: Actor | None, project: Project | None = None) -> bool:
    """Whether the actor writes this entry, or a new one of the own institution."""
    if not has_role(actor, KEEPER_ROLES) or actor is None:
        return False
    return project is None or actor.role in EVERYWHERE or project.institution_id == actor.institution_id


def demand_keeping(actor: Actor, project: Project | None = None) -> None:
    """Refuse whoever does not keep it; the machine may on behalf of its institution."""
    if actor.kind == "system" and (project is None or project.institution_id == actor.institution_id):
        return
    if not can_keep(actor, project):
        raise Refused(_("Este proyecto lo mantiene otra institución, o su rol no lo cambia. Pídalo a coordinación central."))


def can_judge(actor: Actor | None) -> bool:
    """Whether the actor says what should become of a project."""
    return has_role(actor, JUDGE_ROLES)


def demand_judging(actor: Actor) -> None:
    """Refuse whoever does not speak for the driving team."""
    if not can_judge(actor):
        raise Refused(_("El dictamen lo dan coordinación central, monitoreo y administración. Pídalo a esas personas."))
