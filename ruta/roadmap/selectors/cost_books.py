"""How does a cost sheet leave as a workbook that still computes, and how is one read that came back?"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

import python_calamine
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from ruta.base.errors import Invalid
from ruta.roadmap.models import Plan
from ruta.roadmap.rules import Cost, Difference, cost_problems, differences
from ruta.roadmap.selectors.costs import CostSheet, costable_keys, costs_now, source_codes, sources_of

SHEET, TOTALS = "Costos", "Totales"
HEAD = (
    "Línea",
    "Fila del plan",
    "Actividad",
    "Concepto",
    "Fuente",
    "Año",
    "Cantidad",
    "Costo unitario (L)",
    "Períodos",
    "Índice anual (%)",
    "Año base",
    "Total (L)",
)
FIRST = 2  # the first row of costs, as the reader counts
SPARE = 300  # rows below the last line, that the totals already cover
MOST_ROWS = 5000
CENT = Decimal("0.01")
FORMULA = "=ROUND(G{row}*H{row}*I{row}*(1+J{row}/100)^(F{row}-K{row}),0)"
Read = tuple[int, int | None, Cost | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a row may name; a line goes once it was named."""

    keys: set[str]
    sources: set[str]
    lines: set[int | None]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the file, and what could not be read of it."""

    number: int
    cells: Sequence[Any]
    problems: list[str]

    def text(self, place: int) -> str:
        return str(self.cells[place]).strip()

    def exact(self, place: int) -> Decimal:
        try:
            value = Decimal(self.text(place) or "x").quantize(CENT)
            if value.is_finite():
                return value
        except InvalidOperation:
            value = Decimal(0)
        said = {"row": self.number, "head": HEAD[place], "said": self.text(place)[:40]}
        self.problems.append(_("Fila %(row)s, «%(head)s»: «%(said)s» no es un número.") % said)
        return Decimal(0)

    def whole(self, place: int) -> int:
        value = self.exact(place)
        if value != value.to_integral_value():
            self.problems.append(_("Fila %(row)s, «%(head)s»: va un número entero.") % {"row": self.number, "head": HEAD[place]})
        return int(value)


def cost_book(sheet: CostSheet) -> bytes:
    """Lines with a formula each, and totals by source and year that follow them."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        _lines(book.add_worksheet(SHEET), sheet, bold, money)
        _totals(book.add_worksheet(TOTALS), sheet, bold, money)
    return out.getvalue()


def read_costs(plan: Plan, file: BinaryIO) -> list[Difference]:
    """What a returned sheet says differently, row by row; a cell that cannot be read gets a sentence."""
    rows = _rows(file)
    now = costs_now(plan)
    known = _Known(set(costable_keys(plan)), set(source_codes(plan)), set(now))
    return differences(now, [_read(number, cells, known) for number, cells in rows])


def _lines(page: Any, sheet: CostSheet, bold: Any, money: Any) -> None:
    page.write_row(0, 0, HEAD, bold)
    page.freeze_panes(1, 0)
    page.set_column(0, 1, 14)
    page.set_column(2, 3, 44)
    page.set_column(4, len(HEAD) - 1, 16)
    for place, line in enumerate(sheet.lines, start=1):
        cost, node = line.cost, sheet.rows.get(line.key)
        said = [line.pk, cost.key, node.title if node else "", cost.concept, cost.source, cost.year, float(cost.quantity), cost.unit_cost]
        page.write_row(place, 0, [*said, cost.times, float(cost.rate), cost.base_year])
        page.write_formula(place, len(HEAD) - 1, FORMULA.format(row=place + 1), money, cost.amount)


def _totals(page: Any, sheet: CostSheet, bold: Any, money: Any) -> None:
    years, last = sheet.years, FIRST + len(sheet.lines) + SPARE
    page.set_column(0, 1, 30)
    page.write_row(0, 0, ["Fuente", "Nombre", *years, "Total (L)"], bold)
    sources = sources_of(sheet.plan)
    for row, (code, label) in enumerate(sources, start=1):
        page.write_row(row, 0, [code, label])
        for column, year in enumerate(years, start=2):
            head = f"{xl_col_to_name(column)}$1"
            formula = f"=SUMIFS({SHEET}!$L${FIRST}:$L${last},{SHEET}!$E${FIRST}:$E${last},$A{row + 1},{SHEET}!$F${FIRST}:$F${last},{head})"
            page.write_formula(
                row, column, formula, money, sum(line.cost.amount for line in sheet.lines if (line.source, line.year) == (code, year))
            )
        across = f"=SUM(C{row + 1}:{xl_col_to_name(max(2, len(years) + 1))}{row + 1})"
        page.write_formula(row, len(years) + 2, across, money, sum(line.cost.amount for line in sheet.lines if line.source == code))
    foot = len(sources) + 1
    page.write(foot, 0, "Total", bold)
    page.write_formula(foot, len(years) + 2, f"=SUM({SHEET}!$L${FIRST}:$L${last})", money, sum(line.cost.amount for line in sheet.lines))


def _rows(file: BinaryIO) -> list[tuple[int, Sequence[Any]]]:
    try:
        book = python_calamine.load_workbook(file)
        page = book.get_sheet_by_name(SHEET)
        rows = page.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    except (python_calamine.CalamineError, KeyError, OSError, ValueError) as error:
        raise Invalid(_("No es la hoja de costos de Ruta. Baje el Excel de esta página, cámbielo y súbalo en .xlsx.")) from error
    if not rows or tuple(str(cell).strip() for cell in rows[0][: len(HEAD)]) != HEAD:
        raise Invalid(_("Los encabezados de la hoja «Costos» cambiaron. Baje el Excel otra vez y cambie solo las filas."))
    return [
        (number, cells) for number, cells in enumerate(rows[1:], start=FIRST) if any(str(cell).strip() for cell in cells[: len(HEAD) - 1])
    ]


def _read(number: int, cells: Sequence[Any], known: _Known) -> Read:
    row = _Row(number, [*cells, *[""] * len(HEAD)][: len(HEAD)], [])
    line = row.whole(0) if row.text(0) else None
    cost = Cost(
        row.text(1), row.text(3), row.text(4), row.whole(5), row.exact(6), row.whole(7), row.whole(8), row.exact(9), row.whole(10)
    )  # fmt: skip
    if line is not None and line not in known.lines:
        row.problems.append(
            _("Fila %(row)s: la línea %(line)s no está en la hoja, o está dos veces. Baje el archivo otra vez.")
            % {"row": number, "line": line}
        )
    known.lines.discard(line)
    if not row.problems:
        wrong = cost_problems(cost, known.keys, known.sources).values()
        row.problems.extend(_("Fila %(row)s: %(said)s") % {"row": number, "said": _(said)} for said in wrong)
    return number, line, None if row.problems else cost, tuple(row.problems)
