"""Who registers the systems of institutions, and who reads the log of what they asked?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused

KEEPERS = frozenset({Role.ADMINISTRATOR})
OVERSEERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.PRIVACY_OFFICER})


def demand_keeper(actor: Actor) -> None:
    """Administrators, and whoever has the machine."""
    if actor.kind != "system" and not has_role(actor, KEEPERS):
        raise Refused(_("Los sistemas de otras instituciones los registra quien administra. Pídalo a administración."))
