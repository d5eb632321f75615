"""How does a whole list leave as CSV or XLSX, however long, without filling the memory?"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as
from ruta.base.listing.declaring import Column, Listing, Rows
from ruta.base.listing.filtering import narrowed, typed_filters

CHUNK = 2000
# A cell that begins so would be a formula in a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMATS = ("csv", "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"  # or a spreadsheet breaks the accents


def exported(listing: Listing, rows: Rows, query: QueryDict, actor: Actor) -> HttpResponseBase | None:
    """The whole filtered list in its order, when the address asks for a format; the caller logged it before."""
    if query.get("formato") not in FORMATS:
        return None  # before the filters are asked what they know
    sort, descending, _order = listing.sort(query.get("orden", ""))
    found = narrowed(listing, rows, typed_filters(listing, query)).order_by(*sort.ordering(descending=descending))
    name = f"{listing.name}-{today().isoformat()}"
    if query.get("formato") == "csv":
        lines = _lines(listing.columns, found, actor, translation.get_language() or settings.LANGUAGE_CODE)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    return _workbook(listing.columns, found, name)


class _Echo:
    """A file whose write gives the line back."""

    def write(self, line: str) -> str:
        """Give the line to whoever streams it."""
        return line


def _lines(columns: Sequence[Column], rows: Rows, actor: Actor, language: str) -> Iterator[str]:
    """The stream outlives the request's transaction and its language, so it opens its own."""
    with translation.override(language), acting_as(actor, read_only=True), transaction.atomic():
        yield from csv_lines(_worded(columns), rows.iterator(chunk_size=CHUNK), head=[str(column.label) for column in columns])


def csv_lines(columns: Sequence[Column], rows: Iterable[Any], *, head: Sequence[str]) -> Iterator[str]:
    """The lines of a file that a spreadsheet opens, the head first; no cell can be a formula."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(head)
    for row in rows:
        yield writer.writerow([_safe(column.value(row)) for column in columns])


def _workbook(columns: Sequence[Column], rows: Rows, name: str) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    with Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, head = book.add_worksheet(), book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 22)
        sheet.write_row(0, 0, [str(column.label) for column in columns], head)
        for number, cells in enumerate(_cells(columns, rows), start=1):
            _write_row(sheet, number, cells, day)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _cells(columns: Sequence[Column], rows: Rows) -> Iterable[list[Any]]:
    told = _worded(columns)
    return ([column.value(row) for column in told] for row in rows.iterator(chunk_size=CHUNK))


def _worded(columns: Sequence[Column]) -> list[Column]:
    """Whoever opens a list reads yes or no, never True."""
    return [replace(column, value=_yes_or_no(column.value)) for column in columns]


def _yes_or_no(value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def told(row: Any) -> Any:
        found = value(row)
        return (_("sí") if found else _("no")) if isinstance(found, bool) else found

    return told


def _write_row(sheet: Any, number: int, cells: list[Any], day: Any) -> None:
    for place, value in enumerate(cells):
        if isinstance(value, date):
            sheet.write_datetime(number, place, _local(value), day)
        elif isinstance(value, int | float):
            sheet.write_number(number, place, value)
        else:
            sheet.write_string(number, place, "" if value is None else str(value))


def _local(value: date) -> date:
    """Spreadsheets know no time zones."""
    if isinstance(value, datetime) and value.tzinfo:
        return timezone.localtime(value).replace(tzinfo=None)
    return value


def _safe(value: Any) -> Any:
    if isinstance(value, datetime):
        return _local(value).strftime("%Y-%m-%d %H:%M")  # type: ignore[attr-defined]
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not isinstance(value, int | float) else text
