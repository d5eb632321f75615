"""Which questions are asked, and what do their answers look like to an expression? (the rule of absence)"""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

import cel

from ruta.cases.instruments.expressions import Expression, context
from ruta.cases.instruments.model import Instrument, Question, QuestionType

Answers = Mapping[str, object]
Facts = Mapping[str, object]

TEXT_FACTS = ("sex", "modality", "population")
COUNTED_FACTS = ("age", "days_since_return", "has_dependants")
ADULT_FROM = 18


def visible_questions(instrument: Instrument, answers: Answers, facts: Facts) -> tuple[Question, ...]:
    """List the questions to ask now, in order. A hidden question counts as unanswered, whatever was typed before."""
    return tuple(question for question, _ in _walk(instrument, answers, facts))


def effective_answers(instrument: Instrument, answers: Answers, facts: Facts) -> dict[str, object]:
    """Only what counts: answers to visible questions, of the right kind, without empty ones."""
    return {question.code: value for question, value in _walk(instrument, answers, facts) if not is_empty(value)}


def bound(instrument: Instrument, effective: Answers, facts: Facts, scores: Mapping[str, float] | None = None) -> cel.Context:
    """Bind answers already effective, scores and facts for the expressions of an instrument."""
    return context({**blank(instrument), **effective}, scores or {}, known_facts(facts))


def blank(instrument: Instrument) -> dict[str, object]:
    """Give what an expression sees before anything is answered: null, [] or nothing at all, by kind of question."""
    return {question.code: _blank(question) for question in instrument.questions() if not _is_counted(question)}


def known_facts(facts: Facts) -> dict[str, object]:
    """Keep the agreed facts: unknown text is null, an unknown number is absent, `is_minor` is always there."""
    known: dict[str, object] = {name: facts.get(name) for name in TEXT_FACTS}
    known |= {name: facts[name] for name in COUNTED_FACTS if facts.get(name) is not None}
    age = facts.get("age")
    by_age = isinstance(age, int) and age < ADULT_FROM
    known["is_minor"] = bool(facts["is_minor"]) if facts.get("is_minor") is not None else by_age
    return known


def is_empty(value: object) -> bool:
    """Tell whether a value is no answer."""
    if isinstance(value, Mapping):
        return all(is_empty(cell) for cell in value.values())
    return value is None or value in ("", [], ())


def kept(question: Question, value: object) -> object:
    """Give a typed value back in the form it is kept in, or None when it is of the wrong kind."""
    keepers = {
        QuestionType.CHOICE: _choice,
        QuestionType.SEVERAL: _several,
        QuestionType.SCALE: _scale,
        QuestionType.NUMBER: _number,
        QuestionType.DATE: _date,
        QuestionType.TEXT: _text,
        QuestionType.MATRIX: _matrix,
    }
    return None if is_empty(value) else keepers[question.type](question, value)


def _walk(instrument: Instrument, answers: Answers, facts: Facts) -> Iterator[tuple[Question, object]]:
    """Settle visibility from top to bottom: what a hidden question said cannot show another."""
    seen, known = blank(instrument), known_facts(facts)
    for section in instrument.sections:
        if not _shown(section.visible_if, seen, known):
            continue
        for question in section.questions:
            if _shown(question.visible_if, seen, known):
                value = kept(question, answers.get(question.code))
                seen |= {} if is_empty(value) else {question.code: value}
                yield question, value


def _shown(condition: Expression | None, seen: Answers, known: Facts) -> bool:
    return condition is None or condition.holds(context(seen, {}, known))


def _is_counted(question: Question) -> bool:
    return question.type in (QuestionType.SCALE, QuestionType.NUMBER)


def _blank(question: Question) -> object:
    if question.type is QuestionType.SEVERAL:
        return []
    return {row.code: None for row in question.rows} if question.type is QuestionType.MATRIX else None


def _choice(question: Question, value: object) -> object:
    return value if question.option(value) else None


def _several(question: Question, value: object) -> object:
    if not isinstance(value, list | tuple):
        return None
    return [option.code for option in question.options if option.code in value]


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _scale(question: Question, value: object) -> object:
    whole, scale = _whole(value), question.scale
    return whole if whole is not None and scale and scale.min <= whole <= scale.max else None


def _number(question: Question, value: object) -> object:
    number = question.number
    if number is None or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    low, high = number.min, number.max
    if (low is not None and value < low) or (high is not None and value > high):
        return None
    return _whole(value) if number.kind == "integer" else float(value)


def _date(_question: Question, value: object) -> object:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None


def _text(question: Question, value: object) -> object:
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFC", value).strip()
    return text if len(text) <= (question.max_length or len(text)) else None


def _matrix(question: Question, value: object) -> object:
    if not isinstance(value, Mapping):
        return None
    return {row.code: _choice(question, value.get(row.code)) for row in question.rows}
