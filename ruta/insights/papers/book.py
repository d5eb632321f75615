"""How does a report become a workbook: a sheet of text, one per table, and the annex?"""

import io
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from ruta.insights.papers.drawing import png_of
from ruta.insights.papers.parts import Block, Facts, Map, Paper, Picture, Table, Text
from ruta.insights.papers.telling import LIMITS, SOURCES, limits, subtitle, table_of
from ruta.insights.papers.words import ABSENT

WIDE, NARROW = 48, 18
LETTER = 1  # the paper of Honduras, in the numbers of spreadsheets
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def book_of(paper: Paper) -> bytes:
    """Numbers stay numbers; every table says its source."""
    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        day = datetime(paper.day.year, paper.day.month, paper.day.day)  # noqa: DTZ001 (spreadsheets know no zones)
        book.set_properties({"title": f"{paper.title}: {paper.period.label}", "author": "Ruta", "created": day})
        looks = {"bold": book.add_format({"bold": True}), "wrap": book.add_format({"text_wrap": True, "valign": "top"})}
        _cover(book, paper, looks)
        tables = [(block, table_of(block) if isinstance(block, Picture) else block) for block in _blocks(paper)]
        numbered = [(block, table) for block, table in tables if isinstance(table, Table)]
        for number, (block, table) in enumerate(numbered, start=1):
            _table(book, f"Tabla {number}", table, block, looks)
        _annex(book, paper, looks)
    return out.getvalue()


def _blocks(paper: Paper) -> list[Block]:
    return [block for section in paper.sections for block in section.blocks]


def _sheet(book: Workbook, name: str) -> Any:
    """A sheet that prints as wide as its paper, however many columns it has."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(LETTER)
    sheet.fit_to_pages(1, 0)
    return sheet


def _cover(book: Workbook, paper: Paper, looks: dict[str, Any]) -> None:
    lines: list[tuple[str, Any, str]] = [(paper.title, None, ""), (subtitle(paper), None, "")]
    number = 0
    for section in paper.sections:
        lines += [("", None, ""), (section.title, None, "")]
        for block in section.blocks:
            if isinstance(block, Text):
                lines += [(paragraph, None, block.source) for paragraph in block.paragraphs]
            elif isinstance(block, Facts):
                lines += [(fact.label, ABSENT if fact.value is None else fact.value, block.source) for fact in block.facts]
            elif isinstance(block, Map):
                lines.append((block.title, None, block.source))
            else:
                number += 1
                lines.append((block.title if isinstance(block, Table) else block.chart.title, f"Tabla {number}", block.source))
    sheet = _sheet(book, "Informe")
    sheet.set_column(0, 0, 90)
    sheet.set_column(1, 2, NARROW)
    titles = {paper.title, *(section.title for section in paper.sections)}
    for row, (text, value, source) in enumerate(lines):
        sheet.write(row, 0, text, looks["bold"] if text in titles else looks["wrap"])
        if value is not None:
            sheet.write(row, 1, value)
        sheet.write(row, 2, source)


def _table(book: Workbook, name: str, table: Table, block: Block, looks: dict[str, Any]) -> None:
    sheet = _sheet(book, name)
    sheet.repeat_rows(2)
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, max(1, len(table.head) - 1), NARROW)
    sheet.write(0, 0, f"{table.title} (Fuente {block.source})", looks["bold"])
    sheet.write_row(2, 0, list(table.head), looks["bold"])
    sheet.freeze_panes(3, 1)
    for row, cells in enumerate(table.rows, start=3):
        for column, value in enumerate(cells):
            sheet.write(row, column, ABSENT if value is None else value, looks["wrap"] if isinstance(value, str) else None)
    below = 4 + len(table.rows)
    if not table.rows or table.note:
        sheet.write(below, 0, table.note or table.empty)
    if isinstance(block, Picture):
        picture = {"image_data": io.BytesIO(png_of(block.chart)), "description": block.chart.title, "x_scale": 0.6, "y_scale": 0.6}
        sheet.insert_image(below + 1, 0, "grafico.png", picture)


def _annex(book: Workbook, paper: Paper, looks: dict[str, Any]) -> None:
    sheet = _sheet(book, "Fuentes y límites")
    sheet.set_column(0, 0, NARROW)
    sheet.set_column(1, 4, WIDE)
    sheet.write_row(0, 0, ["Fuente", SOURCES, "Consulta", "Datos", "Límites"], looks["bold"])
    for row, source in enumerate(paper.sources, start=1):
        sheet.write_row(row, 0, [source.key, source.title, source.query, source.url, source.limits], looks["wrap"])
    below = len(paper.sources) + 2
    sheet.write(below, 1, LIMITS, looks["bold"])
    for row, limit in enumerate(limits(paper), start=below + 1):
        sheet.write(row, 1, limit, looks["wrap"])
