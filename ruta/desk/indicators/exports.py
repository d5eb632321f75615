"""How does somebody take a table of figures along? As CSV or XLSX, with hidden cells hidden."""

import csv
import io

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.forms import PeriodForm
from ruta.insights.engine.suppression import Cell
from ruta.insights.policies import FIGURE_ROLES
from ruta.insights.selectors import Breakdown, attentions_by_office

KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@require_safe
@roles(FIGURE_ROLES)
def attentions_file(request: DeskRequest, kind: str) -> HttpResponse:
    """The table of I01 by office and dimension."""
    if kind not in KINDS:
        raise Http404
    year, dimension = PeriodForm(request.GET).chosen
    table = lines(attentions_by_office(request.actor, year, dimension))
    response = HttpResponse(_csv(table) if kind == "csv" else _xlsx(table), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="atenciones-{year}-{dimension}.{kind}"'
    return response


def lines(breakdown: Breakdown) -> list[list[str | int]]:
    """Head, offices and totals, as they stand on the page."""
    least = breakdown.least
    head: list[str | int] = [_("Oficina"), *(label for _code, label in breakdown.categories), _("Total"), _("Cambio %")]
    body: list[list[str | int]] = [
        [
            row.office.short_name,
            *(shown(cell, least) for cell in row.cells),
            shown(row.total, least),
            _percent(row.change.percent if row.change else None),
        ]
        for row in breakdown.rows
    ]
    foot: list[str | int] = [_("Total"), *(shown(cell, least) for cell in breakdown.column_totals), shown(breakdown.total, least), ""]
    return [head, *body, foot]


def shown(cell: Cell, least: int) -> str | int:
    """The count, or the words that stand for a hidden one."""
    if cell.count is not None:
        return cell.count
    return _("menos de %(least)s") % {"least": least} if cell.mark == "primary" else _("protegida")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:+.1f}"


def _csv(table: list[list[str | int]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(table: list[list[str | int]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for at, line in enumerate(table):
        sheet.write_row(at, 0, line)
    sheet.autofit()
    book.close()
    return out.getvalue()
