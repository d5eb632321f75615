"""How does catalogue content become an instrument, and what is refused on the way?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from ruta.cases.instruments.consistency import faults
from ruta.cases.instruments.expressions import Expression, InstrumentError, compiled
from ruta.cases.instruments.model import (
    Alert,
    Band,
    BarrierRule,
    Instrument,
    NeedRule,
    Number,
    Option,
    Priority,
    Question,
    QuestionType,
    Row,
    Scale,
    Score,
    ScoreItem,
    Section,
    Segment,
    Severity,
    Suggestion,
)

Content = Mapping[str, Any]
T = TypeVar("T")
EXPRESSIONS = ("when", "value", "visible_if", "required_if")
ABOUT = (
    "status", "sources", "purpose_es", "purpose_en", "notes_es", "notes_en", "comparability_es", "comparability_en", "respondent", "administered_by", "modes", "minutes",
    "applies_to", "access", "repeat", "opening_es", "opening_en", "closing_es", "closing_en",
)  # fmt: skip


def load(content: Content) -> Instrument:
    """Read one version of an instrument; raise `InstrumentError` naming the place that is wrong."""
    try:
        instrument = _instrument(content)
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InstrumentError):
            raise
        message = f"{content.get('code')}: {error!r}"
        raise InstrumentError(message) from error
    wrong = faults(instrument)
    if wrong:
        raise InstrumentError(*wrong)
    return instrument


def _instrument(content: Content) -> Instrument:
    code = str(content["code"])
    option_sets = {name: _options(options) for name, options in content.get("option_sets", {}).items()}
    applies = content.get("applies_to", {}).get("when")
    return Instrument(
        code=code,
        version=str(content["version"]),
        label_es=content["label_es"],
        label_en=content["label_en"],
        sections=tuple(_section(section, option_sets, code) for section in content["sections"]),
        scores=tuple(_score(score, code) for score in content.get("scores", ())),
        segments=_each(Segment, content.get("segments", ()), code),
        suggests_plans=_each(Suggestion, content.get("suggests_plans", ()), code),
        raises_needs=_each(NeedRule, content.get("raises_needs", ()), code, priority=Priority),
        raises_barriers=_each(BarrierRule, content.get("raises_barriers", ()), code),
        alerts=_each(Alert, content.get("alerts", ()), code, severity=Severity),
        applies_when=compiled(applies, f"{code}.applies_to") if applies else None,
        about={name: content[name] for name in ABOUT if name in content},
    )


def _each(kind: type[T], rows: Iterable[Content], where: str, **convert: type) -> tuple[T, ...]:
    return tuple(_made(kind, row, where, **convert) for row in rows)


def _made(kind: type[T], row: Content, where: str, **convert: type) -> T:
    """Build a dataclass from the keys it knows, compiling what is an expression."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # every kind here is a dataclass
    values = {name: _frozen(value) for name, value in row.items() if name in known}
    place = f"{where}.{row.get('code') or row.get('need') or row.get('template') or row.get('barrier')}"
    values |= {name: _expression(values[name], place) for name in EXPRESSIONS if name in values}
    values |= {name: make(values[name]) for name, make in convert.items() if name in values}
    return kind(**values)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _expression(source: object, where: str) -> Expression:
    return compiled(str(source), where)


def _options(rows: Iterable[Content]) -> tuple[Option, ...]:
    return _each(Option, rows, "options", score=float)


def _section(row: Content, option_sets: Mapping[str, Sequence[Option]], where: str) -> Section:
    place = f"{where}.{row['code']}"
    questions = tuple(_question(question, option_sets, place) for question in row["questions"])
    return _made(Section, {**row, "questions": questions}, where)


def _question(row: Content, option_sets: Mapping[str, Sequence[Option]], where: str) -> Question:
    options = option_sets[row["options_from"]] if "options_from" in row else _options(row.get("options", ()))
    place = f"{where}.{row['code']}"
    built = {
        "options": tuple(options),
        "rows": _each(Row, row.get("rows", ()), place),
        "scale": _made(Scale, row["scale"], place) if "scale" in row else None,
        "number": _made(Number, row["number"], place) if "number" in row else None,
    }
    return _made(Question, {**row, **built}, where, type=QuestionType)


def _score(row: Content, where: str) -> Score:
    place = f"{where}.{row['code']}"
    built = {"items": _each(ScoreItem, row["items"], place, weight=float), "bands": _bands(row, place)}
    return _made(Score, {**row, **built}, where, min_answered=float)


def _bands(row: Content, where: str) -> tuple[Band, ...]:
    """Put the highest band first, so that the first that is reached is the right one."""
    return tuple(sorted(_each(Band, row.get("bands", ()), where, min=float), key=lambda band: -band.min))
