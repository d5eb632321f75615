"""How does a report become a page: within the product, and as a file of its own?"""

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from ruta.insights.papers.drawing import svg_of
from ruta.insights.papers.parts import Block, Facts, Map, Paper, Picture, Table, Text
from ruta.insights.papers.telling import LIMITS, SOURCES, limits, subtitle, table_of
from ruta.insights.papers.words import said

LOOKS = Path(__file__).parent / "sheets" / "paper.css"
WORDS = {"source": "Fuente", "query": "Consulta", "data": "Ver los datos", "numbers": "Los números del gráfico"}
FOLDED = 4  # columns from which a table becomes cards on a telephone
FRAME = """<!doctype html>
<html lang="es-HN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
{looks}</style></head><body><main><h1>{title}</h1>
{body}</main></body></html>
"""


def body_of(paper: Paper) -> SafeString:
    """The report without its title, as part of a page. Reports are issued in Spanish, whoever reads them."""
    drawn = {
        "subtitle": subtitle(paper),
        "sections": [(section.title, [_block(block) for block in section.blocks]) for section in paper.sections],
        "sources": paper.sources,
        "limits": limits(paper),
        "sources_title": SOURCES,
        "limits_title": LIMITS,
        "words": WORDS,
    }
    with override("es-hn"):
        return render_to_string("insights/paper.html", drawn)


def page_of(paper: Paper) -> bytes:
    """A file that any browser opens, with its looks and drawings inside."""
    looks = LOOKS.read_text(encoding="utf-8")
    return FRAME.format(title=escape(f"{paper.title}: {paper.period.label}"), looks=looks, body=body_of(paper)).encode()


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Text):
        return {"kind": "text", "paragraphs": block.paragraphs, "source": block.source}
    if isinstance(block, Facts):
        facts = [{"label": fact.label, "value": said(fact.value), "note": fact.note} for fact in block.facts]
        return {"kind": "facts", "facts": facts, "source": block.source}
    if isinstance(block, Picture):
        # The drawing is ours from the first to the last letter: labels come out of Vega escaped.
        drawing = mark_safe(svg_of(block.chart))  # noqa: S308
        return {"kind": "picture", "svg": drawing, "title": block.chart.title, "source": block.source, "table": _table(table_of(block))}
    if isinstance(block, Map):
        return {"kind": "map", "svg": mark_safe(block.svg), "title": block.title, "source": block.source}  # noqa: S308 (ours too)
    return {"kind": "table", "table": _table(block), "source": block.source}


def _table(table: Table) -> dict[str, Any]:
    numeric = table.numeric
    heads = [{"label": label, "numeric": place in numeric} for place, label in enumerate(table.head)]
    rows = [
        [{"value": said(value), "label": table.head[place], "numeric": place in numeric} for place, value in enumerate(row)]
        for row in table.rows
    ]
    return {"title": table.title, "heads": heads, "rows": rows, "is_narrow": len(heads) < FOLDED, "note": table.note, "empty": table.empty}
