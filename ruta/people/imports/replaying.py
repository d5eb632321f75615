"""What comes of bad rows that wait, once their columns are read otherwise or a cell was corrected? Each row in its place, once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people.imports.actions import keep_pairs, keep_persons
from ruta.people.imports.drafts import RowReader
from ruta.people.imports.events import PersonsImported
from ruta.people.imports.files import LONGEST_CELL
from ruta.people.imports.judging import Judged, counts, judge, read_rows
from ruta.people.imports.policies import demand_import
from ruta.people.imports.states import BatchState, Outcome
from ruta.people.models import ImportBatch, ImportRow


@action
def replay_rows(*, actor: Actor, batch_id: int, row_ids: Sequence[int], reader: RowReader) -> int:
    """Read these waiting rows again; gives how many no longer wait. A row that somebody settled meanwhile is left alone."""
    demand_import(actor)
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id, state=BatchState.DONE).first()
    if batch is None:
        raise NotOpen(_("Ese archivo no terminó de leerse. Termínelo antes de repetir las filas por corregir."))
    waiting = _waiting().filter(batch=batch, pk__in=row_ids).select_for_update(of=("self",)).order_by("number")
    rows = {row.number: row for row in waiting}
    judged = judge(read_rows([(number, [*row.values["cells"]]) for number, row in rows.items()], reader)) if rows else []
    log_access(actor, "import", object_id=batch.pk, rows=len(rows))
    settled = [each for each in judged if each.outcome != Outcome.ERROR]
    _settle(batch, actor, rows, judged)
    grown = dict(counts(settled)) | {"error_count": -len(settled)}
    for name, by in grown.items():
        setattr(batch, name, getattr(batch, name) + by)
    batch.save(update_fields=list(grown))
    new = sorted(each.number for each in settled if each.new)
    if new:
        publish(PersonsImported(batch.pk, new[0], new[-1]))
    return len(settled)


@action
def correct_cells(*, actor: Actor, row_id: int, cells: Mapping[int, str]) -> ImportRow:
    """Write other cells into a row that waits; it is read again afterwards."""
    demand_import(actor)
    row = _waiting().select_for_update(of=("self",)).select_related("batch").filter(pk=row_id).first()
    if row is None:
        raise NotFound(_("Esa fila ya no espera corrección. Vuelva a la lista."))
    if any(len(cell) > LONGEST_CELL or "\x00" in cell for cell in cells.values()):
        raise Invalid(_("El texto es demasiado largo o no es texto. Revise esta celda."))
    values: dict[str, Any] = row.values or {}
    kept = [*values["cells"]]
    row.values = {"cells": [cells.get(at, cell).strip() for at, cell in enumerate(kept)]}
    row.save(update_fields=["values"])
    return row


def _waiting() -> Any:
    return ImportRow.objects.filter(outcome=Outcome.ERROR, values__isnull=False)


def _settle(batch: ImportBatch, actor: Actor, rows: Mapping[int, ImportRow], judged: Sequence[Judged]) -> None:
    """Persons first, then what the rows say of them."""
    changed = []
    for each in judged:
        row = rows[each.number]
        row.row_key, row.outcome, row.is_elsewhere = each.key, str(each.outcome), each.is_elsewhere
        row.person_id, row.values, row.errors = each.person_id, each.values(), [problem.as_json() for problem in each.problems]
        changed.append(row)
    keep_persons(batch, actor, judged)
    ImportRow.objects.bulk_update(changed, ["row_key", "outcome", "is_elsewhere", "person", "values", "errors"], batch_size=500)
    keep_pairs(batch, judged, {number: row.pk for number, row in rows.items()})
