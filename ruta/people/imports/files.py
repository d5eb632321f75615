"""How is a file opened as rows of text, whatever program wrote it? A wrong kind of file gets a sentence."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any, BinaryIO

import python_calamine
from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.people.imports.columns import recognised
from ruta.people.imports.delimited import encoding_of, looks_binary, records

MOST_COLUMNS = 200
MOST_ROWS = 500_000
MOST_UNPACKED = 600 * 1024 * 1024
LONGEST_CELL = 1_000
_TITLE_ROWS = 10
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"

Cells = list[str]
Numbered = tuple[int, Cells]


@dataclass(frozen=True)
class Sheet:
    """The headers of a file and its rows, numbered as the reader of the file sees them."""

    header: tuple[str, ...]
    kind: str  # csv | xlsx
    rows: Callable[[], Iterator[Numbered]]


def open_sheet(file: BinaryIO) -> Sheet:
    """Read the headers and prepare to stream the rows; raises Invalid with what to do."""
    file.seek(0)
    start = file.read(8192)
    file.seek(0)
    if not start.strip():
        raise Invalid(_("El archivo está vacío. Revise que sea el correcto y súbalo otra vez."))
    if start.startswith(_OLE):
        raise Invalid(_("Es un Excel antiguo (.xls) o tiene contraseña. Guárdelo como .xlsx sin contraseña y súbalo otra vez."))
    if start.startswith(_ZIP):
        return _sheet("xlsx", _workbook(file))
    if looks_binary(start):
        raise Invalid(_("Este archivo no es una lista. Súbalo como CSV o como Excel (.xlsx)."))
    return _sheet("csv", _delimited(file))


def _sheet(kind: str, numbered: Callable[[], Iterator[Numbered]]) -> Sheet:
    first = list(islice((row for row in numbered() if any(row[1])), _TITLE_ROWS))
    if not first:
        raise Invalid(_("El archivo está vacío. Revise que sea el correcto y súbalo otra vez."))
    at, cells = next((row for row in first if recognised(row[1]) > 1), first[0])
    header = _headers(cells)
    if len(header) > MOST_COLUMNS:
        raise Invalid(
            _("El archivo tiene %(count)s columnas y Ruta lee hasta %(most)s. Borre las que no necesita y súbalo otra vez.")
            % {"count": len(header), "most": MOST_COLUMNS}
        )
    width = len(header)

    def rows() -> Iterator[Numbered]:
        for number, row in numbered():
            if number > at and any(row):
                yield number, row if len(row) == width else _fitted(row, width)

    if next(rows(), None) is None:
        raise Invalid(_("El archivo solo trae los encabezados. Agregue al menos una fila y súbalo otra vez."))
    return Sheet(header, kind, rows)


def _headers(cells: Cells) -> tuple[str, ...]:
    """Names for all columns, each once: blank ones are numbered, repeated ones too."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    names: list[str] = []
    for at, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:120] or _("Columna %(number)s") % {"number": at}
        repeats = sum(each == name or each.startswith(f"{name} (") for each in names)
        names.append(f"{name} ({repeats + 1})" if repeats else name)
    return tuple(names)


def _fitted(row: Cells, width: int) -> Cells:
    """The row at the width of the header; surplus cells that say something stay, to be told."""
    while len(row) > width and not row[-1]:
        row = row[:-1]
    return row + [""] * (width - len(row))


def _delimited(file: BinaryIO) -> Callable[[], Iterator[Numbered]]:
    encoding = encoding_of(file)

    def numbered() -> Iterator[Numbered]:
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
        try:
            yield from records(text)
        finally:
            if not file.closed:
                text.detach()

    return numbered


def _workbook(file: BinaryIO) -> Callable[[], Iterator[Numbered]]:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
        if "xl/workbook.xml" not in names:
            raise Invalid(_("Este archivo no es una lista. Súbalo como CSV o como Excel (.xlsx)."))
        if size > MOST_UNPACKED:
            raise Invalid(_("El Excel es demasiado grande al abrirse. Divídalo en archivos más pequeños o guárdelo como CSV."))
        file.seek(0)
        book = python_calamine.load_workbook(file)
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (zipfile.BadZipFile, python_calamine.CalamineError, KeyError) as error:
        raise Invalid(_("El Excel está dañado y no se puede abrir. Ábralo en su programa, guárdelo de nuevo y súbalo otra vez.")) from error
    sheet = next((each for each in sheets if each.height), sheets[0]) if sheets else None

    def numbered() -> Iterator[Numbered]:
        if sheet is None or not sheet.height:
            return
        first = (sheet.start or (0, 0))[0] + 1
        for number, row in enumerate(sheet.iter_rows(), 1 if first > sheet.height else first):
            yield number, [cell if isinstance(cell, str) and cell == cell.strip() else _text(cell) for cell in row]

    return numbered


def _text(cell: Any) -> str:
    """What a cell of a workbook shows: whole numbers without decimals, dates as year-month-day."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return str(cell).strip()


def count_rows(sheet: Sheet) -> int:
    """How many rows there are to read; refuses more than one file should hold."""
    total = sum(1 for _row in chain(sheet.rows()))
    if total > MOST_ROWS:
        raise Invalid(
            _("El archivo tiene %(count)s filas y Ruta lee hasta %(most)s. Divídalo y suba cada parte.")
            % {"count": total, "most": MOST_ROWS}
        )
    return total
