"""Who reads a file of vacancies that was uploaded? The worker, as the machine on behalf of one user."""

from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ruta.base.context import Actor, acting_as
from ruta.base.sentences import gettext_noop
from ruta.employers.imports.actions import finish_load
from ruta.employers.imports.running import run
from ruta.employers.models import BoardLoad

FOLDER = "boards"
GONE = gettext_noop("El archivo ya no está aquí. Súbalo otra vez: lo tomado no se repite.")
RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.task(name="employers.load_board", queue="imports", lock="imports", retry=RETRY, pass_context=False)
def load_board(load_id: int, institution_id: int, user_id: int | None, office_id: int | None) -> None:
    """Read one file to its end; a retry begins anew and passes over what is here."""
    actor = Actor(kind="system", institution_id=institution_id, user_id=user_id, office_id=office_id, reason=f"vacancies {load_id}")
    with acting_as(actor), transaction.atomic():
        load = BoardLoad.objects.filter(pk=load_id, finished_at=None).first()
    if load is None:
        return
    if not load.file or not default_storage.exists(load.file):
        finish_load(actor=actor, load_id=load_id, problem=GONE)
        return
    place = load.file
    with default_storage.open(place) as file:
        run(actor=actor, load=load, file=file.file)  # type: ignore[arg-type]
    default_storage.delete(place)


def queue(load: BoardLoad, actor: Actor) -> None:
    """Ask the worker to read an uploaded file; part of the caller's transaction. Ids only."""
    load_board.defer(load_id=load.pk, institution_id=load.owner_institution_id, user_id=actor.user_id, office_id=actor.office_id)
