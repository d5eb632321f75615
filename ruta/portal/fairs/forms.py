"""How is a short survey, which is data, drawn on a telephone?"""

from typing import Any

from django import forms
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

    def __init__(self, *args: Any, tool: Instrument, **kwargs: Any) -> None:
        """One field for each."""
        super().__init__(*args, **kwargs)
        for question in tool.questions():
            if question.type in ASKED and not question.visible_if:
                self.fields[question.code] = _field(question)


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
    return forms.CharField(max_length=question.max_length, widget=forms.Textarea(attrs={"rows": 2}), **given)
