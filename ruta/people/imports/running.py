"""How is a whole file read, chunk after chunk, by the command line or by the worker, and how does it go on after anything?"""

import gc
import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as
from ruta.base.errors import NotOpen, RutaError
from ruta.base.sentences import Sentence, gettext_noop
from ruta.directory.models import Office
from ruta.people.imports import actions
from ruta.people.imports.columns import guess
from ruta.people.imports.drafts import Plan, Problem, RowReader
from ruta.people.imports.files import Numbered, Sheet, count_rows, open_sheet
from ruta.people.imports.judging import RowRead, read_rows
from ruta.people.imports.places import read_places
from ruta.people.imports.selectors import learned_mapping
from ruta.people.imports.states import MOVING
from ruta.people.imports.trials import Trial
from ruta.people.models import ImportBatch

CHUNK = 2_500
TRIES = 3
SELDOM = 50_000
"""How many objects more than before make the process look for garbage while a file is read; usually 700."""
Progress = Callable[[ImportBatch], None]
REFUSED = gettext_noop("La base de datos no aceptó esta fila. Revise que sus datos sean texto y fechas usuales.")


def fingerprint(file: BinaryIO) -> str:
    """The hash that says whether two files are the same."""
    digest = hashlib.sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def take_in(*, actor: Actor, office: Office, name: str, file: BinaryIO, kept_as: str = "") -> tuple[ImportBatch, bool]:
    """Look at a file for the first time: its headers, its rows, the guessed columns. Raises Invalid with what to do."""
    sha256 = fingerprint(file)
    sheet = open_sheet(file)
    with acting_as(actor), transaction.atomic():
        mapping = guess(sheet.header, learned_mapping())
    facts = {"header": list(sheet.header), "row_count": count_rows(sheet), "mapping": mapping, "file": kept_as}
    return actions.open_batch(actor=actor, office=office, name=name, sha256=sha256, facts=facts)


@dataclass
class Run:
    """One reading of a file by one actor."""

    actor: Actor
    batch: ImportBatch
    reader: RowReader
    trial: Trial | None
    on_progress: Progress

    def read(self, sheet: Sheet) -> ImportBatch:
        """Go on where the last committed chunk ended."""
        with calm_heap(), closing(read_ahead(islice(sheet.rows(), self.batch.done_count, None), self.reader)) as chunks:
            for chunk in chunks:
                self.batch = self._chunk(chunk)
                self.on_progress(self.batch)
                if self.batch.state not in MOVING:
                    return self.batch
        self.batch = actions.finish(actor=self.actor, batch_id=self.batch.pk)
        return self.batch

    def _chunk(self, rows: Sequence[RowRead]) -> ImportBatch:
        """One transaction; when somebody registers the same document meanwhile, look again; a row that cannot be kept stands alone."""
        for _attempt in range(TRIES):
            try:
                return self._write(rows)
            except IntegrityError:
                continue
            except DataError:
                break
        if len(rows) == 1:
            problem = Problem("", Sentence(REFUSED))
            return actions.reject_row(actor=self.actor, batch_id=self.batch.pk, at=self.batch.done_count, row=rows[0], problem=problem)
        for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :]):
            if self.batch.state in MOVING:
                self.batch = self._chunk(half)
        return self.batch

    def _write(self, rows: Sequence[RowRead]) -> ImportBatch:
        return actions.import_chunk(actor=self.actor, batch_id=self.batch.pk, at=self.batch.done_count, rows=rows, trial=self.trial)


@contextmanager
def calm_heap() -> Iterator[None]:
    """What lived before the first chunk is not searched for garbage after each: that took a third of the time of reading it."""
    if gc.get_freeze_count():  # a server of pages keeps its own aside for good
        yield
        return
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def read_ahead(rows: Iterator[Numbered], reader: RowReader) -> Generator[list[RowRead]]:
    """Chunk after chunk. While the database judges one, a thread reads the next and no more: it touches no database, and memory stays flat."""
    with ThreadPoolExecutor(1, thread_name_prefix="import") as thread:

        def following() -> "Future[list[RowRead]]":
            return thread.submit(lambda: read_rows(islice(rows, CHUNK), reader))

        coming = following()
        while chunk := coming.result():
            coming = following()
            yield chunk


def plan_of(batch: ImportBatch) -> Plan:
    """How this batch reads its rows, with today's reference data."""
    return Plan(tuple(batch.header), batch.mapping, batch.options.get("fixed", {}), read_places(), today())


def run(*, actor: Actor, batch: ImportBatch, file: BinaryIO, on_progress: Progress | None = None) -> ImportBatch:
    """Read a started batch to its end, or until somebody stops it; what fails is kept as a sentence and can go on."""
    try:
        sheet = open_sheet(file)
        with acting_as(actor), transaction.atomic():
            reader = RowReader(plan_of(batch))
            trial = Trial.begin() if batch.is_dry_run else None
        return Run(actor, batch, reader, trial, on_progress or _silently).read(sheet)
    except NotOpen:
        raise
    except RutaError as error:
        return actions.fail(actor=actor, batch_id=batch.pk, problem=str(error))
    except DatabaseError:
        actions.fail(
            actor=actor, batch_id=batch.pk, problem=_("La base de datos no respondió. Lo hecho está guardado; siga cuando vuelva.")
        )
        raise


def _silently(batch: ImportBatch) -> None:
    """Nobody looks at the progress but in the database."""
    del batch


def preview(sheet: Sheet, count: int = 5) -> list[list[str]]:
    """The first rows, for a person who says what each column is."""
    rows: Iterator[Numbered] = islice(sheet.rows(), count)
    return [cells[: len(sheet.header)] for _number, cells in rows]
