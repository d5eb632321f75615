"""What do the pages of an import show: steps, samples of each column, rows that came back, files to take along?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.base.listing.exporting import XLSX
from ruta.desk.imports.forms import MappingForm
from ruta.people.imports.files import open_sheet
from ruta.people.imports.policies import elsewhere_told
from ruta.people.imports.returning import as_csv, as_workbook
from ruta.people.imports.running import preview
from ruta.people.imports.selectors import rejected_rows, said, staged_pairs
from ruta.people.imports.states import MOVING, BatchState
from ruta.people.models import ImportBatch

SAMPLES = 3
ROWS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column of a file: its header, what its first cells say, and the field that asks what it is."""

    header: str
    samples: list[str]
    field: BoundField


def steps_of(at: int) -> dict[str, Any]:
    """The steps of an import, and the present one."""
    titles = (_("Archivo"), _("Columnas"), _("Revisión"), _("Importación"))
    return {"all": [{"title": title, "note": ""} for title in titles], "at": at + 1}


def columns_of(batch: ImportBatch, form: MappingForm) -> list[ColumnShown]:
    """The columns of a waiting file with samples; without samples when the file is gone."""
    rows = _first_rows(batch)
    return [
        ColumnShown(header, [row[at] for row in rows if row[at]][:SAMPLES], form[f"column_{at}"]) for at, header in enumerate(batch.header)
    ]


def _first_rows(batch: ImportBatch) -> list[list[str]]:
    if not batch.file or not default_storage.exists(batch.file):
        return []
    with default_storage.open(batch.file) as file:
        try:
            return preview(open_sheet(file))  # type: ignore[arg-type]
        except Invalid:
            return []


def pick_template(batch: ImportBatch) -> str:
    """The page of the state."""
    return "desk/imports/running.html" if batch.state in MOVING else "desk/imports/result.html"


def page_of(batch: ImportBatch) -> dict[str, Any]:
    """What the page of a file shows beside the file itself."""
    if batch.state in MOVING:
        return {}
    rows = [
        {"number": row.number, "problems": [{"column": problem["column"], "said": said(problem)} for problem in row.errors]}
        for row in rejected_rows(batch)[:ROWS_SHOWN]
    ]
    return {
        "rows": rows,
        "rest": max(batch.error_count - len(rows), 0),
        "waiting": staged_pairs(batch).count(),
        "has_cells": rejected_rows(batch).filter(values__isnull=False).exists(),
        "is_trial": batch.state == BatchState.CHECKED,
        "elsewhere": elsewhere_told(batch.elsewhere_count),
        "is_done": batch.state == BatchState.DONE,
        "can_go_on": batch.state in {BatchState.STOPPED, BatchState.FAILED},
    }


def table_file(name: str, kind: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A table to take along."""
    if kind == "xlsx":
        response = HttpResponse(as_workbook(header, rows), content_type=XLSX)
    else:
        response = HttpResponse("".join(as_csv(header, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
