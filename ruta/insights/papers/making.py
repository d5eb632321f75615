"""Which files does a report become?"""

from collections.abc import Callable
from dataclasses import dataclass

from ruta.insights.papers.book import book_of
from ruta.insights.papers.drawing import png_of_svg
from ruta.insights.papers.letter import letter_of
from ruta.insights.papers.page import page_of
from ruta.insights.papers.parts import Paper
from ruta.insights.papers.poster import on_white
from ruta.insights.papers.sheet import sheet_of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its ending, its type on the web, and who makes it."""

    ending: str
    label: str
    media: str
    make: Callable[[Paper], bytes]


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", sheet_of),
        Kind("docx", "Word (DOCX)", f"{OFFICE}.wordprocessingml.document", letter_of),
        Kind("xlsx", "Excel (XLSX)", f"{OFFICE}.spreadsheetml.sheet", book_of),
        Kind("html", "Página (HTML)", "text/html; charset=utf-8", page_of),
    )
}


PICTURE = Kind("png", "Imagen (PNG)", "image/png", lambda paper: png_of_svg(on_white(paper.poster)))
EVERY = KINDS | {PICTURE.ending: PICTURE}


def kinds_of(paper: Paper) -> dict[str, Kind]:
    """The files of this report: a picture too where it has one."""
    return EVERY if paper.poster else KINDS


def made(paper: Paper, ending: str) -> bytes:
    """The report as a file; the same report makes the same bytes."""
    return EVERY[ending].make(paper)
