"""Who books, and who marks what came of an appointment?"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ruta.accounts.enums import RECEIVER_ROLES, SEES_STRICT, Role
from ruta.accounts.policies import has_role
from ruta.agenda.models import Appointment
from ruta.base.context import Actor
from ruta.base.errors import NotOpen, Refused
from ruta.directory.models import Office
from ruta.people.selectors import blocked

AGENDA_ROLES = RECEIVER_ROLES | {Role.RECEPTIONIST}
BY_LINK = ("partner", "person")
UNSAFE = lazy("Ese lugar no es seguro para la persona. Cítela en otro, o hable con protección.")
# Who says when an office receives.
KEEPER_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.PARTNER_OFFICER, *SEES_STRICT})
# Who sends a team to a community and answers for the day that was announced.
ANNOUNCER_ROLES = frozenset({Role.TERRITORIAL_OFFICER, Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION})
VISIT_READER_ROLES = AGENDA_ROLES | ANNOUNCER_ROLES | {Role.ME_FOCAL_POINT, Role.OBSERVATORY_ANALYST, Role.AUDITOR, Role.ADMINISTRATOR}


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


def demand_side(actor: Actor, appointment: Appointment) -> None:
    """Refuse whoever neither gave nor receives it; the holder of a link was let in by row security."""
    if actor.kind not in BY_LINK and actor.institution_id not in (appointment.host_id, appointment.owner_institution_id):
        raise Refused(_("Esta cita es de otras instituciones."))


def can_keep_agendas(actor: Actor | None) -> bool:
    """Whether the role says when its office receives."""
    return has_role(actor, KEEPER_ROLES)


def demand_keeping(actor: Actor) -> None:
    """Refuse whoever does not say when the office receives."""
    if not can_keep_agendas(actor):
        raise Refused(_("Los horarios los cambia quien coordina la oficina. Pídaselo."))


def demand_reserved(actor: Actor, *, is_reserved: bool) -> None:
    """Refuse whoever may not even read the name of a reserved service."""
    if is_reserved and not actor.sees_strict:
        raise Refused(_("Esa agenda es reservada: la cambia responsable de protección."))


def can_announce(actor: Actor | None) -> bool:
    """Whether the role announces visits of its institution, and says what became of them."""
    return has_role(actor, ANNOUNCER_ROLES)


def demand_announcing(actor: Actor) -> None:
    """Refuse whoever sends no team."""
    if not can_announce(actor):
        raise Refused(_("Las visitas las anuncia gestión territorial o quien coordina. Pídaselo."))


def demand_safe(person_id: int, office: Office) -> None:
    """Refuse a place that is a danger to the person, as far as the actor may know of it; the database knows it always."""
    if blocked(person_id, office=office):
        raise NotOpen(UNSAFE)
