"""What is wrong or missing in these answers, said so that the person at the keyboard knows what to do?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruta.base.sentences import Sentence, gettext_noop
from ruta.cases.instruments.answering import Answers, Facts, bound, effective_answers, is_empty, visible_questions
from ruta.cases.instruments.model import Instrument, Option, Question, QuestionType


class Fault(StrEnum):
    """Kinds of problem, for tests and for the exchange."""

    MISSING = "missing"
    WRONG_KIND = "wrong_kind"
    OUT_OF_RANGE = "out_of_range"
    NOT_AN_OPTION = "not_an_option"
    EXCLUSIVE = "exclusive"
    TOO_LONG = "too_long"
    NO_SUCH_DATE = "no_such_date"
    UNKNOWN_QUESTION = "unknown_question"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct, at one question."""

    question: str
    fault: Fault
    sentence: Sentence


MISSING = gettext_noop("Falta esta respuesta.")
MISSING_ROWS = gettext_noop("Falta contestar %(rows)s.")
NOT_AN_OPTION = gettext_noop("Esa opción no está en la lista. Marque una de las que se ven.")
EXCLUSIVE = gettext_noop("«%(option)s» no se marca junto con otras. Deje esa sola o quítela.")
WHOLE_NUMBER = gettext_noop("Escriba solo un número entero, por ejemplo 12.")
ANY_NUMBER = gettext_noop("Escriba solo un número, por ejemplo 12.5.")
BETWEEN = gettext_noop("Escriba un número entre %(low)s y %(high)s.")
AT_LEAST = gettext_noop("Escriba %(low)s o más.")
AT_MOST = gettext_noop("Escriba %(high)s o menos.")
ON_SCALE = gettext_noop("Marque un número del %(low)s al %(high)s.")
NO_SUCH_DATE = gettext_noop("Esa fecha no existe. Escríbala con día, mes y año.")
TOO_LONG = gettext_noop("Tiene %(length)s letras y caben %(room)s. Acórtelo un poco.")
NOT_TEXT = gettext_noop("Escriba la respuesta con palabras.")
UNKNOWN_QUESTION = gettext_noop("Esta pregunta no está en esta versión del instrumento. Vuelva a abrir la valoración.")


def check_answers(instrument: Instrument, answers: Answers, facts: Facts, *, partial: bool = False) -> list[Problem]:
    """Name every problem, in the order of the questions. `partial` lets unanswered ones wait (a draft)."""
    problems = list(_unknown(instrument, answers))
    required = _requirement(instrument, answers, facts)
    for question in visible_questions(instrument, answers, facts):
        value = answers.get(question.code)
        if not is_empty(value):
            problems.extend(CHECKS[question.type](question, value))
        if not partial and required(question):
            problems.extend(_missing(question, value))
    return problems


def required_questions(instrument: Instrument, answers: Answers, facts: Facts) -> frozenset[str]:
    """Codes of the questions that must be answered, given what was answered so far."""
    required = _requirement(instrument, answers, facts)
    return frozenset(question.code for question in visible_questions(instrument, answers, facts) if required(question))


def _unknown(instrument: Instrument, answers: Answers) -> Iterator[Problem]:
    codes = {question.code for question in instrument.questions()}
    for code in answers:
        if code not in codes:
            yield Problem(code, Fault.UNKNOWN_QUESTION, Sentence(UNKNOWN_QUESTION))


def _requirement(instrument: Instrument, answers: Answers, facts: Facts) -> Callable[[Question], bool]:
    bindings = bound(instrument, effective_answers(instrument, answers, facts), facts)
    return lambda question: question.required or (question.required_if is not None and question.required_if.holds(bindings))


def _missing(question: Question, value: object) -> Iterator[Problem]:
    if is_empty(value):
        yield Problem(question.code, Fault.MISSING, Sentence(MISSING))
    elif isinstance(value, Mapping):
        rows = [row.label_es for row in question.rows if is_empty(value.get(row.code))]
        if rows:
            yield Problem(question.code, Fault.MISSING, Sentence(MISSING_ROWS, {"rows": ", ".join(rows)}))


def _choice(question: Question, value: object) -> Iterator[Problem]:
    if question.option(value) is None:
        yield Problem(question.code, Fault.NOT_AN_OPTION, Sentence(NOT_AN_OPTION))


def _several(question: Question, value: object) -> Iterator[Problem]:
    codes = list(value) if isinstance(value, list | tuple) else [value]
    options: list[Option | None] = [question.option(code) for code in codes]
    if None in options or not isinstance(value, list | tuple):
        yield Problem(question.code, Fault.NOT_AN_OPTION, Sentence(NOT_AN_OPTION))
    alone = next((option for option in options if option and option.exclusive), None)
    if alone and len(set(codes)) > 1:
        yield Problem(question.code, Fault.EXCLUSIVE, Sentence(EXCLUSIVE, {"option": alone.label_es}))


def _scale(question: Question, value: object) -> Iterator[Problem]:
    scale = question.scale
    if scale is None:
        return
    ends = {"low": scale.min, "high": scale.max}
    if not isinstance(value, int) or isinstance(value, bool):
        yield Problem(question.code, Fault.WRONG_KIND, Sentence(ON_SCALE, ends))
    elif not scale.min <= value <= scale.max:
        yield Problem(question.code, Fault.OUT_OF_RANGE, Sentence(ON_SCALE, ends))


def _number(question: Question, value: object) -> Iterator[Problem]:
    integer = question.number is not None and question.number.kind == "integer"
    if isinstance(value, bool) or not isinstance(value, int if integer else (int, float)):
        yield Problem(question.code, Fault.WRONG_KIND, Sentence(WHOLE_NUMBER if integer else ANY_NUMBER))
    elif isinstance(value, int | float):
        yield from _limits(question, value)


def _limits(question: Question, value: float) -> Iterator[Problem]:
    number = question.number
    low, high = (number.min, number.max) if number else (None, None)
    if (low is None or value >= low) and (high is None or value <= high):
        return
    ends = {name: f"{end:,.10g}" for name, end in (("low", low), ("high", high)) if end is not None}
    text = BETWEEN if len(ends) == len(("low", "high")) else AT_LEAST if "low" in ends else AT_MOST
    yield Problem(question.code, Fault.OUT_OF_RANGE, Sentence(text, ends))


def _date(question: Question, value: object) -> Iterator[Problem]:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        yield Problem(question.code, Fault.NO_SUCH_DATE, Sentence(NO_SUCH_DATE))


def _text(question: Question, value: object) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(question.code, Fault.WRONG_KIND, Sentence(NOT_TEXT))
    elif question.max_length and len(value.strip()) > question.max_length:
        sizes = {"length": len(value.strip()), "room": question.max_length}
        yield Problem(question.code, Fault.TOO_LONG, Sentence(TOO_LONG, sizes))


def _matrix(question: Question, value: object) -> Iterator[Problem]:
    cells = value if isinstance(value, Mapping) else {"": value}
    rows = {row.code for row in question.rows}
    if any(row not in rows or (not is_empty(cell) and question.option(cell) is None) for row, cell in cells.items()):
        yield Problem(question.code, Fault.NOT_AN_OPTION, Sentence(NOT_AN_OPTION))


CHECKS: Mapping[QuestionType, Callable[[Question, object], Iterator[Problem]]] = {
    QuestionType.CHOICE: _choice,
    QuestionType.SEVERAL: _several,
    QuestionType.SCALE: _scale,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.TEXT: _text,
    QuestionType.MATRIX: _matrix,
}
