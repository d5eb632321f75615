"""How many things wait, for the frame around every page? Remembered from the last look at the queue, for a few minutes."""

from collections.abc import Sequence

from django.core.cache import cache

from ruta.base.context import Actor
from ruta.desk.queue.tasks import Kind, Task

SECONDS = 600


def remember(actor: Actor, tasks: Sequence[Task]) -> None:
    """Keep the counts of this membership; numbers only."""
    referrals = sum(task.kind == Kind.REFERRAL for task in tasks)
    cache.set(_key(actor), {"desk:queue": len(tasks), "desk:inbox": referrals}, SECONDS)


def waiting(actor: Actor | None) -> dict[str, int]:
    """The counts by place of the navigation; empty when the queue was not opened lately."""
    return cache.get(_key(actor), {}) if actor else {}


def _key(actor: Actor) -> str:
    return f"waiting-{actor.membership_id}"
