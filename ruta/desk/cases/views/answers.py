"""What was answered, in words, and how does it stand beside the time before, also when the questionnaire has changed since?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.cases.instruments import Instrument, Question
from ruta.cases.models import Assessment
from ruta.cases.selectors import case_instrument, may_read_answers
from ruta.cases.selectors.labels import said


@dataclass(frozen=True, slots=True)
class Beside:
    """One question with both answers; `note` says why they are not the same question."""

    question: str
    before: str
    now: str
    is_masked: bool
    note: str = ""

    @property
    def is_other(self) -> bool:
        """Whether the answer changed."""
        return not self.is_masked and self.before != self.now


def answers_of(instrument: Instrument, found: Assessment, actor: Actor) -> list[dict[str, Any]]:
    """What was answered, in words; what is reserved to protection is masked for everybody else."""
    asked = (question for question in instrument.questions() if question.code in found.answers or _is_hidden(question, found, actor))
    return [
        {
            "question": said(question, "text"),
            "is_masked": _is_masked(question, actor),
            "told": in_words(question, found.answers.get(question.code)),
        }
        for question in asked
    ]


def beside(instrument: Instrument, found: Assessment, actor: Actor) -> tuple[Assessment | None, list[Beside]]:
    """The time before, and each question of both times; each answer is read under the version that it was given under."""
    same = Assessment.objects.filter(case=found.case_id, instrument=found.instrument, state="done", assessed_at__lt=found.assessed_at)
    former = same.order_by("-assessed_at", "-pk").first()
    if former is None or not may_read_answers(actor, former) or not may_read_answers(actor, found):
        return None, []
    older = case_instrument(former.instrument, former.instrument_version, found.case.population)
    return former, list(_rows((older, former), (instrument, found), actor))


def _rows(before: tuple[Instrument, Assessment], now: tuple[Instrument, Assessment], actor: Actor) -> Iterator[Beside]:
    then, old = before
    here, new = now
    for question in [*here.questions(), *(each for each in then.questions() if here.question(each.code) is None)]:
        past, present = then.question(question.code), here.question(question.code)
        hides = any(_is_hidden(question, row, actor) for row in (old, new))
        if hides or question.code in old.answers or question.code in new.answers:
            yield Beside(
                said(question, "text"), _told(past, old), _told(present, new), _is_masked(question, actor), _note(past, present)
            )  # fmt: skip


def _told(question: Question | None, row: Assessment) -> str:
    return in_words(question, row.answers[question.code]) if question and question.code in row.answers else ""


def _note(past: Question | None, present: Question | None) -> str:
    if past is None:
        return _("Antes no se preguntaba.")
    if present is None:
        return _("Ya no se pregunta.")
    is_same = (past.text_es, past.type, _codes(past)) == (present.text_es, present.type, _codes(present))
    return "" if is_same else _("Se preguntaba de otra manera: «%(text)s»") % {"text": said(past, "text")}


def _codes(question: Question) -> tuple[tuple[str, str], ...]:
    return tuple((option.code, option.label_es) for option in question.options)


def _is_masked(question: Question, actor: Actor) -> bool:
    return question.sensitivity == "strict" and not actor.sees_strict


def _is_hidden(question: Question, row: Assessment, actor: Actor) -> bool:
    """Whether an answer may stand apart: nobody learns which of the strict questions were answered."""
    return row.is_masked and _is_masked(question, actor)


def in_words(question: Question, value: Any) -> str:
    """One answer as its question names it."""
    if isinstance(value, dict):
        return ", ".join(f"{said(row, 'label')}: {in_words(question, value.get(row.code))}" for row in question.rows if value.get(row.code))
    if isinstance(value, list):
        return ", ".join(in_words(question, each) for each in value)
    option = question.option(value)
    return said(option, "label") if option else str(value)
