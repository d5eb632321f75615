"""How is a source read from end to end: by which right, file after file, each once, with what came of it kept?"""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from ruta.base.context import Actor, acting_as
from ruta.base.errors import RutaError
from ruta.directory.selectors.agreed import Scope
from ruta.feeds import actions
from ruta.feeds.enums import PullState
from ruta.feeds.models import Pull, Source, SourceMapping
from ruta.feeds.pulling.connectors import arrivals
from ruta.feeds.pulling.reading import reader_by
from ruta.feeds.pulling.spooling import PIECE, Arrival
from ruta.feeds.selectors import lines_of
from ruta.people.imports import actions as imports
from ruta.people.imports.files import count_rows, open_sheet
from ruta.people.imports.running import Run, fingerprint
from ruta.people.imports.states import BatchState
from ruta.people.imports.trials import Trial
from ruta.people.models import ImportBatch
from ruta.trust.actions import log_pull

Progress = Callable[[ImportBatch], None]
SERVICE = "feeds.pull"


def pull(*, actor: Actor, source: Source, is_trial: bool = False, on_progress: Progress | None = None) -> list[Pull]:
    """Read every file that was not read before; one row for each, or one that says why there is none."""
    first = _begun(actor, source, is_trial)
    if first.row.state == PullState.REFUSED:
        return [first.row]
    done: list[Pull] = []
    try:
        for arrival in arrivals(source):
            with arrival.file:
                if _was_read(actor, source, arrival):
                    continue
                begun = _begun(actor, source, is_trial) if done else first
                done.append(_read(actor, begun, arrival, on_progress or _silently))
    except RutaError as error:
        return [*done, actions.end_pull(actor=actor, pull_id=first.row.pk, problem=str(error))]
    return done or [actions.end_pull(actor=actor, pull_id=first.row.pk)]


@dataclass(frozen=True, slots=True)
class _Begun:
    row: Pull
    source: Source
    mapping: SourceMapping
    scope: Scope


def _begun(actor: Actor, source: Source, is_trial: bool) -> _Begun:  # noqa: FBT001 - one of two ways to begin
    row, mapping, scope = actions.begin_pull(actor=actor, source_id=source.pk, is_trial=is_trial)
    return _Begun(row, source, mapping, scope)  # type: ignore[arg-type]  # both are there unless it was refused


def _was_read(actor: Actor, source: Source, arrival: Arrival) -> bool:
    with acting_as(actor), transaction.atomic():
        known = ImportBatch.objects.filter(owner_institution_id=source.owner_institution_id, sha256=_fingerprint(arrival))
        return known.filter(state=BatchState.DONE).exists()


def _read(actor: Actor, begun: _Begun, arrival: Arrival, on_progress: Progress) -> Pull:
    """One file to its end; a sentence where it cannot be read."""
    batch: ImportBatch | None = None
    try:
        batch = _opened(actor, begun, arrival)
        log_pull(
            code=begun.source.code, scope=begun.scope, service=SERVICE, message_id=f"pull-{begun.row.pk}", digest=_digest(arrival.file)
        )
        batch = _run(actor, begun, batch, arrival, on_progress)
    except RutaError as error:
        return _failed(actor, begun, batch, str(error))
    except DatabaseError:
        _failed(actor, begun, batch, _("La base de datos no respondió. Lo hecho está guardado; siga cuando vuelva."))
        raise
    return actions.end_pull(actor=actor, pull_id=begun.row.pk, batch=batch)


def _opened(actor: Actor, begun: _Begun, arrival: Arrival) -> ImportBatch:
    sha256, sheet = _fingerprint(arrival), open_sheet(arrival.file)
    columns = {line.header: line.field for line in lines_of(begun.mapping)}
    facts = {"header": list(sheet.header), "row_count": count_rows(sheet), "mapping": columns, "file": ""}
    with acting_as(actor), transaction.atomic():
        reader_by(begun.mapping, sheet.header)  # refuses before anything is written when a column does not come any more
    batch, _is_new = imports.open_batch(actor=actor, office=begun.source.office, name=arrival.name, sha256=sha256, facts=facts)
    actions.note_pull(actor=actor, pull_id=begun.row.pk, batch=batch, name=arrival.name, made_on=arrival.made_on)
    return batch


def _run(actor: Actor, begun: _Begun, batch: ImportBatch, arrival: Arrival, on_progress: Progress) -> ImportBatch:
    batch = imports.start(actor=actor, batch_id=batch.pk, is_dry_run=begun.row.is_trial)
    with acting_as(actor), transaction.atomic():
        reader = reader_by(begun.mapping, batch.header)
        trial = Trial.begin() if batch.is_dry_run else None
    return Run(actor, batch, reader, trial, on_progress).read(open_sheet(arrival.file))


def _failed(actor: Actor, begun: _Begun, batch: ImportBatch | None, problem: str) -> Pull:
    if batch is not None and batch.state != BatchState.DONE:
        batch = imports.fail(actor=actor, batch_id=batch.pk, problem=problem)
    return actions.end_pull(actor=actor, pull_id=begun.row.pk, batch=batch, problem=problem)


def _fingerprint(arrival: Arrival) -> str:
    arrival.file.seek(0)
    return fingerprint(arrival.file)


def _digest(file: BinaryIO) -> str:
    """base64(SHA512) of what came, for the log of messages."""
    digest = hashlib.sha512()
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    return base64.b64encode(digest.digest()).decode()


def _silently(batch: ImportBatch) -> None:
    """Nobody looks at the progress but in the database."""
    del batch
