"""Who arranges courses for staff, who gives workshops to persons, and who reads of them?"""

from collections.abc import Collection

from django.utils.translation import gettext as _

from ruta.accounts.enums import SEES_STRICT, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.taxonomy.selectors import is_reserved
from ruta.training.enums import Audience

STAFF_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION, Role.ADMINISTRATOR, Role.ME_FOCAL_POINT})
"""Who trains the staff."""
PERSON_ROLES = (
    frozenset({Role.COUNSELLOR, Role.BROKER, Role.OFFICE_COORDINATOR, Role.TERRITORIAL_OFFICER, Role.PARTNER_OFFICER}) | SEES_STRICT
)
"""Who gives workshops; they read who sits in them. Those of a reserved service protection gives alone: its name says why somebody came."""
KEEPER_ROLES = STAFF_ROLES | PERSON_ROLES
READER_ROLES = KEEPER_ROLES | {Role.AUDITOR, Role.OBSERVATORY_ANALYST}


def can_keep(actor: Actor | None, audience: str, service: str = "") -> bool:
    """Whether the actor arranges courses of this audience and service."""
    return _may(actor, audience, service, STAFF_ROLES)


def can_read_names(actor: Actor | None, audience: str, service: str = "") -> bool:
    """Whether the actor reads who sits in it: of staff whoever reads courses, of persons whoever gives workshops."""
    return _may(actor, audience, service, READER_ROLES)


def sees_reserved(actor: Actor) -> bool:
    """Whether courses of a reserved service are there for the actor: protection, and the machine."""
    return actor.kind == "system" or actor.sees_strict


def _may(actor: Actor | None, audience: str, service: str, of_staff: Collection[Role]) -> bool:
    if audience == Audience.STAFF:
        return has_role(actor, of_staff)
    return has_role(actor, PERSON_ROLES) and actor is not None and (actor.sees_strict or not is_reserved(service))


def demand_keeping(actor: Actor, audience: str, service: str = "") -> None:
    """Refuse whoever does not arrange courses of this audience and service; the machine may on behalf of its institution."""
    if actor.kind == "system" or can_keep(actor, audience, service):
        return
    if audience != Audience.STAFF and is_reserved(service):
        raise Refused(_("Este taller es de un servicio reservado: lo da y lo lee protección. Pídaselo a esas personas."))
    if audience == Audience.STAFF:
        raise Refused(_("La capacitación del personal la lleva coordinación. Pídalo a quien coordina su oficina."))
    raise Refused(_("Los talleres los dan orientación, intermediación y gestión territorial. Pídalo a esas personas."))
