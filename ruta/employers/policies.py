"""Who keeps employers, who moderates vacancies, and what may an employer do behind its link?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused

BROKER_ROLES = frozenset({Role.BROKER, Role.OFFICE_COORDINATOR})
"""Who registers employers, writes vacancies and moderates those of others."""
READER_ROLES = BROKER_ROLES | {Role.COUNSELLOR, Role.TERRITORIAL_OFFICER, Role.OBSERVATORY_ANALYST, Role.CENTRAL_COORDINATION}
"""Who reads employers and vacancies at the desk."""
PROSPECTOR_ROLES = BROKER_ROLES | {Role.TERRITORIAL_OFFICER}
"""Who visits employers, asks what they expect and keeps chambers."""
DOOR_ROLES = PROSPECTOR_ROLES | {Role.COUNSELLOR, Role.RECEPTIONIST}
"""Who checks people in at a fair and notes who talked to whom."""
EMPLOYER_VERBS = frozenset({"refresh", "withdraw", "ended"})
"""What an employer does with its own vacancy behind its link, besides proposing and correcting one."""


def can_keep_employers(actor: Actor | None) -> bool:
    """Whether the actor registers employers and carries vacancies."""
    return has_role(actor, BROKER_ROLES)


def demand_keeping(actor: Actor) -> None:
    """Refuse whoever does not carry employers and vacancies; the machine may."""
    if actor.kind != "system" and not can_keep_employers(actor):
        raise Refused(_("Su rol en esta oficina no cambia empleadores ni vacantes. Pídalo a intermediación."))


def can_prospect(actor: Actor | None) -> bool:
    """Whether the actor plans visits and asks employers what they expect."""
    return has_role(actor, PROSPECTOR_ROLES)


def demand_prospecting(actor: Actor) -> None:
    """Refuse whoever does not visit employers; the machine may."""
    if actor.kind != "system" and not can_prospect(actor):
        raise Refused(_("Su rol en esta oficina no visita empleadores. Pídalo a intermediación o a gestión territorial."))


def can_keep_the_door(actor: Actor | None) -> bool:
    """Whether the actor checks people in at a fair."""
    return has_role(actor, DOOR_ROLES)


def demand_door(actor: Actor) -> None:
    """Refuse whoever does not work at fairs; the machine may."""
    if actor.kind != "system" and not can_keep_the_door(actor):
        raise Refused(_("Su rol en esta oficina no atiende ferias. Pídalo a intermediación."))


def demand_step(actor: Actor, verb: str) -> None:
    """Refuse a verb that this actor may not do: an employer refreshes and withdraws, the rest is the institution's."""
    if actor.kind == "employer" and verb in EMPLOYER_VERBS:
        return
    demand_keeping(actor)


def demand_other_eyes(actor: Actor, author_id: int | None) -> None:
    """Nobody publishes what they wrote themselves."""
    if actor.user_id is not None and actor.user_id == author_id:
        raise Refused(_("Usted escribió esta vacante. Pida a otra persona de la oficina que la revise y la publique."))
