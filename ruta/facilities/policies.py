"""Who says what an office lacks, who pays for it, and who receives it?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.directory.models import Office
from ruta.directory.selectors import is_address_confidential

BUYER_ROLES = frozenset({Role.CENTRAL_COORDINATION, Role.ADMINISTRATOR})
"""Who gives a budget and buys."""
KEEPER_ROLES = BUYER_ROLES | {Role.OFFICE_COORDINATOR, Role.TERRITORIAL_OFFICER}
"""Who looks at an office, receives what comes and keeps it up."""
READER_ROLES = KEEPER_ROLES | {Role.ME_FOCAL_POINT, Role.AUDITOR, Role.OBSERVATORY_ANALYST}


def can_keep(actor: Actor | None, office: Office | None = None) -> bool:
    """Whether the actor writes about an office: of the own institution."""
    return has_role(actor, KEEPER_ROLES) and actor is not None and (office is None or office.institution_id == actor.institution_id)


def can_look(actor: Actor | None, office: Office) -> bool:
    """Whether the actor may see pictures of an office and in which municipality it lies: of a shelter, its own institution alone."""
    return actor is not None and (office.institution_id == actor.institution_id or not is_address_confidential(office))


def demand_looking(actor: Actor, office: Office) -> None:
    """Refuse whoever would learn from a picture where a shelter is."""
    if not can_look(actor, office):
        raise Refused(_("El lugar de esta oficina es reservado: su equipamiento lo ve su institución."))


def can_buy(actor: Actor | None, office: Office) -> bool:
    """Whether the actor gives a budget and buys for an office."""
    return has_role(actor, BUYER_ROLES) and actor is not None and office.institution_id == actor.institution_id


def demand_keeping(actor: Actor, office: Office) -> None:
    """Refuse whoever does not look after this office; the machine may on behalf of its institution."""
    if not (actor.kind == "system" and office.institution_id == actor.institution_id) and not can_keep(actor, office):
        raise Refused(_("Esta oficina la lleva otra institución, o su rol no la cambia. Pídalo a quien la coordina."))


def demand_buying(actor: Actor, office: Office) -> None:
    """Refuse whoever does not hold the purse."""
    if not (actor.kind == "system" and office.institution_id == actor.institution_id) and not can_buy(actor, office):
        raise Refused(_("El presupuesto y la compra los anota coordinación central. Pídalo ahí."))
