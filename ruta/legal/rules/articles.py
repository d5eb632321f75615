"""Which articles does a text have, under which headings, and what is odd about their numbers?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ruta.base.sentences import Sentence, gettext_noop

ORDINALS = "PRIMERO|SEGUNDO|TERCERO|CUARTO|QUINTO|SEXTO|SÉPTIMO|SEPTIMO|OCTAVO|NOVENO|DÉCIMO|DECIMO|ÚNICO|UNICO"
NUMBER = rf"\d{{1,4}}(?:\s?-\s?[A-Z]|\s?[A-Z](?=[\s.:°º-]))?|{ORDINALS}|{ORDINALS.title()}"
ARTICLE = re.compile(rf"\s*(?:ART[IÍ]CULO|Art[ií]culo|ART\.|Art\.)\s+({NUMBER})\s*[°º]?\s*(?:[.:)–—-]+\s*|$)(.*)", re.DOTALL)
PART = re.compile(
    rf"\s*(LIBRO|T[IÍ]TULO|CAP[IÍ]TULO|SECCI[OÓ]N|Libro|T[ií]tulo|Cap[ií]tulo|Secci[oó]n)\s+([IVXLC]+|\d{{1,3}}|PRELIMINAR|{ORDINALS}|{ORDINALS.title()})"
    r"\s*[.:–—-]*\s*(.*)"
)
END = re.compile(r"\s*(?:Dad[oa] en |DADO EN )")
ITEM = re.compile(r"\s*(?:\d{1,3}[).]|[a-zñ][).]|[ivx]{1,5}[).]|[-•–])\s")
KINDS = {"L": "book", "T": "title", "C": "chapter", "S": "section"}
ORDER = ("book", "title", "chapter", "section")
LONGEST_HEADING, LONGEST_KEY = 160, 40
PREAMBLE, CLOSING = "preambulo", "cierre"
GAP = gettext_noop("Después de %(before)s viene %(after)s: revise si falta alguno.")
TWICE = gettext_noop("%(label)s aparece dos veces: uno puede ser una cita.")
EMPTY = gettext_noop("%(label)s no trae texto.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, and the page it stands on."""

    text: str
    page: int | None = None


@dataclass(slots=True)
class Found:
    """One article as the text seems to have it."""

    key: str
    label: str
    part: list[list[str]]
    page: int | None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs, an empty line between them."""
        return joined(self.lines)

    @property
    def raw(self) -> str:
        """The lines as they stood."""
        return "\n".join(self.lines).strip()


def articles_of(lines: Iterable[Line]) -> list[Found]:
    """Cut a text into articles; what stands before the first is its preamble, what follows «Dado en» its closing."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    return [each for each in reader.found if each.raw or each.key not in (PREAMBLE, CLOSING)]


def doubts(found: Sequence[Found]) -> list[Sentence]:
    """What somebody should look at before anybody relies on it: numbers that jump or repeat, articles without words."""
    said = [Sentence(EMPTY, {"label": each.label}) for each in found if not each.raw]
    numbered = [(number_of(each.key), each) for each in found if number_of(each.key)]
    for (before, first), (after, second) in pairwise(numbered):
        if re.fullmatch(r"art-\d+-\d+", second.key):
            said.append(Sentence(TWICE, {"label": second.label}))
        elif after not in (before, before + 1):
            said.append(Sentence(GAP, {"before": first.label, "after": second.label}))
    return said


def number_of(key: str) -> int:
    """The number of an article by its key; 0 for what has none."""
    digits = re.match(r"art-(\d+)", key)
    return int(digits[1]) if digits else 0


def key_of(number: str) -> str:
    """How addresses name an article: art-5, art-5-a, art-unico."""
    return "art-" + re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\d)\s?([a-z])$", r"\1-\2", _folded(number))).strip("-")


def key_of_label(label: str) -> str:
    """The key of what somebody wrote as a label: «Artículo 5-A», «Preámbulo», «Disposición transitoria primera»."""
    article = ARTICLE.match(label.strip())
    return (key_of(article[1]) if article else re.sub(r"[^a-z0-9]+", "-", _folded(label)).strip("-"))[:LONGEST_KEY] or "texto"


