"""How does what a browser sent become answers? Nothing is judged here: `check_answers` does that."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast, runtime_checkable

from ruta.cases.instruments.answering import is_empty
from ruta.cases.instruments.model import Instrument, Question, QuestionType

_INTEGER = re.compile(r"^[+-]?\d+$")
_DECIMAL = re.compile(r"^[+-]?\d+\.\d+$")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(\D|$))")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")


@runtime_checkable
class ManyValued(Protocol):
    """A mapping of a form where one name may come several times."""

    def getlist(self, key: str) -> Sequence[str]:
        """Give every value of a name."""


def field_name(question: str, row: str = "", *, prefix: str = "") -> str:
    """Name an input: `question`, or `question__row` in a matrix."""
    return f"{prefix}{question}__{row}" if row else f"{prefix}{question}"


def answers_from_form(instrument: Instrument, data: Mapping[str, Any], *, prefix: str = "") -> dict[str, object]:
    """Read the answers of a form; a value that cannot be read stays as typed, so that it can be shown and corrected."""
    read = {question.code: _read(question, data, prefix) for question in instrument.questions()}
    return {code: value for code, value in read.items() if not is_empty(value)}


def _read(question: Question, data: Mapping[str, Any], prefix: str) -> object:
    if question.type is QuestionType.MATRIX:
        cells = {row.code: _last(data, field_name(question.code, row.code, prefix=prefix)) for row in question.rows}
        return {row: value for row, value in cells.items() if value}
    name = field_name(question.code, prefix=prefix)
    if question.type is QuestionType.SEVERAL:
        return [value for value in _all(data, name) if value]
    return _typed(question, _last(data, name))


def _typed(question: Question, text: str) -> object:
    if question.type in (QuestionType.NUMBER, QuestionType.SCALE):
        return _number(question, text)
    return _iso(text) if question.type is QuestionType.DATE else text


def _number(question: Question, text: str) -> object:
    plain = _THOUSANDS.sub("", text).replace(" ", "").removeprefix("L")
    decimal = question.number is not None and question.number.kind == "decimal"
    if _INTEGER.match(plain):
        return float(plain) if decimal else int(plain)
    return float(plain) if decimal and _DECIMAL.match(plain) else text


def _iso(text: str) -> str:
    """Turn day/month/year, as people write it, into the order dates are kept in."""
    found = _DAY_FIRST.match(text)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def _all(data: Mapping[str, Any], name: str) -> list[str]:
    if isinstance(data, ManyValued):
        values: Sequence[object] = data.getlist(name)
    else:
        value = data.get(name)
        values = cast("Sequence[object]", value) if isinstance(value, list | tuple) else [value]
    return [unicodedata.normalize("NFC", str(value)).strip() for value in values if value is not None]


def _last(data: Mapping[str, Any], name: str) -> str:
    values = _all(data, name)
    return values[-1] if values else ""
