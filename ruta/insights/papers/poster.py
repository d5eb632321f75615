"""How does one picture tell what vacancies of an occupation ask for? Drawn by hand in SVG, tall like a telephone, in the colours of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

WIDE, SIDE, TITLE_LETTERS, UNDER_LETTERS, LABEL_LETTERS, FOOT_LETTERS = 460, 16, 26, 50, 40, 66
INK, QUIET, BAR, REST = "#12252d", "#3f5863", "#0091b3", "#d5e0e4"
FONT = "Atkinson Hyperlegible Next Variable, Liberation Sans, sans-serif"


@dataclass(frozen=True, slots=True)
class Poster:
    """What it says, from top to bottom."""

    title: str
    under: str
    numbers: Sequence[tuple[str, str]]
    heading: str
    bars: Sequence[tuple[str, float, str]]
    """Each with its part of one and its words."""
    lines: Sequence[tuple[str, str]]
    foot: str


def drawn(poster: Poster) -> str:
    """The drawing."""
    parts, height = [], 44
    for piece, tall in _pieces(poster):
        parts.append(f'<g transform="translate(0 {height})">{piece}</g>')
        height += tall
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" width="{WIDE}" height="{height}" font-family="{FONT}">'
        f"{''.join(parts)}</svg>"
    )


def on_white(svg: str) -> str:
    """The same with paper behind it, for a picture of its own."""
    head, rest = svg.split(">", 1)
    return f'{head}><rect width="100%" height="100%" fill="#ffffff"/>{rest}'


def _pieces(poster: Poster) -> Iterator[tuple[str, int]]:
    for line in wrap(poster.title, TITLE_LETTERS):
        yield _text(line, 28, bold=True), 34
    for line in wrap(poster.under, UNDER_LETTERS):
        yield _text(line, 16, QUIET), 22
    yield "", 8
    yield _numbers(poster.numbers), 84
    if poster.bars:
        yield _text(poster.heading, 20, bold=True), 34
    for label, share, words in poster.bars:
        yield _bar(label, share, words), 50
    for label, words in poster.lines:
        yield _text(label, 15, QUIET), 22
        for line in wrap(words, LABEL_LETTERS):
            yield _text(line, 17), 26
    for line in wrap(poster.foot, FOOT_LETTERS):
        yield _text(line, 13, QUIET), 20


def _text(words: str, size: int, colour: str = INK, *, x: int = SIDE, bold: bool = False, anchor: str = "start") -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'


def _numbers(numbers: Sequence[tuple[str, str]]) -> str:
    room = (WIDE - 2 * SIDE) // max(1, len(numbers))
    return "".join(
        f'<g transform="translate({at * room} 24)">{_text(value, 30, bold=True)}<g transform="translate(0 24)">{_text(label, 15, QUIET)}</g></g>'
        for at, (value, label) in enumerate(numbers)
    )


def _bar(label: str, share: float, words: str) -> str:
    full = WIDE - 2 * SIDE
    short = label if len(label) <= LABEL_LETTERS else f"{label[: LABEL_LETTERS - 1].rstrip()}…"
    return (
        f"{_text(short, 16)}{_text(words, 15, QUIET, x=WIDE - SIDE, anchor='end')}"
        f'<rect x="{SIDE}" y="9" width="{full}" height="12" fill="{REST}"/><rect x="{SIDE}" y="9" width="{round(full * share)}" height="12" fill="{BAR}"/>'
    )
