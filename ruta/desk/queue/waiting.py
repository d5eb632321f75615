"""How many things wait, for the frame around every page? Remembered from the last look at the queue, for a few minutes."""

from collections.abc import Sequence
from time import time

from django.core.cache import cache

from ruta.base.context import Actor
from ruta.desk.queue.tasks import Kind, Task

SECONDS = 600
Kept = tuple[dict[str, int], float]
NONE: Kept = ({}, 0.0)


def remember(actor: Actor, tasks: Sequence[Task]) -> None:
    """Keep the counts of this membership, numbers only. Every look at the queue passes here, so the same counts are not written again."""
    counts = {"desk:queue": len(tasks), "desk:inbox": sum(task.kind == Kind.REFERRAL for task in tasks)}
    kept, until = cache.get(_key(actor), NONE)
    if kept != counts or until - time() < SECONDS / 2:
        cache.set(_key(actor), (counts, time() + SECONDS), SECONDS)


def waiting(actor: Actor | None) -> dict[str, int]:
    """The counts by place of the navigation; empty when the queue was not opened lately."""
    return cache.get(_key(actor), NONE)[0] if actor else {}


def _key(actor: Actor) -> str:
    return f"waiting-{actor.membership_id}"
