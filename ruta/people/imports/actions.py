"""Which verbs write an import? Each chunk is one transaction: its persons, its row results and the progress, or none of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models.functions import Now
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.people.imports.arriving import keep_arrivals
from ruta.people.imports.columns import BY_CODE, mapping_problem
from ruta.people.imports.drafts import Problem
from ruta.people.imports.events import ImportFinished, PersonsImported
from ruta.people.imports.judging import Judged, RowRead, counts, judge
from ruta.people.imports.policies import demand_few_files, demand_import
from ruta.people.imports.states import MOVING, STARTABLE, BatchState, Outcome
from ruta.people.imports.trials import Trial
from ruta.people.imports.writing import Home, copy_rows, reserve_ids
from ruta.people.models import ImportBatch, ImportRow

ROW = ("id", "owner_institution_id", "batch_id", "number", "row_key", "outcome", "person_id", "is_elsewhere", "values", "errors")
PAIR = ("owner_institution_id", "person_id", "other_id", "import_row_id", "score", "reasons", "decision", "origin")
COUNTS = ("done_count", "created_count", "known_count", "duplicate_count", "error_count", "elsewhere_count")


@action
def open_batch(*, actor: Actor, office: Office, name: str, sha256: str, facts: Mapping[str, Any]) -> tuple[ImportBatch, bool]:
    """The batch of this file, and whether it is new: the same file of an institution is the same batch, wherever it stopped.

    `facts` are header, row_count, mapping, and file (where an upload waits).
    """
    demand_import(actor)
    if office.institution_id != actor.institution_id:
        raise Invalid(_("Esa oficina no es de su institución. Elija otra."), fields={"office": _("Elija una oficina de su institución.")})
    defaults = {"office": office, "name": name[:200], "created_by_id": actor.user_id, **facts}
    batch, is_new = ImportBatch.objects.get_or_create(owner_institution_id=office.institution_id, sha256=sha256, defaults=defaults)
    if not is_new and batch.state != BatchState.DONE:
        batch.file = facts.get("file", "")
        if batch.state in STARTABLE and not batch.done_count:
            batch.office, batch.header, batch.mapping, batch.row_count = office, facts["header"], facts["mapping"], facts["row_count"]
        batch.save()
    return batch, is_new


@action
def map_columns(*, actor: Actor, batch_id: int, mapping: Mapping[str, str], options: Mapping[str, Any]) -> ImportBatch:
    """Say what each column is. Refused once rows were written: then the same reading goes on to the end."""
    demand_import(actor)
    batch = _locked(batch_id)
    if batch.state in MOVING or (batch.done_count and not batch.is_dry_run):
        raise NotOpen(_("Este archivo ya empezó a importarse con sus columnas. Espere a que termine."))
    chosen = {header: code for header, code in mapping.items() if header in batch.header and code in BY_CODE}
    fixed = {**chosen, **dict.fromkeys(options.get("fixed", {}))}
    problem = mapping_problem({**chosen, **{f"={code}": code for code in fixed if code in BY_CODE}})
    if problem:
        raise Invalid(_(problem), fields={"mapping": _(problem)})
    batch.mapping, batch.options, batch.state = chosen, dict(options), BatchState.MAPPING
    batch.save(update_fields=["mapping", "options", "state"])
    return batch


@action
def start(*, actor: Actor, batch_id: int, is_dry_run: bool) -> ImportBatch:
    """Begin, or go on after a stop. A trial begins anew each time; a real run after a trial forgets what the trial noted."""
    demand_import(actor)
    batch = _locked(batch_id)
    demand_few_files(actor, batch_id)
    if batch.state == BatchState.DONE:
        raise NotOpen(_("Este archivo ya se importó completo. No se cambió nada."))
    if is_dry_run and batch.done_count and not batch.is_dry_run:
        raise NotOpen(_("Este archivo ya empezó a importarse. Siga hasta terminar; lo importado no se repite."))
    if is_dry_run or batch.is_dry_run:
        batch.rows.all().delete()
        for name in COUNTS:
            setattr(batch, name, 0)
    batch.is_dry_run, batch.problem = is_dry_run, ""
    batch.state = BatchState.CHECKING if is_dry_run else BatchState.RUNNING
    batch.save()
    return batch


@action
def stop(*, actor: Actor, batch_id: int) -> ImportBatch:
    """Stop after the chunk that is being written; going on later repeats nothing."""
    demand_import(actor)
    batch = _locked(batch_id)
    if batch.state in MOVING:
        batch.state = BatchState.MAPPING if batch.is_dry_run else BatchState.STOPPED
        batch.save(update_fields=["state"])
    return batch


@action
def fail(*, actor: Actor, batch_id: int, problem: str) -> ImportBatch:
    """Keep the sentence that says why it cannot go on."""
    demand_import(actor)
    batch = _locked(batch_id)
    batch.state, batch.problem = BatchState.FAILED, problem
    batch.save(update_fields=["state", "problem"])
    return batch


@action
def import_chunk(*, actor: Actor, batch_id: int, at: int, rows: Sequence[RowRead], trial: Trial | None) -> ImportBatch:
    """Write what comes of these rows and move the progress; does nothing when somebody stopped the import."""
    batch = _locked(batch_id)
    if batch.state not in MOVING:
        return batch
    if batch.done_count != at:
        raise NotOpen(_("Otra ventana u orden está importando este mismo archivo. Espere a que termine y repita: lo hecho no se repite."))
    judged = judge(rows, trial)
    log_access(actor, "import", object_id=batch.pk, rows=len(rows))
    _write(batch, actor, judged)
    _advance(batch, len(rows), counts(judged, is_trial=batch.is_dry_run))
    if any(each.new for each in judged) and not batch.is_dry_run:
        publish(PersonsImported(batch.pk, judged[0].number, judged[-1].number))
    return batch


@action
def reject_row(*, actor: Actor, batch_id: int, at: int, row: RowRead, problem: Problem) -> ImportBatch:
    """A row that the database itself refused: it comes back like any other bad row, and the rest goes on."""
    batch = _locked(batch_id)
    if batch.state in MOVING and batch.done_count == at:
        judged = [Judged(row.number, row.cells, None, [problem], f"{row.number}:refused")]
        _write(batch, actor, judged)
        _advance(batch, 1, counts(judged))
    return batch


@action
def finish(*, actor: Actor, batch_id: int) -> ImportBatch:
    """All rows were read."""
    demand_import(actor)
    batch = _locked(batch_id)
    if batch.state in MOVING:
        batch.state = BatchState.CHECKED if batch.is_dry_run else BatchState.DONE
        batch.row_count = batch.done_count
        batch.finished_at = Now()
        batch.save()
        if not batch.is_dry_run:
            publish(ImportFinished(batch.pk))
        batch.refresh_from_db()
    return batch


@action
def forget_file(*, actor: Actor, batch_id: int) -> str:
    """Note that the upload is no longer needed; gives its place, for whoever deletes it after the commit."""
    demand_import(actor)
    batch = _locked(batch_id)
    file, batch.file = batch.file, ""
    batch.save(update_fields=["file"])
    return file


@action
def forget_rejected(*, actor: Actor, batch_id: int) -> int:
    """Once the bad rows were downloaded: what they said is not kept longer than it is needed."""
    demand_import(actor)
    batch = _locked(batch_id)
    return ImportRow.objects.filter(batch=batch, outcome=Outcome.ERROR).filter(values__isnull=False).update(values=None)


def _locked(batch_id: int) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("Ese archivo no está entre los de su institución. Vuelva a la lista de importaciones."))
    return batch


def _write(batch: ImportBatch, actor: Actor, judged: Sequence[Judged]) -> None:
    kept = [each for each in judged if not batch.is_dry_run or each.outcome == Outcome.ERROR]
    if not kept:
        return
    ids = dict(zip((each.number for each in kept), reserve_ids("people_importrow", len(kept)), strict=True))
    if not batch.is_dry_run:
        keep_persons(batch, actor, kept)
    copy_rows("people_importrow", ROW, (_row(ids[each.number], batch, each) for each in kept))
    keep_pairs(batch, kept, ids)


def keep_persons(batch: ImportBatch, actor: Actor, judged: Sequence[Judged]) -> None:
    """The persons that rows bring, and word of those who came again."""
    again = [(found, each.draft) for each in judged if each.draft and (found := _met(each))]
    home = Home(batch.owner_institution_id, batch.office_id, actor.user_id)
    keep_arrivals(actor, home, [each.new for each in judged if each.new], again)


def keep_pairs(batch: ImportBatch, judged: Sequence[Judged], ids: Mapping[int, int]) -> None:
    """What a human has to decide; `ids` are those of the rows by their number."""
    pairs = [
        (ids[each.number], each, each.like) for each in judged if each.like and (each.outcome == Outcome.DUPLICATE or each.cannot_wait)
    ]
    if pairs:
        copy_rows("people_duplicatepair", PAIR, (
            (batch.owner_institution_id, each.person_id, like.person_id, None if each.person_id else row_id, like.score, Jsonb([]), "", "import")
            for row_id, each, like in pairs
        ))  # fmt: skip


def _met(each: Judged) -> int | None:
    """Who of the register came again, surely or probably: of a minor nobody answers for, SENAF hears before anybody decides."""
    return (
        each.person_id
        if each.outcome == Outcome.KNOWN
        else each.like.person_id
        if each.outcome == Outcome.DUPLICATE and each.like
        else None
    )


def _row(row_id: int, batch: ImportBatch, each: Judged) -> tuple[Any, ...]:
    values = each.values()
    return (
        row_id, batch.owner_institution_id, batch.pk, each.number, each.key, str(each.outcome), each.person_id, each.is_elsewhere,
        None if values is None else Jsonb(values), Jsonb([problem.as_json() for problem in each.problems]),
    )  # fmt: skip


def _advance(batch: ImportBatch, rows: int, grown: Mapping[str, int]) -> None:
    batch.done_count += rows
    for name, by in grown.items():
        setattr(batch, name, getattr(batch, name) + by)
    batch.save(update_fields=list(COUNTS))