def joined(lines: Sequence[str]) -> str:
    """Lines as paragraphs: a line goes on with the last one unless it is empty before it or begins an item of a list."""
    paragraphs: list[str] = []
    is_new = True
    for line in lines:
        words = " ".join(line.split())
        if not words:
            is_new = True
        elif is_new or ITEM.match(line):
            paragraphs.append(words)
            is_new = False
        else:
            paragraphs[-1] = _continued(paragraphs[-1], words)
    return "\n\n".join(paragraphs)


def without_furniture(pages: Sequence[Sequence[str]]) -> list[Line]:
    """The lines of pages without what stands at the edge of most of them: heads, feet and page numbers."""
    seen: dict[str, int] = {}
    for lines in pages:
        for shape in {_shape(lines[place]) for place in _edges(lines)}:
            seen[shape] = seen.get(shape, 0) + 1
    least = max(3, len(pages) // 2)
    kept = []
    for number, lines in enumerate(pages, start=1):
        edges = _edges(lines)
        kept += [
            Line(text, number) for place, text in enumerate(lines)
            if not (place in edges and (seen[_shape(text)] >= least or text.strip().isdecimal()))
        ]  # fmt: skip
    return kept


class _Reader:
    def __init__(self) -> None:
        self.part: list[list[str]] = []
        self.found = [Found(PREAMBLE, "Preámbulo", [], None)]
        self.wants_heading = False
        self.keys: set[str] = set()

    def take(self, line: Line) -> None:
        if article := ARTICLE.match(line.text):
            self._open(article[1], article[2], line.page)
        elif (part := PART.fullmatch(line.text)) and len(line.text) <= LONGEST_HEADING:
            self._enter(part[1], part[2], part[3])
        elif self.wants_heading and line.text.strip():
            self._head(line)
        elif END.match(line.text) and len(self.found) > 1 and self.found[-1].key != CLOSING:
            self.found.append(Found(CLOSING, "Cierre", [], line.page, [line.text]))
        else:
            self._add(line)

    def _open(self, number: str, rest: str, page: int | None) -> None:
        key = base = key_of(number)
        copy = 2
        while key in self.keys:
            key, copy = f"{base}-{copy}", copy + 1
        self.keys.add(key)
        self.wants_heading = False
        number = number if number[:1].isdigit() else number.lower()
        self.found.append(Found(key, f"Artículo {number}", [list(each) for each in self.part], page, [rest] if rest.strip() else []))

    def _enter(self, word: str, number: str, heading: str) -> None:
        kind = KINDS[word[0].upper()]
        self.part = [each for each in self.part if ORDER.index(each[0]) < ORDER.index(kind)]
        self.part.append([kind, f"{word.capitalize()} {number}", heading.strip()])
        self.wants_heading = not heading.strip()

    def _head(self, line: Line) -> None:
        """The words under «Capítulo I», when they look like a heading."""
        words = " ".join(line.text.split())
        if len(words) <= LONGEST_HEADING and (words.isupper() or not words.endswith(".")):
            self.part[-1][2] = f"{self.part[-1][2]} {words}".strip()
            self.wants_heading = words.isupper() and len(self.part[-1][2]) < LONGEST_HEADING and words.endswith((" DE", " Y", ","))
            return
        self.wants_heading = False
        self._add(line)

    def _add(self, line: Line) -> None:
        last = self.found[-1]
        last.page = last.page or line.page
        last.lines.append(line.text)


def _folded(text: str) -> str:
    return text.strip().casefold().translate(str.maketrans("áéíóúüñ", "aeiouun"))


def _continued(before: str, words: str) -> str:
    if before.endswith("-") and before[-2:-1].isalpha() and words[:1].islower():
        return before[:-1] + words
    return f"{before} {words}"


def _edges(lines: Sequence[str]) -> set[int]:
    filled = [place for place, text in enumerate(lines) if text.strip()]
    return {*filled[:2], *filled[-2:]}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).casefold()
