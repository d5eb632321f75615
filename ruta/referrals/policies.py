"""On which side of a referral does somebody stand, and what may they see of a protected one?"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.directory.models import Service
from ruta.referrals.enums import Side
from ruta.referrals.models import Referral
from ruta.referrals.rules import ROLES
from ruta.taxonomy.selectors import need as coded_need
from ruta.taxonomy.selectors import service_type

CASEWORKER = "counsellor"
PARTNER, PERSON, SYSTEM = "partner_officer", "person", "system"
RESTRICTED = "restricted"  # stands for a reason that the other side does not read


@dataclass(frozen=True, slots=True)
class Standing:
    """The side of an actor and the role that the table reads."""

    side: Side
    role: str


def side_of(actor: Actor, referral: Referral) -> Standing:
    """Where the actor stands; whoever stands nowhere is refused. Row security has asked the same before."""
    if actor.kind == "person" and actor.referral_id == referral.pk:
        return Standing(Side.PERSON, PERSON)
    if actor.kind == "partner" and actor.referral_id == referral.pk:
        return Standing(Side.RECEIVER, PARTNER)
    if actor.institution_id == referral.owner_institution_id:
        return Standing(Side.SYSTEM, SYSTEM) if actor.kind == "system" else Standing(Side.SENDER, actor.role)
    if actor.institution_id == referral.receiver_id:
        return Standing(Side.RECEIVER, PARTNER if actor.kind == "system" else actor.role)
    raise Refused(_("Esta derivación es entre otras instituciones. Vuelva a su bandeja."))


def on_behalf(actor: Actor, referral: Referral) -> Standing:
    """Where the actor stands; the machine of the sender stands for whoever carries the case."""
    place = side_of(actor, referral)
    return Standing(Side.SENDER, CASEWORKER) if place.side is Side.SYSTEM else place


def can_refer(actor: Actor | None) -> bool:
    """Whether the role sends referrals."""
    return actor is not None and actor.kind == "staff" and actor.role in ROLES[Side.SENDER]


def can_answer(actor: Actor | None) -> bool:
    """Whether the role answers referrals on behalf of the institution."""
    return actor is not None and actor.kind == "staff" and actor.role in ROLES[Side.RECEIVER]


def can_read(actor: Actor | None) -> bool:
    """Whether the role opens referrals at all; row security decides which."""
    return can_refer(actor) or can_answer(actor)


def can_open(actor: Actor, referral: Referral) -> bool:
    """Whether the actor may open one: of a protected one the sender shows reason and provider to named roles only."""
    if not referral.is_protected or actor.kind != "staff":
        return True
    return actor.sees_strict or actor.institution_id == referral.receiver_id


def demand_open(actor: Actor, referral: Referral) -> None:
    """Refuse with a sentence whoever may not open a protected referral."""
    if not can_open(actor, referral):
        raise Refused(_("Es una derivación protegida: la ve responsable de protección. Pregúntele lo que necesite saber."))


def is_reserved(service: Service) -> bool:
    """Whether the service alone says what is reserved: it answers strict needs and nothing else."""
    needs = service_type(service.service_type).needs
    return bool(needs) and all(coded_need(code).sensitivity == "strict" for code in needs)


def demand_named(actor: Actor, service: Service) -> None:
    """Refuse with a sentence whoever may not refer to a service that says what is reserved."""
    if is_reserved(service) and not (actor.sees_strict or actor.kind == "system"):
        raise Refused(_("Ese servicio atiende necesidades protegidas: lo deriva responsable de protección."))


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    """The referrals of either side of the actor's institution; row security narrows the rest."""
    return Referral.objects.all() if can_read(actor) else Referral.objects.none()
