"""Who receives and keeps dossiers, who decides them, and who only reads?"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.permits.enums import Hand, Party
from ruta.permits.models import Dossier

KEEPER_ROLES = frozenset({Role.PERMITS_OFFICER, Role.LEGAL_OFFICER})
"""Who receives, checks papers, observes, visits and supervises."""
DECIDER_ROLES = frozenset({Role.CENTRAL_COORDINATION, Role.LEGAL_OFFICER})
"""Who grants, denies, answers appeals, suspends and revokes; nobody what they received themselves."""
READER_ROLES = KEEPER_ROLES | DECIDER_ROLES
HANDS = {Hand.KEEPER: KEEPER_ROLES, Hand.DECIDER: DECIDER_ROLES}


def can_keep(actor: Actor | None) -> bool:
    """Whether the actor receives and keeps dossiers."""
    return has_role(actor, KEEPER_ROLES)


def can_decide(actor: Actor | None) -> bool:
    """Whether the actor decides dossiers and certificates."""
    return has_role(actor, DECIDER_ROLES)


def demand_hand(actor: Actor, hand: Hand) -> None:
    """Refuse whoever's role does not do this; the machine and an applicant are asked elsewhere."""
    if actor.kind == "system" or has_role(actor, HANDS[hand]):
        return
    if hand == Hand.DECIDER:
        raise Refused(_("Su rol no decide trámites ni certificados. Lo hace quien coordina o la asesoría legal."))
    raise Refused(_("Su rol no lleva trámites. Pídalo a quien atiende agentes y autorizaciones."))


def has_other_eyes(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor neither received the dossier nor decided it before: an appeal too is read by somebody else."""
    return actor.user_id is None or actor.user_id not in {dossier.received_by_id, dossier.decided_by_id}


def party_of(actor: Actor, dossier: Dossier) -> Party:
    """On whose behalf the actor speaks; whoever stands nowhere is refused. Row security has asked the same before."""
    if actor.kind == "applicant" and actor.dossier_id == dossier.pk:
        return Party.APPLICANT
    if actor.institution_id == dossier.owner_institution_id and (actor.kind == "system" or has_role(actor, READER_ROLES)):
        return Party.DESK
    raise Refused(_("Su rol no lleva trámites. Pídalo a quien atiende agentes y autorizaciones."))


def visible_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers of the actor's institution; row security narrows the rest."""
    if actor.kind != "system" and not has_role(actor, READER_ROLES):
        return Dossier.objects.none()
    return Dossier.objects.filter(owner_institution_id=actor.institution_id or 0)
