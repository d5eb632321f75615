"""The twelve instruments of the catalogue, and any answers to them."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

import ruta
from ruta.cases.instruments import Instrument, Question, QuestionType, load, required_questions

FOLDER = Path(ruta.__file__).parent / "taxonomy" / "data" / "catalogues" / "instruments"
CODES = (
    "child_best_interests",
    "employability_profile",
    "employer_expectations",
    "job_fair_employer",
    "job_fair_person",
    "migrant_contract_checklist",
    "needs_of_return",
    "protection_screening",
    "reintegration_survey_v0",
    "satisfaction_employer",
    "satisfaction_partner",
    "satisfaction_person",
)
ADULT = {"age": 34, "is_minor": False, "sex": "woman", "modality": "returned", "population": "returned_persons"}


@lru_cache
def content(code: str) -> dict[str, Any]:
    """Read the catalogue file of an instrument."""
    read: dict[str, Any] = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    return read


@lru_cache
def instrument(code: str) -> Instrument:
    """Load an instrument of the catalogue."""
    return load(content(code))


def valid_answer(question: Question) -> st.SearchStrategy[Any]:
    """Any answer that fits one question."""
    codes = [option.code for option in question.options]
    several = [option.code for option in question.options if not option.exclusive]
    number, scale = question.number, question.scale
    low, high = (int(number.min or 0), int(number.max or 999)) if number else (0, 0)
    strategies: dict[QuestionType, st.SearchStrategy[Any]] = {
        QuestionType.CHOICE: st.sampled_from(codes or [""]),
        QuestionType.SEVERAL: st.lists(st.sampled_from(several or [""]), min_size=1, unique=True),
        QuestionType.SCALE: st.integers(scale.min, scale.max) if scale else st.nothing(),
        QuestionType.NUMBER: st.integers(low, high) if not number or number.kind == "integer" else st.floats(low, high),
        QuestionType.DATE: st.dates().map(str),
        QuestionType.TEXT: st.text("abc ñé", min_size=1, max_size=20).map(str.strip).filter(bool),
        QuestionType.MATRIX: st.fixed_dictionaries({row.code: st.sampled_from(codes or [""]) for row in question.rows}),
    }
    return strategies[question.type]


def answer_sets(code: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any mixture of answered and unanswered questions."""
    return st.fixed_dictionaries({}, optional={question.code: valid_answer(question) for question in instrument(code).questions()})


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Any person, known well or hardly."""
    return st.fixed_dictionaries(
        {},
        optional={
            "age": st.none() | st.integers(0, 95),
            "is_minor": st.none() | st.booleans(),
            "sex": st.sampled_from([None, "woman", "man", "other"]),
            "modality": st.sampled_from([None, "returned", "refugee_or_asylum_seeker", "displaced", "in_transit"]),
            "population": st.sampled_from([None, "returned_persons"]),
            "days_since_return": st.none() | st.integers(0, 9000),
            "has_dependants": st.none() | st.booleans(),
            "ethnicity": st.sampled_from([None, "garifuna", "lenca"]),
            "disability": st.none() | st.booleans(),
        },
    )


def least_answers(it: Instrument, person: dict[str, Any], **chosen: Any) -> dict[str, Any]:
    """What must be answered and nothing more, with the first option of each question unless one is chosen."""
    answers: dict[str, Any] = dict(chosen)
    while wanted := required_questions(it, answers, person) - set(answers):
        answers |= {code: _first(question) for code in wanted if (question := it.question(code))}
    return answers


def _first(question: Question) -> Any:
    """The first answer that a question takes."""
    first = question.options[0].code if question.options else ""
    given = {
        QuestionType.CHOICE: first, QuestionType.SEVERAL: [first], QuestionType.DATE: "2026-12-01", QuestionType.TEXT: "una frase",
        QuestionType.MATRIX: {row.code: first for row in question.rows},
        QuestionType.SCALE: question.scale.min if question.scale else 0, QuestionType.NUMBER: int((question.number and question.number.min) or 0),
    }  # fmt: skip
    return given[question.type]
