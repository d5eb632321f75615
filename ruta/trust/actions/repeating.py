"""Was this call made already under the same key? Its first answer is kept for a day and given again, instead of doing it twice."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.trust.errors import KeyReused
from ruta.trust.models import Client, KeptAnswer

KEPT = timedelta(hours=24)
Told = Mapping[str, Any]


@action
def claim_key(*, actor: Actor, client: Client, key: str, fingerprint: str) -> Told | None:
    """Take the key, or give the answer that stands under it. A second call waits here until the first has ended."""
    row, is_new = KeptAnswer.objects.get_or_create(
        client=client, key=key, defaults={"owner_institution_id": client.institution_id, "fingerprint": fingerprint}
    )
    del actor
    if row.fingerprint != fingerprint:
        raise KeyReused("This Idempotency-Key was used for another request: use a new one for each.")
    return None if is_new else row.answer


@action
def keep_answer(*, actor: Actor, client: Client, key: str, answer: Told) -> None:
    """Keep what was answered, sealed."""
    row = KeptAnswer.objects.get(client=client, key=key, owner_institution_id=actor.institution_id)
    row.answer = dict(answer)
    row.save(update_fields=["answer"])


@action
def forget_answers(*, actor: Actor) -> int:
    """After a day nobody tries again; of the actor's institution."""
    return KeptAnswer.objects.filter(owner_institution_id=actor.institution_id, kept_at__lt=now() - KEPT).delete()[0]
