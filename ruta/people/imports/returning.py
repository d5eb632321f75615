"""How do bad rows come back, and how does an empty template look? As CSV and as a workbook that can be loaded again."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from ruta.people.imports.columns import COLUMNS, CORRECTION
from ruta.people.imports.selectors import rejected_cells
from ruta.people.models import ImportBatch

WIDTH = 22
_COMMANDS = ("=", "@", "+", "-", "\t", "\r")
IN_TEMPLATE = tuple(column for column in COLUMNS if column.example)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers with a sign stay as they are."""
    if not cell.startswith(_COMMANDS) or cell.strip("+-() 0123456789").strip() == "":
        return cell
    return f"'{cell}"


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines with the mark that makes a spreadsheet read UTF-8."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([harmless(cell) for cell in header])
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def as_workbook(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet of text cells, so that no number loses its first zero."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(
        memory, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    bold, text = book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(_("Personas"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(header) - 1, 0), WIDTH, text)
    sheet.write_row(0, 0, header, bold)
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    book.close()
    return memory.getvalue()


def rejected_table(batch: ImportBatch) -> tuple[list[str], Iterator[list[str]]]:
    """The headers of the file with one column more, and the rows that came back."""
    return [*batch.header, _(CORRECTION)], rejected_cells(batch)


def template_table() -> tuple[list[str], list[list[str]]]:
    """The columns that a file may bring, with one row as an example."""
    return [_(column.label) for column in IN_TEMPLATE], [[column.example for column in IN_TEMPLATE]]
