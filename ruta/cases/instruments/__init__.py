"""Versioned questionnaires as data: load one, ask it, check the answers, read them. Pure code, never `eval`."""

from ruta.cases.instruments.answering import Answers, Facts, effective_answers, visible_questions
from ruta.cases.instruments.assessing import RaisedNeed, Result, applies, assess
from ruta.cases.instruments.checking import Fault, Problem, check_answers, required_questions
from ruta.cases.instruments.expressions import InstrumentError
from ruta.cases.instruments.forms import answers_from_form, field_name
from ruta.cases.instruments.loading import load
from ruta.cases.instruments.model import (
    Alert,
    Instrument,
    Option,
    Priority,
    Question,
    QuestionType,
    Section,
    Segment,
    Severity,
    Suggestion,
)
from ruta.cases.instruments.scoring import Driver, Effect, ScoreResult, drivers_of_score

__all__ = [
    "Alert",
    "Answers",
    "Driver",
    "Effect",
    "Facts",
    "Fault",
    "Instrument",
    "InstrumentError",
    "Option",
    "Priority",
    "Problem",
    "Question",
    "QuestionType",
    "RaisedNeed",
    "Result",
    "ScoreResult",
    "Section",
    "Segment",
    "Severity",
    "Suggestion",
    "answers_from_form",
    "applies",
    "assess",
    "check_answers",
    "drivers_of_score",
    "effective_answers",
    "field_name",
    "load",
    "required_questions",
    "visible_questions",
]
