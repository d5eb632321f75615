"""Who reads a file that was uploaded in the browser? The worker, as the machine for one institution and on behalf of one user."""

import time

from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ruta.base.context import Actor, acting_as
from ruta.base.sentences import gettext_noop
from ruta.people.imports import actions
from ruta.people.imports.running import run
from ruta.people.imports.states import MOVING, BatchState
from ruta.people.models import ImportBatch

GONE = gettext_noop("El archivo ya no está aquí. Súbalo otra vez: lo importado no se repite.")

FOLDER = "imports"
KEEP_DAYS = 7
RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)
_DAY = 86_400


# One file at a time: the worker keeps room for everything else.
@app.task(name="people.read_file", queue="imports", lock="imports", retry=RETRY, pass_context=False)
def read_file(batch_id: int, institution_id: int, user_id: int | None, office_id: int | None) -> None:
    """Read one started file to its end; a retry goes on where the last commit ended."""
    actor = Actor(kind="system", institution_id=institution_id, user_id=user_id, office_id=office_id, reason=f"import {batch_id}")
    with acting_as(actor):
        batch = _batch(batch_id)
        if batch is None or batch.state not in MOVING:
            return
        if not batch.file or not default_storage.exists(batch.file):
            actions.fail(actor=actor, batch_id=batch_id, problem=GONE)
            return
        if batch.is_dry_run and batch.done_count:
            # The worker died: what a trial remembers died with it, so it begins anew.
            batch = actions.start(actor=actor, batch_id=batch_id, is_dry_run=True)
        with default_storage.open(batch.file) as file:
            batch = run(actor=actor, batch=batch, file=file.file)  # type: ignore[arg-type]
        if batch.state == BatchState.DONE:
            default_storage.delete(actions.forget_file(actor=actor, batch_id=batch_id))


def queue(batch: ImportBatch, actor: Actor) -> None:
    """Ask the worker to read a started file; part of the caller's transaction. Ids only."""
    read_file.defer(batch_id=batch.pk, institution_id=batch.owner_institution_id, user_id=actor.user_id, office_id=actor.office_id)


@app.periodic(cron="17 3 * * *")
@app.task(name="people.forget_uploads", queue="upkeep", queueing_lock="people.forget_uploads", pass_context=False)
def forget_uploads(timestamp: int) -> None:
    """Delete uploads that nobody went on with: a list of persons does not lie around."""
    del timestamp
    if not default_storage.exists(FOLDER):
        return
    _folders, names = default_storage.listdir(FOLDER)
    for name in names:
        path = f"{FOLDER}/{name}"
        if time.time() - default_storage.get_modified_time(path).timestamp() > KEEP_DAYS * _DAY:
            default_storage.delete(path)


def _batch(batch_id: int) -> ImportBatch | None:
    with transaction.atomic():
        return ImportBatch.objects.filter(pk=batch_id).first()
