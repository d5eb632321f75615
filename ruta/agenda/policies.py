"""Who books, and who marks what came of an appointment?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import RECEIVER_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.agenda.models import Appointment
from ruta.base.context import Actor
from ruta.base.errors import Refused

AGENDA_ROLES = RECEIVER_ROLES | {Role.RECEPTIONIST}
BY_LINK = ("partner", "person")


def can_use_agenda(actor: Actor | None) -> bool:
    """Whether the role works with the agenda of its office."""
    return has_role(actor, AGENDA_ROLES)


def demand_booking(actor: Actor) -> None:
    """Refuse whoever does not book: staff of an office, the machine, and the holder of a signed link for their own referral."""
    if actor.kind not in ("system", *BY_LINK) and not can_use_agenda(actor):
        raise Refused(_("Su rol en esta oficina no da citas. Pídalo a recepción o a quien coordina."))


def demand_marking(actor: Actor, appointment: Appointment) -> None:
    """Only the office that receives says who came; that the person cannot come is heard on both sides."""
    demand_booking(actor)
    if actor.kind in BY_LINK:
        return
    if actor.institution_id != appointment.host_id:
        raise Refused(_("La cita es en otra institución: ella marca si la persona llegó."))
