"""Who declares the sources of other institutions, who reads them, and who looks at what came?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused

HANDLERS = frozenset({Role.DATA_STEWARD, Role.OFFICE_COORDINATOR})
"""They see rows of persons in a preview and in quarantine, as with a file that they load."""


def is_handler(actor: Actor) -> bool:
    """Whoever cares for the data or coordinates, and the machine for an institution."""
    return has_role(actor, HANDLERS) or (actor.kind == "system" and actor.institution_id is not None)


def demand_handler(actor: Actor) -> None:
    """Refuse with a sentence."""
    if not is_handler(actor):
        raise Refused(_("Las fuentes de otras instituciones las maneja quien cuida los datos o quien coordina. Pídalo a quien coordina."))


def machine_for(actor: Actor) -> Actor:
    """The machine that reads on behalf of whoever may ask for it: what it writes still names the user."""
    demand_handler(actor)
    return Actor(kind="system", institution_id=actor.institution_id, user_id=actor.user_id, office_id=actor.office_id, reason="feed row")
