"""How does a report become a letter that somebody goes on writing (DOCX)?"""

import io
from datetime import datetime
from typing import Any

from ruta.insights.papers.drawing import png_of, png_of_svg
from ruta.insights.papers.parts import Block, Facts, Map, Paper, Picture, Table, Text
from ruta.insights.papers.settling import settled
from ruta.insights.papers.telling import LIMITS, SOURCES, limits, subtitle, table_of
from ruta.insights.papers.words import said

WIDE_CM = 15
LONGEST = 255  # letters of a title, as the format has it
LANGUAGE = "es-HN"


def letter_of(paper: Paper) -> bytes:
    """Headings, tables whose head repeats, and drawings with their words."""
    from docx import Document

    letter = Document()
    _describe(letter, paper)
    letter.add_heading(paper.title, 0)
    letter.add_paragraph(subtitle(paper))
    for section in paper.sections:
        letter.add_heading(section.title, 1)
        for block in section.blocks:
            _write(letter, block)
    letter.add_heading(LIMITS, 1)
    for limit in limits(paper):
        letter.add_paragraph(limit, style="List Bullet")
    letter.add_heading(SOURCES, 1)
    for source in paper.sources:
        line = letter.add_paragraph()
        line.add_run(f"{source.key}. {source.title}. ").bold = True
        line.add_run(" ".join(each for each in (f"Consulta {source.query}.", source.url, source.limits) if each))
    out = io.BytesIO()
    letter.save(out)
    return settled(out.getvalue())


def _describe(letter: Any, paper: Paper) -> None:
    """Title, language and days: the day of the data, never the moment of writing."""
    day = datetime(paper.day.year, paper.day.month, paper.day.day)  # noqa: DTZ001 (the format knows no zones)
    about = letter.core_properties
    about.title = f"{paper.title}: {paper.period.label}"[:LONGEST]
    about.author, about.last_modified_by, about.comments = "Ruta", "Ruta", ""
    about.created = about.modified = day
    about.language, about.revision = LANGUAGE, 1


def _write(letter: Any, block: Block) -> None:
    if isinstance(block, Text):
        for place, paragraph in enumerate(block.paragraphs, start=1):
            letter.add_paragraph(paragraph + (_cited(block.source) if place == len(block.paragraphs) else ""))
    elif isinstance(block, Facts):
        for fact in block.facts:
            line = letter.add_paragraph(style="List Bullet")
            line.add_run(f"{fact.label}: ")
            line.add_run(said(fact.value)).bold = True
            line.add_run(f" ({fact.note})" if fact.note else "")
        letter.add_paragraph(_cited(block.source).strip())
    elif isinstance(block, Picture):
        _draw(letter, png_of(block.chart), block.chart.title, block.source)
        _tabulate(letter, table_of(block))
    elif isinstance(block, Map):
        _draw(letter, png_of_svg(block.svg), block.title, block.source)
    else:
        letter.add_heading(block.title + _cited(block.source), 2)
        _tabulate(letter, block)


def _draw(letter: Any, drawing: bytes, title: str, source: str) -> None:
    from docx.shared import Cm

    letter.add_picture(io.BytesIO(drawing), width=Cm(WIDE_CM))
    letter.inline_shapes[-1]._inline.docPr.set("descr", title)  # noqa: SLF001 (the library has no word for it)
    letter.add_paragraph(title + _cited(source))


def _tabulate(letter: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    if not table.rows:
        letter.add_paragraph(table.empty)
        return
    drawn = letter.add_table(rows=1, cols=len(table.head), style="Light Grid Accent 1")
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 (the head repeats on each page)
    cells = [[str(each) for each in table.head], *([said(value) for value in row] for row in table.rows)]
    numeric = table.numeric
    for place, row in enumerate(cells):
        line = drawn.rows[0] if place == 0 else drawn.add_row()
        for column, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.text = text
            if column in numeric:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    letter.add_paragraph(table.note)


def _cited(source: str) -> str:
    return f" (Fuente {source})" if source else ""
