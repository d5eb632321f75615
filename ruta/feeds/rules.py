"""What may be done to a cell before it is read, and to which kind of data does each field belong? Pure: no Django, no database."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from ruta.base.sentences import gettext_noop

MOST_LINES, MOST_STEPS, LONGEST_WITH = 200, 6, 2_000
FEW = 200  # ways of writing that are remembered: a source has some, and each is met in every row
CODE = re.compile(r"[a-z][a-z0-9-]{2,39}")
CATEGORY: Mapping[str, str] = {
    **dict.fromkeys(
        ("given_names", "surnames", "full_name", "dni", "passport", "rtn", "document_kind", "document", "sex", "birth_date", "age", "nationality"),
        "identity",
    ),
    **dict.fromkeys(("phone", "email", "municipality", "department", "place"), "contact"),
    **dict.fromkeys(("dependants", "companion"), "household"),
    **dict.fromkeys(("returned_on", "return_country", "entry_point", "return_kind", "whereabouts"), "migration"),
    "education": "education_work",
}  # fmt: skip
"""The kind of data, as agreements name it, of each field of a person."""


class BadStep(ValueError):
    """A cell that a step cannot read; the message is a sentence with its values."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text)
        self.text, self.values = text, values


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may be done to a cell; the list of them is closed."""

    code: str
    label: str
    work: Callable[[str, str], str]
    takes: str = ""  # what has to be said beside it; empty when nothing
    is_said: Callable[[str], bool] = bool


@dataclass(frozen=True, slots=True)
class Line:
    """One column of the source: which field it fills, after which steps."""

    header: str
    field: str
    steps: tuple[tuple[str, str], ...] = ()

    def of(self, cell: str) -> str:
        """The cell after every step."""
        for code, told in self.steps:
            cell = STEPS[code].work(cell, told)
        return cell


_MONTHS = {
    name: at
    for names in ("jan feb mar apr may jun jul aug sep oct nov dec", "ene feb mar abr may jun jul ago sep oct nov dic")
    for at, name in enumerate(names.split(), 1)
}  # fmt: skip
_PARTS = {"AAAA": r"(?P<y>\d{4})", "AA": r"(?P<y>\d{2})", "MMM": r"(?P<m>[a-z]{3})", "MM": r"(?P<m>\d{1,2})", "DD": r"(?P<d>\d{1,2})"}
_TOKEN = re.compile("AAAA|AA|MMM|MM|DD")
_CENTURY = 100


def _dated(cell: str, told: str) -> str:
    """A date written in the order that was said, as year-month-day."""
    if not cell:
        return cell
    found = _pattern(told).match(cell.lower())
    month = found and (_MONTHS.get(found["m"]) if found["m"].isalpha() else int(found["m"]))
    if not found or not month:
        raise BadStep(gettext_noop("«%(cell)s» no es una fecha escrita como %(format)s."), cell=cell[:40], format=told)
    year = int(found["y"])
    return f"{year if year >= _CENTURY else _full(year):04d}-{month:02d}-{int(found['d']):02d}"


def _full(year: int) -> int:
    """Two figures of a year: of this century up to 29, of the last from 30 on."""
    return year + (2000 if year < 30 else 1900)


@lru_cache(maxsize=FEW)
def _pattern(told: str) -> "re.Pattern[str]":
    """The order of a date as a pattern; whatever follows the day, such as an hour, is left aside."""
    body, at = "", 0
    for token in _TOKEN.finditer(told):
        strict = _PARTS[token.group()] if len(told) > len(re.sub(r"\W", "", told)) else _PARTS[token.group()].replace("{1,2}", "{2}")
        body, at = body + re.escape(told[at : token.start()].lower()) + strict, token.end()
    return re.compile(body + re.escape(told[at:].lower()) + r"(?!\d)")


def _is_date(told: str) -> bool:
    tokens = sorted(_TOKEN.findall(told), key=len)
    return len(told) <= 20 and sorted(token[0] for token in tokens) == ["A", "D", "M"] and not re.sub(r"AAAA|AA|MMM|MM|DD|\W", "", told)


@lru_cache(maxsize=FEW)
def _pairs(told: str) -> Mapping[str, str]:
    """`M = Mujer; H = Hombre` as what stands for what."""
    halves = (part.partition("=") for part in told.split(";") if "=" in part)
    return {left.strip().casefold(): right.strip() for left, _mark, right in halves}


def _words(cell: str, told: str) -> str:
    """Words between two places of a cell: `1`, `2-3`, `3-`."""
    first, dash, last = told.partition("-")
    words = cell.split()
    return " ".join(words[int(first) - 1 : (int(last) if last else None) if dash else int(first)])


def _capitals(cell: str, told: str) -> str:
    del told
    return cell.title() if cell.isupper() else cell


def _is_number(told: str) -> bool:
    return told.isascii() and told.isdigit() and 1 <= int(told[:4]) <= 40


STEPS: Mapping[str, Step] = {
    step.code: step
    for step in (
        Step("digits", gettext_noop("Dejar solo cifras"), lambda cell, _: re.sub(r"\D", "", cell)),
        Step("capitals", gettext_noop("Quitar mayúsculas sostenidas"), _capitals),
        Step("pad", gettext_noop("Completar con ceros a la izquierda"), lambda cell, told: cell.zfill(int(told)) if cell else "", gettext_noop("Cuántas cifras: 13"), _is_number),
        Step("before", gettext_noop("Lo que va antes de una marca"), lambda cell, told: cell.partition(told)[0].strip(), gettext_noop("La marca: ,")),
        Step("after", gettext_noop("Lo que va después de una marca"), lambda cell, told: cell.partition(told)[2].strip(), gettext_noop("La marca: ,")),
        Step("words", gettext_noop("Algunas palabras"), _words, gettext_noop("Cuáles: 1, 2-3 o 3-"), lambda told: bool(re.fullmatch(r"[1-9]\d?(-([1-9]\d?)?)?", told))),
        Step("date", gettext_noop("Fecha en otro orden"), _dated, gettext_noop("El orden: AAAAMMDD, MM/DD/AAAA, DD-MMM-AA"), _is_date),
        Step("replace", gettext_noop("Cambiar unas palabras por otras"), lambda cell, told: _pairs(told).get(cell.casefold(), cell), gettext_noop("M = Mujer; H = Hombre"), lambda told: bool(_pairs(told))),
        Step("nothing", gettext_noop("Tomar por vacío"), lambda cell, told: "" if cell.casefold() in {each.strip().casefold() for each in told.split(";")} else cell, gettext_noop("NULL; N/D; -")),
        Step("remove", gettext_noop("Quitar un texto"), lambda cell, told: cell.replace(told, "").strip(), gettext_noop("El texto")),
        Step("prefix", gettext_noop("Poner un texto delante"), lambda cell, told: f"{told}{cell}" if cell else "", gettext_noop("El texto")),
    )
}  # fmt: skip


def line_fault(line: Line) -> str:
    """What is wrong with a line; empty when nothing is."""
    if line.field not in CATEGORY:
        return gettext_noop("Elija a qué dato corresponde.")
    if len(line.steps) > MOST_STEPS:
        return gettext_noop("Son demasiados cambios para una columna.")
    for code, told in line.steps:
        step = STEPS.get(code)
        if step is None:
            return gettext_noop("Ese cambio no existe.")
        if step.takes and (len(told) > LONGEST_WITH or not step.is_said(told)):
            return gettext_noop("Falta decir cómo, o no se entiende.")
    return ""


def missing_categories(fields: Sequence[str], allowed: Sequence[str]) -> list[str]:
    """Kinds of data that these fields bring and the agreement does not give."""
    return sorted({CATEGORY[field] for field in fields} - set(allowed))


def share(valid: int, received: int) -> float | None:
    """Valid of what was received, in percent with one decimal; nothing of nothing."""
    return round(100 * valid / received, 1) if received else None


def next_time(every: str, hour: int, after: datetime) -> datetime | None:
    """When a source is read by itself next: at the next full hour, at an hour of each day, or of each Monday; nothing without a schedule."""
    begin = after.replace(minute=0, second=0, microsecond=0)
    if every == "hour":
        return begin + timedelta(hours=1)
    if every not in ("day", "week"):
        return None
    found = begin.replace(hour=hour)
    found += timedelta(days=0 if found > after else 1)
    return found + timedelta(days=-found.weekday() % 7) if every == "week" else found
