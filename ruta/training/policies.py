"""Who arranges courses for staff, who gives workshops to persons, and who reads of them?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.training.enums import Audience

STAFF_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION, Role.ADMINISTRATOR, Role.ME_FOCAL_POINT})
"""Who trains the staff."""
PERSON_ROLES = frozenset({Role.COUNSELLOR, Role.BROKER, Role.OFFICE_COORDINATOR, Role.TERRITORIAL_OFFICER, Role.PARTNER_OFFICER})
"""Who gives workshops; they read who sits in them."""
KEEPER_ROLES = STAFF_ROLES | PERSON_ROLES
READER_ROLES = KEEPER_ROLES | {Role.AUDITOR, Role.OBSERVATORY_ANALYST}


def can_keep(actor: Actor | None, audience: str) -> bool:
    """Whether the actor arranges courses of this audience."""
    return has_role(actor, STAFF_ROLES if audience == Audience.STAFF else PERSON_ROLES)


def can_read_names(actor: Actor | None, audience: str) -> bool:
    """Whether the actor reads who sits in it: of staff whoever reads courses, of persons whoever gives workshops."""
    return has_role(actor, READER_ROLES if audience == Audience.STAFF else PERSON_ROLES)


def demand_keeping(actor: Actor, audience: str) -> None:
    """Refuse whoever does not arrange courses of this audience; the machine may on behalf of its institution."""
    if actor.kind == "system" or can_keep(actor, audience):
        return
    if audience == Audience.STAFF:
        raise Refused(_("La capacitación del personal la lleva coordinación. Pídalo a quien coordina su oficina."))
    raise Refused(_("Los talleres los dan orientación, intermediación y gestión territorial. Pídalo a esas personas."))
