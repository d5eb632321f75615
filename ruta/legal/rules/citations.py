"""Which norms, and which articles of them, does a text name, and where?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ruta.legal.rules.articles import key_of

DECREE = re.compile(
    r"\bDecreto(?:s)?(?:[ -](?:Ley|Legislativo|Ejecutivo))?\s+(?:(?:N[°ºo.]+|N[úu]mero|No\.)\s*)?(\d{1,4}(?:-\d{2,4})?)\b", re.IGNORECASE
)
EXECUTIVE = re.compile(r"\b(PCM-\d{2,4}-\d{4})\b")
ACCORD = re.compile(
    r"\bAcuerdo(?:[ -](?:Ejecutivo|Ministerial))?\s+(?:(?:N[°ºo.]+|N[úu]mero|No\.)\s*)?([A-Z]{0,6}-?\d{1,4}(?:-[A-Z]{1,4})?-\d{4})\b"
)
ILO = re.compile(r"\bConvenio\s+(?:(?:N[°ºo.]+|n[úu]m(?:ero|\.)?|No\.)\s*)?(?:C-?)?(\d{1,3})\b(?!\s*[-/]\s*\d)", re.IGNORECASE)
ARTICLES = re.compile(r"\bart[íi]culos?\s+(\d{1,4}(?:-[A-Z])?)((?:\s*(?:,|y|e|al?)\s*\d{1,4}(?:-[A-Z])?)*)", re.IGNORECASE)
NEXT = re.compile(r"\d{1,4}(?:-[A-Z])?")
OF = re.compile(r"\s*(?:,?\s*(?:numeral|inciso|literal|p[áa]rrafo)[^.;]{0,40})?\s*(?:de|del|de la|de los|de las)\s+", re.IGNORECASE)
OWN = re.compile(r"\s*(?:de|del)\s+(?:esta|este|la presente|el presente|presente)\b|\s*(?:anterior|precedente|siguiente)\b", re.IGNORECASE)
SHORTEST_TITLE = 12  # a shorter title would be found in half of all sentences


@dataclass(frozen=True, slots=True)
class Known:
    """A norm that texts may name: by its number or by its title."""

    code: str
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """From where to where a text names a norm, or an article of it (`key`)."""

    start: int
    end: int
    code: str
    key: str = ""


class Finder:
    """Finds citations of the norms that it was told; made once for many texts."""

    def __init__(self, known: Iterable[Known]) -> None:
        rows = list(known)
        self._numbers = {number: row.code for row in rows for number in _spellings(row.number)}
        titles = sorted((row for row in rows if len(row.title) >= SHORTEST_TITLE), key=lambda row: -len(row.title))
        self._titles = {_plain(row.title): row.code for row in reversed(titles)}
        self._named = re.compile("|".join(rf"\b{re.escape(_plain(row.title))}\b" for row in titles) or r"(?!)")

    def find(self, text: str, own: str = "") -> list[Cited]:
        """Every citation in the order of the text; an article without a norm is of the norm that speaks (`own`)."""
        norms = self._norms(text)
        articles = [each for match in ARTICLES.finditer(text) for each in self._articles(text, match, norms, own)]
        others = [each for each in norms if each.code != own]
        return _apart(sorted([*articles, *others], key=lambda each: (each.start, -each.end)))

    def _norms(self, text: str) -> list[Cited]:
        found = [
            Cited(match.start(), match.end(), self._numbers[spelling]) for pattern, prefix in PATTERNS for match in pattern.finditer(text)
            if (spelling := f"{prefix}{match[1].upper()}") in self._numbers
        ]  # fmt: skip
        plain = _plain(text)
        if len(plain) == len(text):
            found += [Cited(match.start(), match.end(), self._titles[match[0]]) for match in self._named.finditer(plain)]
        return _apart(sorted(found, key=lambda each: (each.start, -each.end)))

    def _articles(self, text: str, match: re.Match[str], norms: Sequence[Cited], own: str) -> list[Cited]:
        code = self._whose(text, match.end(), norms, own)
        if not code:
            return []
        found = [Cited(match.start(), match.end(1), code, key_of(match[1]))]
        others = NEXT.finditer(text, match.start(2), match.end(2))
        return found + [Cited(more.start(), more.end(), code, key_of(more[0])) for more in others]

    def _whose(self, text: str, end: int, norms: Sequence[Cited], own: str) -> str:
        """The norm that follows («… de la Ley de Migración»), else the one that speaks, unless another unknown one follows."""
        if OWN.match(text, end):
            return own
        of = OF.match(text, end)
        if of is None:
            return own
        return next(
            (each.code for each in norms if each.start == of.end() or text[of.end() : each.start] in ("la ", "el ", "los ", "las ")), ""
        )


PATTERNS = ((DECREE, "decreto "), (EXECUTIVE, ""), (ACCORD, "acuerdo "), (ILO, "oit "))


def _spellings(number: str) -> list[str]:
    """The ways in which a number is looked up: a decree with two or four digits of its year, an ILO convention by its figure."""
    if match := re.fullmatch(r"Decreto(?: Ley)? (\d+)(?:-(\d{2}|\d{4}))?", number):
        year = match[2] or ""
        if not year:
            return []  # «Decreto 131» alone may be of any year
        years = {year, f"19{year}"} if len(year) == len("59") else {year, year[-2:]} if year.startswith("19") else {year}
        return [f"decreto {match[1]}-{each}" for each in sorted(years)]
    if match := re.fullmatch(r"C(\d+)", number):
        return [f"oit {int(match[1])}"]
    if match := re.fullmatch(r"Acuerdo (.+)", number):
        return [f"acuerdo {match[1].upper()}"]
    return [number.upper()] if number.startswith("PCM-") else []


def _plain(text: str) -> str:
    return text.casefold().translate(str.maketrans("áéíóúü", "aeiouu"))


def _apart(found: Iterable[Cited]) -> list[Cited]:
    """Without those that begin inside another."""
    kept: list[Cited] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
