"""Who takes work along, who decides about what came back, and who may have a device emptied?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import NotFound, Refused
from ruta.field.models import Device, Sent

FIELD_ROLES = CASE_ROLES
COORDINATES = {Role.OFFICE_COORDINATOR}


def demand_field(actor: Actor) -> None:
    """Refuse whoever does not carry cases."""
    if not has_role(actor, FIELD_ROLES):
        raise Refused(_("Su rol en esta oficina no lleva trabajo al campo. Cambie de rol en el menú."))


def can_print(actor: Actor) -> bool:
    """The coordination of the office, which answers for how many forms are out there."""
    return has_role(actor, COORDINATES)


def demand_printing(actor: Actor) -> None:
    """Refuse whoever does not coordinate the office."""
    if not can_print(actor):
        raise Refused(_("Los formularios en papel los imprime la coordinación de la oficina."))


def can_decide(actor: Actor, sent: Sent) -> bool:
    """Whoever wrote it down, and the coordination of the office, which sees nobody stuck."""
    return sent.user_id == actor.user_id or (has_role(actor, COORDINATES) and sent.office_id == actor.office_id)


def demand_deciding(actor: Actor, sent: Sent | None) -> Sent:
    """The thing to decide about; whether another's exists is not said."""
    if sent is None or not has_role(actor, FIELD_ROLES) or not can_decide(actor, sent):
        raise NotFound(_("Ese envío no está entre los suyos. Recargue la lista."))
    return sent


def demand_device(actor: Actor, device: Device | None) -> Device:
    """A device of one's own, or of one's office when one coordinates it."""
    is_mine = device is not None and device.user_id == actor.user_id
    coordinates = device is not None and has_role(actor, COORDINATES) and device.office_id == actor.office_id
    if device is None or not (is_mine or coordinates):
        raise NotFound(_("Ese aparato no está entre los suyos. Recargue la lista."))
    return device
