"""How is written down what the system of the other side has of a referral, and what was heard of it?"""

from django.db.models.functions import Now

from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.referrals.actions.hearing import Heard, hear_step
from ruta.referrals.models import Referral, ReferralMirror
from ruta.trust.models import Client


@action
def begin_mirror(*, actor: Actor, referral_id: int, client: Client) -> ReferralMirror:
    """From now on the other side's system has it too, or is about to."""
    referral = Referral.objects.get(pk=referral_id, owner_institution_id=actor.institution_id)
    row, _is_new = ReferralMirror.objects.get_or_create(
        referral=referral,
        defaults={
            "owner_institution_id": referral.owner_institution_id, "receiver_id": referral.receiver_id, "client": client, "began_here": True,
        },
    )  # fmt: skip
    return row


@action
def note_mirror(*, actor: Actor, mirror: ReferralMirror, remote_id: str = "", number: str = "", told: int = 0, trouble: str = "") -> None:
    """How it is called there, which step they have, or why it does not go on."""
    del actor
    mirror.remote_id, mirror.number = remote_id or mirror.remote_id, number or mirror.number
    mirror.told, mirror.trouble = max(mirror.told, told), trouble
    mirror.looked_at = Now()
    mirror.save(update_fields=["remote_id", "number", "told", "trouble", "looked_at"])


@action
def hear_mirrored(*, actor: Actor, mirror_id: int, number: int, heard: Heard | None, trouble: str = "") -> bool:
    """Take one of their steps and count it, both or neither; one that was counted is not taken again."""
    mirror = ReferralMirror.objects.select_for_update().get(pk=mirror_id)
    if number <= mirror.heard:
        return False
    if heard is not None:
        hear_step(actor=actor, referral_id=mirror.referral_id, heard=heard)
    mirror.heard, mirror.trouble, mirror.looked_at = number, trouble, Now()
    mirror.save(update_fields=["heard", "trouble", "looked_at"])
    return heard is not None
