"""Versioned questionnaires as data: load one, ask it, check the answers, read them. Pure code, never `eval`."""

from ruta.cases.instruments.answering import Answers, Facts, effective_answers, visible_questions
from ruta.cases.instruments.arranging import moved_row, with_options, with_section, without_options, without_section
from ruta.cases.instruments.assessing import RaisedNeed, Result, applies, assess
from ruta.cases.instruments.checking import Fault, Problem, check_answers, required_questions
from ruta.cases.instruments.comparing import Change, changes
from ruta.cases.instruments.drafting import (
    condition_problem,
    draft_problems,
    moved_question,
    question_in,
    with_question,
    with_rule,
    without_question,
)
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
    "Change",
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
    "changes",
    "check_answers",
    "condition_problem",
    "draft_problems",
    "drivers_of_score",
    "effective_answers",
    "field_name",
    "load",
    "moved_question",
    "moved_row",
    "question_in",
    "required_questions",
    "visible_questions",
    "with_options",
    "with_question",
    "with_rule",
    "with_section",
    "without_options",
    "without_question",
    "without_section",
]
