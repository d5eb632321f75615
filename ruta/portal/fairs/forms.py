"""How is a short survey, which is data, drawn on a telephone?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Segment
from ruta.cases.instruments import Instrument, Question, QuestionType
from ruta.cases.selectors.labels import said

T = QuestionType
ASKED = {T.SCALE, T.NUMBER, T.CHOICE, T.TEXT}  # what fits a telephone: lists and lines of a matrix are asked in person


class InvitationForm(forms.Form):
    """Whether the employer comes, and with how many openings."""

    openings = forms.IntegerField(label=_("¿Cuántos puestos trae?"), min_value=1, max_value=5000, required=False)


class SurveyForm(forms.Form):
    """The questions of an instrument that fit a telephone; what was answered comes back for the engine to check."""

    def __init__(
        self, *args: Any, tool: Instrument, questions: Sequence[Question] = (), faults: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """One field for each; `questions` are those to ask now, and `faults` what the engine found wrong with their answers."""
        super().__init__(*args, **kwargs)
        self.faults = faults or {}
        for question in questions or [each for each in tool.questions() if each.type in ASKED and not each.visible_if]:
            self.fields[question.code] = _field(question)

    @property
    def errors(self) -> ErrorDict:
        """Those of the engine where the form itself was not asked to judge."""
        return ErrorDict({name: ErrorList([text]) for name, text in self.faults.items()}) if self.faults else super().errors


def _field(question: Question) -> forms.Field:
    given: dict[str, Any] = {"label": said(question, "text"), "required": bool(question.required)}
    if question.type is T.SCALE and question.scale:
        numbers = range(question.scale.min, question.scale.max + 1)
        ends = f"{question.scale.min} = {said(question.scale, 'min_label')}, {question.scale.max} = {said(question.scale, 'max_label')}"
        return forms.ChoiceField(choices=[(str(n), str(n)) for n in numbers], widget=Segment(), help_text=ends, **given)
    if question.type is T.NUMBER and question.number:
        low, high = question.number.min, question.number.max
        return forms.IntegerField(min_value=None if low is None else int(low), max_value=None if high is None else int(high), **given)
    if question.type is T.CHOICE:
        return forms.ChoiceField(
            choices=[(each.code, said(each, "label")) for each in question.options], widget=forms.RadioSelect(), **given
        )
    if question.type is T.SEVERAL:
        offered = [(each.code, said(each, "label")) for each in question.options]
        return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple(), **given)
    return forms.CharField(max_length=question.max_length, widget=forms.Textarea(attrs={"rows": 2}), **given)
