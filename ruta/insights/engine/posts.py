"""How large a part of all posts is vacant, beside unemployment, quarter by quarter (I36)? Pure arithmetic, and the reading of a published series."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ruta.base.sentences import Sentence, gettext_noop

EMPLOYED, UNEMPLOYED = "ocupados", "desocupados"
SERIES = (EMPLOYED, UNEMPLOYED)
COLUMNS = ("trimestre", "serie", "valor", "fuente", "enlace", "provisional", "nota")
MOST = 50_000_000
TEXT, LINK = 200, 300
_QUARTER = re.compile(r"(\d{4})-T([1-4])")
_YES, _NO = ("sí", "si"), ("no", "")
_AMOUNT = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year."""

    year: int
    number: int

    @property
    def last(self) -> date:
        """Its last day."""
        following = (self.year + 1, 1) if self.number == 4 else (self.year, 3 * self.number + 1)
        return date(*following, 1) - timedelta(days=1)

    def __str__(self) -> str:
        """As files and pages write it."""
        return f"{self.year}-T{self.number}"


@dataclass(frozen=True, slots=True)
class Published:
    """One figure of a series, as somebody published it."""

    quarter: Quarter
    series: str
    persons: int
    source: str
    link: str
    is_provisional: bool
    note: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands against a row of a file; the first row after the heading is 2."""

    row: int
    sentence: Sentence


def read_published(rows: Iterable[Mapping[str, str]]) -> tuple[list[Published], list[Fault]]:
    """The figures of a file, and what is wrong with those that cannot be read; of two rows for one figure the first counts."""
    found, faults, seen = list[Published](), list[Fault](), set[tuple[Quarter, str]]()
    for number, row in enumerate(rows, start=2):
        read = _read({name: (row.get(name) or "").strip() for name in COLUMNS})
        if isinstance(read, Published) and (read.quarter, read.series) in seen:
            read = Sentence(gettext_noop("Esa serie ya tiene un valor de ese trimestre más arriba. Deje uno."))
        if isinstance(read, Sentence):
            faults.append(Fault(number, read))
            continue
        seen.add((read.quarter, read.series))
        found.append(read)
    return found, faults


def vacancy_rate(vacant: int, employed: int) -> float | None:
    """Vacant posts of all posts, in percent; nothing where nobody said how many are taken."""
    return 100 * vacant / (vacant + employed) if employed > 0 else None


def unemployment_rate(unemployed: int | None, employed: int) -> float | None:
    """Unemployed of those who work or seek work, in percent."""
    return None if unemployed is None or employed <= 0 else 100 * unemployed / (unemployed + employed)


def plain_amount(text: str) -> str:
    """A number as files of Honduras write it, without what parts its thousands; nothing where it is none, or could be two.

    >>> plain_amount("3,912,345"), plain_amount("12 500.25"), plain_amount("7,5"), plain_amount("1.234.567")
    ('3912345', '12500.25', '', '')
    """
    said = text.replace("\N{NO-BREAK SPACE}", " ")
    return said.replace(",", "").replace(" ", "") if _AMOUNT.fullmatch(said) else ""


def _read(row: Mapping[str, str]) -> Published | Sentence:
    quarter, digits = _QUARTER.fullmatch(row["trimestre"].upper()), plain_amount(row["valor"])
    problem = _problem(row, digits)
    if quarter is None:
        return Sentence(gettext_noop("El trimestre se escribe como 2026-T3."))
    if problem:
        return Sentence(problem)
    return Published(
        Quarter(int(quarter[1]), int(quarter[2])), row["serie"].lower(), int(digits), row["fuente"], row["enlace"],
        row["provisional"].lower() in _YES, row["nota"],
    )  # fmt: skip


def _problem(row: Mapping[str, str], digits: str) -> str:
    checks = (
        (row["serie"].lower() in SERIES, gettext_noop("La serie es «ocupados» o «desocupados».")),
        (digits.isascii() and digits.isdigit() and int(digits[:12]) <= MOST, gettext_noop("El valor son personas, un número entero; la coma solo separa millares (3,912,345).")),
        (0 < len(row["fuente"]) <= TEXT and len(row["nota"]) <= TEXT, gettext_noop("Diga quién publicó la cifra, en hasta 200 letras; la nota tampoco pasa de 200.")),
        (not row["enlace"] or (row["enlace"].startswith("https://") and len(row["enlace"]) <= LINK), gettext_noop("El enlace empieza con https:// y no pasa de 300 letras.")),
        (row["provisional"].lower() in (*_YES, *_NO), gettext_noop("En provisional escriba sí o no.")),
    )  # fmt: skip
    return next((sentence for is_fine, sentence in checks if not is_fine), "")
