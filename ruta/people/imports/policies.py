"""Who may bring persons from a file?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused

IMPORT_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.DATA_STEWARD, Role.COUNSELLOR})


def can_import(actor: Actor | None) -> bool:
    """Those who register persons, those who care for the data, and the command line."""
    return has_role(actor, IMPORT_ROLES) or (actor is not None and actor.kind == "system" and actor.institution_id is not None)


def demand_import(actor: Actor | None) -> None:
    """Refuse with a sentence."""
    if not can_import(actor):
        raise Refused(
            _("Traer personas de un archivo corresponde a coordinación, a quien cuida los datos o a orientación. Pídalo a quien coordina.")
        )
