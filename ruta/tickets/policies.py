"""Who gives numbers, who calls them, and who sets up the waiting room?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import RECEIVER_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import NotFound, Refused

WINDOW_ROLES = RECEIVER_ROLES | {Role.RECEPTIONIST}
ROOM_ROLES = {Role.OFFICE_COORDINATOR}


def demand_calling(actor: Actor) -> None:
    """Refuse whoever does not work at a window."""
    if not has_role(actor, WINDOW_ROLES):
        raise Refused(_("Su rol en esta oficina no llama turnos. Pídalo a quien coordina."))


def demand_arranging(actor: Actor) -> None:
    """Refuse whoever does not coordinate the office."""
    if not has_role(actor, ROOM_ROLES):
        raise Refused(_("Solo quien coordina la oficina cambia filas, ventanillas y pantallas."))


def demand_giving(actor: Actor) -> None:
    """A number is given by a kiosk of the office or by its staff."""
    if actor.kind != "device" and not has_role(actor, WINDOW_ROLES):
        raise Refused(_("Su rol en esta oficina no da turnos. Pídalo a recepción."))


def demand_here(actor: Actor, office_id: int) -> None:
    """Another office's waiting room is none of one's own, also in the same institution."""
    if actor.kind == "staff" and actor.office_id != office_id:
        raise NotFound(_("Eso no es de esta oficina. Vuelva a los turnos."))
