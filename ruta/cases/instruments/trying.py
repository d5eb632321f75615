"""Can every condition of an instrument really be worked out, with answers and without? A condition that fails would stop an interview."""

from collections.abc import Iterator, Mapping
from typing import Any

from ruta.base.sentences import Sentence, gettext_noop
from ruta.cases.instruments.answering import Facts, bound
from ruta.cases.instruments.expressions import Expression, InstrumentError
from ruta.cases.instruments.model import Instrument, Question, QuestionType

FAILS = gettext_noop(
    "«%(place)s»: la condición «%(source)s» no se puede calcular. Revise que compare cosas de la misma clase, y ponga has(…) antes de un número que puede faltar."
)
NOT_A_CONDITION = gettext_noop("«%(place)s»: «%(source)s» no da verdadero ni falso. Compare con ==, != o >=.")
NOT_A_PART = gettext_noop("«%(place)s»: «%(source)s» debe dar un número con decimales entre 0.0 y 1.0.")
ADULT: Facts = {"age": 30, "is_minor": False, "sex": "woman", "modality": "returned", "days_since_return": 10, "has_dependants": True}
NOBODY: Facts = {}
MIDDLE = 50.0


def failing(instrument: Instrument) -> Iterator[Sentence]:
    """Each condition that breaks: nothing answered, and everything answered by the first or by the last that there is."""
    everything = [{}, *({question.code: _some(question, place) for question in instrument.questions()} for place in (0, -1))]
    for place, expression, is_part in _expressions(instrument):
        problem = next(filter(None, (_problem(instrument, place, expression, answers, is_part=is_part) for answers in everything)), None)
        if problem:
            yield problem


def _problem(instrument: Instrument, place: str, expression: Expression, answers: Mapping[str, Any], *, is_part: bool) -> Sentence | None:
    told = {"place": place, "source": expression.source}
    scores = {score.code: MIDDLE for score in instrument.scores} if answers else {}
    try:
        value = expression.value(bound(instrument, answers, ADULT if answers else NOBODY, scores))
    except InstrumentError:
        return Sentence(FAILS, told)
    if is_part:
        return None if value is None or (isinstance(value, float) and 0 <= value <= 1) else Sentence(NOT_A_PART, told)
    return None if isinstance(value, bool) else Sentence(NOT_A_CONDITION, told)


def _expressions(instrument: Instrument) -> Iterator[tuple[str, Expression, bool]]:
    """Where, what, and whether it is a part of a score rather than a condition."""
    for section in instrument.sections:
        yield from _named(section.code, section.visible_if)
        for question in section.questions:
            yield from _named(question.code, question.visible_if)
            yield from _named(question.code, question.required_if)
    for score in instrument.scores:
        yield from ((f"{score.code}.{item.code}", item.value, True) for item in score.items if item.value)
    yield from ((rule.code, rule.when, False) for rule in instrument.segments)
    yield from ((rule.need, rule.when, False) for rule in instrument.raises_needs)
    yield from ((rule.template, rule.when, False) for rule in instrument.suggests_plans)
    yield from ((rule.barrier, rule.when, False) for rule in instrument.raises_barriers)
    yield from ((rule.code, rule.when, False) for rule in instrument.alerts)


def _named(place: str, expression: Expression | None) -> Iterator[tuple[str, Expression, bool]]:
    if expression is not None:
        yield place, expression, False


def _some(question: Question, place: int) -> object:
    """An answer that the question takes: its first or its last."""
    code = question.options[place].code if question.options else ""
    number, scale = question.number, question.scale
    end = (number.min if place == 0 else number.max) if number else None
    given: dict[QuestionType, object] = {
        QuestionType.CHOICE: code,
        QuestionType.SEVERAL: [code],
        QuestionType.MATRIX: {row.code: code for row in question.rows},
        QuestionType.SCALE: (scale.min if place == 0 else scale.max) if scale else 1,
        QuestionType.NUMBER: float(end or 1) if number and number.kind == "decimal" else int(end or 1),
        QuestionType.DATE: "2026-01-15",
        QuestionType.TEXT: "x",
    }
    return given[question.type]
