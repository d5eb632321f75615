"""How does a report become a PDF that a screen reader reads?"""

import json
from pathlib import Path
from typing import Any

from ruta.insights.papers.drawing import svg_of
from ruta.insights.papers.parts import Block, Facts, Map, Paper, Picture, Table, Text
from ruta.insights.papers.telling import LIMITS, SOURCES, limits, subtitle, table_of
from ruta.insights.papers.words import said

NARROWEST, WIDEST, BOLD = 9.0, 40.0, 3.0  # letters; what bold ones take more
SHEET = Path(__file__).parent / "sheets" / "paper.typ"


def sheet_of(paper: Paper) -> bytes:
    """A letter page, tagged (PDF/UA-1). Everything is handed over as data, never as markup."""
    import typst

    day = paper.day
    data = {
        "title": paper.title, "period": paper.period.label, "subtitle": subtitle(paper), "day": [day.year, day.month, day.day],
        "sections": [{"title": section.title, "blocks": [_block(block) for block in section.blocks]} for section in paper.sections],
        "limits_title": LIMITS, "limits": limits(paper), "sources_title": SOURCES,
        "sources": [{"key": each.key, "title": each.title, "query": each.query, "limits": each.limits, "url": each.url} for each in paper.sources],
    }  # fmt: skip
    pdf: bytes = typst.compile(str(SHEET), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"], ignore_system_fonts=True)
    return pdf


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Text):
        return {"kind": "text", "paragraphs": list(block.paragraphs), "source": block.source}
    if isinstance(block, Facts):
        return {"kind": "facts", "facts": [[fact.label, said(fact.value), fact.note] for fact in block.facts], "source": block.source}
    if isinstance(block, Picture):
        numbers = _table(table_of(block))
        return {"kind": "picture", "svg": svg_of(block.chart), "title": block.chart.title, "source": block.source, "table": numbers}
    if isinstance(block, Map):
        return {"kind": "map", "svg": block.svg, "title": block.title, "source": block.source}
    return {"kind": "table", "source": block.source} | _table(block)


def _width(table: Table, place: int) -> float:
    """The share of the line that a column needs: its usual length, within bounds, and room for the longest word of its head."""
    lengths = [len(said(row[place])) for row in table.rows] or [0]
    longest_word = max((len(word) for word in table.head[place].split()), default=0)
    return max(NARROWEST, longest_word + BOLD, min(WIDEST, sum(lengths) / len(lengths)))


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "head": list(table.head),
        "rows": [[said(value) for value in row] for row in table.rows],
        "numeric": sorted(table.numeric),
        "wide": [_width(table, place) for place in range(len(table.head))],
        "note": table.note,
        "empty": table.empty,
    }
