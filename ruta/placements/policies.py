"""Who keeps the profiles of who looks for work, and who reads them?"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.placements.models import SeekerProfile

SEEKER_ROLES = CASE_ROLES | {Role.BROKER}


def can_keep_profiles(actor: Actor | None) -> bool:
    """Whether the role completes profiles with persons; the machine drafts them."""
    return actor is not None and (actor.kind == "system" or has_role(actor, SEEKER_ROLES))


def demand_keeping(actor: Actor, owner_institution_id: int) -> None:
    """Refuse with a sentence whoever may not change this profile."""
    if not can_keep_profiles(actor):
        raise Refused(_("Su rol en esta oficina no lleva perfiles laborales. Pídalo a orientación o a intermediación."))
    if actor.institution_id != owner_institution_id:
        raise Refused(_("Este perfil lo lleva otra institución: usted puede leer lo permitido, y pedirle a ella los cambios."))


def visible_profiles(actor: Actor) -> QuerySet[SeekerProfile]:
    """The profiles of the actor's own institution; row security narrows the rest."""
    if not can_keep_profiles(actor):
        return SeekerProfile.objects.none()
    return SeekerProfile.objects.filter(owner_institution_id=actor.institution_id)
