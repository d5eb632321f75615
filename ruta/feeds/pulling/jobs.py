"""Who reads a source when nobody waits for it? The worker, as the machine for one institution and on behalf of one user."""

from django.db import transaction
from procrastinate.contrib.django import app

from ruta.base.context import Actor, acting_as
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions
from ruta.feeds.actions import take_turn
from ruta.feeds.models import Source
from ruta.feeds.pulling.again import replay
from ruta.feeds.pulling.running import pull
from ruta.feeds.selectors import due_sources, source_of


def _acting(institution_id: int, user_id: int | None, reason: str) -> Actor:
    return Actor(kind="system", institution_id=institution_id, user_id=user_id, reason=reason)


# One reading at a time, with those of uploads: the worker keeps room for everything else.
@app.task(name="feeds.pull_source", queue="imports", lock="imports", pass_context=False)
def pull_source(source_id: int, institution_id: int, user_id: int | None, is_trial: bool) -> None:  # noqa: FBT001 - a job carries plain values
    """Read a source; what hinders it stands in the reading. Nothing is tried again by itself: a person sees why."""
    actor = _acting(institution_id, user_id, f"feed {source_id}")
    pull(actor=actor, source=_source(actor, source_id), is_trial=is_trial)


@app.task(name="feeds.replay_source", queue="imports", lock="imports", pass_context=False)
def replay_source(source_id: int, institution_id: int, user_id: int | None) -> None:
    """Read the waiting rows of a source again."""
    actor = _acting(institution_id, user_id, f"feed {source_id}")
    replay(actor=actor, source=_source(actor, source_id))


@app.periodic(cron="*/10 * * * *")
@app.task(name="feeds.pull_due", queue="upkeep", queueing_lock="feeds.pull_due", pass_context=False)
def pull_due(timestamp: int) -> None:
    """Ask for what is read by itself, each institution for its own."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), _pull_due)


def _pull_due(institution_id: int) -> None:
    actor = _acting(institution_id, None, "feeds on time")
    with acting_as(actor), transaction.atomic():
        for source_id in due_sources():
            if take_turn(actor=actor, source_id=source_id):
                queue_pull(source_of(source_id), actor, is_trial=False)


def queue_pull(source: Source, actor: Actor, *, is_trial: bool) -> None:
    """Ask the worker to read it; part of the caller's transaction. Ids only."""
    pull_source.defer(source_id=source.pk, institution_id=source.owner_institution_id, user_id=actor.user_id, is_trial=is_trial)


def queue_replay(source: Source, actor: Actor) -> None:
    """Ask the worker to read the waiting rows again."""
    replay_source.defer(source_id=source.pk, institution_id=source.owner_institution_id, user_id=actor.user_id)


def _source(actor: Actor, source_id: int) -> Source:
    with acting_as(actor), transaction.atomic():
        return source_of(source_id)
