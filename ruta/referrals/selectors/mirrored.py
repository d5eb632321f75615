"""What does a system of the other side read of a referral, and which steps has it not heard yet?"""

from collections.abc import Collection

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from ruta.referrals.enums import ReferralState, ReferralVerb, Side
from ruta.referrals.models import Referral, ReferralMirror, ReferralPacket, ReferralStep

VERBS = frozenset(ReferralVerb)
BESIDE = ("owner_institution", "receiver", "service", "sender_office", "appointment__office", "rerouted_from")


def referrals_between(institution_id: int, others: Collection[int], purpose: str) -> QuerySet[Referral]:
    """Those sent for a purpose between an institution and some others. A protected one is handed over by people alone."""
    sides = Q(receiver=institution_id, owner_institution__in=others) | Q(owner_institution=institution_id, receiver__in=others)
    last = ReferralStep.objects.filter(referral=OuterRef("pk")).order_by("-pk").values("at")[:1]
    rows = Referral.objects.filter(sides, purpose=purpose, is_protected=False).exclude(state=ReferralState.DRAFT)
    rows = rows.select_related(*BESIDE)
    return rows.annotate(changed_at=Coalesce(last, F("state_since")))


def steps_of(referral_id: int) -> list[ReferralStep]:
    """The verbs of both sides, the oldest first; what the ladder of escalation wrote stays inside."""
    return list(ReferralStep.objects.filter(referral=referral_id, verb__in=VERBS).order_by("pk"))


def last_steps(ids: Collection[int]) -> dict[int, ReferralStep]:
    """The last step of each."""
    rows = ReferralStep.objects.filter(referral__in=ids, verb__in=VERBS).order_by("referral", "-pk").distinct("referral")
    return {row.referral_id: row for row in rows}


def last_packets(ids: Collection[int]) -> dict[int, ReferralPacket]:
    """The last sealed packet of each, as far as row security shows it."""
    rows = ReferralPacket.objects.filter(referral__in=ids).order_by("referral", "-pk").distinct("referral")
    return {row.referral_id: row for row in rows}


def referral_here(referral_id: int) -> Referral | None:
    """A referral with everything that is told of it."""
    rows = Referral.objects.select_related(*BESIDE, "person")
    return rows.filter(pk=referral_id).first()


def arrived(referral_id: int) -> bool:
    """Whether it came from another system."""
    return ReferralMirror.objects.filter(referral=referral_id, began_here=False).exists()


def mirror_of(referral_id: int) -> ReferralMirror | None:
    """How the referral is known in the other system."""
    return ReferralMirror.objects.select_related("client", "referral").filter(referral=referral_id).first()


def mirror_called(client_id: int, remote_id: str) -> ReferralMirror | None:
    """The referral that the system calls so."""
    return ReferralMirror.objects.select_related("client", "referral").filter(client=client_id, remote_id=remote_id).first()


def untold_steps(mirror: ReferralMirror) -> list[ReferralStep]:
    """What the sender's side did here since the other system heard last; the first sending is the Task itself."""
    rows = ReferralStep.objects.filter(referral=mirror.referral_id, pk__gt=mirror.told, verb__in=VERBS - {ReferralVerb.SEND})
    return list(rows.exclude(side=Side.RECEIVER).order_by("pk"))


def open_mirrors(institution_id: int) -> list[int]:
    """What the institution sent to another system and is not over: to be looked at again, should an event have been lost."""
    rows = ReferralMirror.objects.filter(owner_institution=institution_id, began_here=True)
    return list(rows.exclude(referral__closed_at__isnull=False, trouble="").order_by("pk").values_list("referral", flat=True))
