"""How does somebody take a table of figures along? As CSV or XLSX, with hidden cells hidden."""

import csv
import io

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.values import figures_of
from ruta.desk.indicators.views import chosen_of
from ruta.insights.definitions import indicator
from ruta.insights.engine.suppression import Cell
from ruta.insights.policies import FIGURE_ROLES
from ruta.insights.selectors import LEAST, Breakdown, Shares, Waits, attentions_by_office

KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@require_safe
@roles(FIGURE_ROLES)
def attentions_file(request: DeskRequest, kind: str) -> HttpResponse:
    """The table of I01 by office and dimension."""
    return value_file_of(request, "I01", kind)


@require_safe
@roles(FIGURE_ROLES)
def value_file(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    """The table of an indicator by one dimension, as it stands on its page."""
    return value_file_of(request, code, kind)


def value_file_of(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    """The file of one indicator that is counted here."""
    each = indicator(code)
    if kind not in KINDS or each is None or each.shown not in {"attentions", "indicator_value"}:
        raise Http404
    year, dimension = chosen_of(request, each)
    if each.kind == "count":
        table = lines(attentions_by_office(request.actor, year, dimension, each.code))
    else:
        table = share_lines(figures_of(each, request, year, dimension))
    response = HttpResponse(_csv(table) if kind == "csv" else _xlsx(table), content_type=KINDS[kind])
    name = "atenciones" if each.code == "I01" else each.code
    response["Content-Disposition"] = f'attachment; filename="{name}-{year}-{dimension}.{kind}"'
    return response


def share_lines(figures: Shares | Waits) -> list[list[str | int]]:
    """Categories with their part and whole, or with how long they waited, and the whole year last."""
    if isinstance(figures, Waits):
        head: list[str | int] = ["", _("Números"), _("Mediana (min)"), _("Percentil 90 (min)")]
        return [
            head,
            *(
                [row.label or _("Total"), shown(row.count, LEAST), _plain(row.median), _plain(row.p90)]
                for row in [*figures.rows, figures.figure]
            ),
        ]
    head = ["", _("Cuántos"), _("De cuántos"), _("Parte (%)")]
    rows = [*figures.rows, figures.figure]
    return [
        head,
        *([row.label or _("Total"), shown(row.part, figures.least), shown(row.whole, figures.least), _plain(row.share)] for row in rows),
    ]


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


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
