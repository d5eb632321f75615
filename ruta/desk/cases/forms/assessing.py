"""How is an instrument, which is data, drawn as a form?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Chips, Day, Segment, Suggested
from ruta.base.templatetags.look import icon
from ruta.cases.instruments import Instrument, Question, QuestionType, field_name
from ruta.cases.selectors.labels import said
from ruta.desk.cases.forms.fields import VersionedForm, choice, words
from ruta.desk.occupations.fields import occupation_words
from ruta.taxonomy.selectors import choices, countries, languages, sectors
from ruta.territory.selectors import municipalities

T = QuestionType
SHORT, FEW = 18, 5
FACES = ("emoji-frown", "emoji-expressionless", "emoji-neutral", "emoji-smile", "emoji-laughing")
UNITS = {"HNL": _("lempiras")}
# The official lists that help to write an answer; what is not in them may be written too.
CODE_LISTS = {
    "ciiu": lambda: sectors(4).values_list("name_es", flat=True),
    "municipality": lambda: municipalities().values_list("name", flat=True),
    "country": lambda: [row.name_es for row in countries()],
    "language": lambda: languages().values_list("name_es", flat=True),
    "service_type": lambda: [label for _code, label in choices("service_types")],
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands on the page: one field, or a field per line of a matrix."""

    question: Question
    text: str
    fields: list[BoundField]
    branches: bool
    note: str
    help: str

    @property
    def is_matrix(self) -> bool:
        """Whether its lines stand together under one text."""
        return self.question.type is T.MATRIX

    @property
    def is_reserved(self) -> bool:
        """Whether it is asked in private or not at all."""
        return is_reserved(self.question)


class AnswersForm(forms.Form):
    """The questions to ask now. It judges nothing: the engine did, and its sentences come as `faults`."""

    def __init__(
        self,
        questions: Sequence[Question],
        answers: Mapping[str, object],
        faults: Mapping[str, str],
        required: Collection[str] = (),
    ) -> None:
        """Draw every question with what was answered; `required` are the codes that must be answered now."""
        super().__init__(_typed(questions, answers), auto_id="p-%s")
        self.questions, self.faults, self.answers = questions, faults, answers
        for question in questions:
            for name, field in _fields(question):
                field.required = question.code in required
                self.fields[name] = field

    def full_clean(self) -> None:
        """Bring the faults of the engine to their fields."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for question in self.questions:
            if question.code in self.faults:
                self._errors[_faulty(question, self.answers.get(question.code))] = ErrorList([self.faults[question.code]])

    def sections(self, instrument: Instrument) -> list[dict[str, Any]]:
        """The sections that have something to ask, each with its questions."""
        asked, branching = {question.code for question in self.questions}, _branching(instrument)
        return [
            {
                "label": said(section, "label"), "intro": said(section, "intro"),
                "asked": [self._asked(question, question.code in branching) for question in section.questions if question.code in asked],
            } for section in instrument.sections if any(question.code in asked for question in section.questions)
        ]  # fmt: skip

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """What is wrong, each with the name and the words of its question."""
        return [(name, str(self.fields[name].label), str(texts[0])) for name, texts in self.errors.items()]

    @property
    def has_sensitive(self) -> bool:
        """Whether something to ask now is better left out when somebody listens."""
        return any(is_reserved(question) for question in self.questions)

    def _asked(self, question: Question, branches: bool) -> Asked:  # noqa: FBT001 (private)
        fields = [self[name] for name, _field in _fields(question)]
        return Asked(question, said(question, "text"), fields, branches, said(question, "staff_note"), said(question, "help"))


class OverrideForm(VersionedForm):
    """Another segment, with its reason."""

    segment = choice(_("Segmento"), [])
    reason = choice(_("Motivo"), lambda: choices("segments_strategies", section="override_reasons"))
    note = words(_("Por qué, en una frase"), rows=2)

    def __init__(self, *args: Any, segments: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """Offer the other segments of the instrument."""
        super().__init__(*args, **kwargs)
        self.fields["segment"].choices = [("", "—"), *segments]  # type: ignore[attr-defined]


class AlertForm(forms.Form):
    """What was done about an alert."""

    note = words(_("Qué se hizo"), help_text=_("Queda en la línea del caso con su nombre y la hora."))


def is_reserved(question: Question) -> bool:
    """Whether the question is sensitive: asked in private or not at all."""
    return question.sensitive or question.sensitivity != "normal"


def _faulty(question: Question, answer: object) -> str:
    """The field that a fault stands at: in a matrix, the first line without an answer."""
    names = [field_name(question.code, row.code) for row in question.rows] or [field_name(question.code)]
    given = answer if isinstance(answer, Mapping) else {}
    return next((name for name, row in zip(names, question.rows, strict=False) if not given.get(row.code)), names[0])


def _branching(instrument: Instrument) -> frozenset[str]:
    """The questions on whose answer another one depends; only these redraw the form, so that nobody types into a page that moves."""
    conditions = [each.visible_if for each in instrument.sections] + [each.visible_if for each in instrument.questions()]
    return frozenset(code for condition in conditions if condition for code in condition.answers)


def _fields(question: Question) -> list[tuple[str, forms.Field]]:
    if question.type is T.MATRIX:
        return [(field_name(question.code, row.code), _choice(question, said(row, "label"))) for row in question.rows]
    makers = {T.CHOICE: _choice, T.SEVERAL: _several, T.SCALE: _scale, T.NUMBER: _number, T.DATE: _date, T.TEXT: _text}
    return [(field_name(question.code), makers[question.type](question, said(question, "text")))]


def _common(question: Question, label: str) -> dict[str, Any]:
    return {"label": label, "help_text": "" if question.type is T.MATRIX else said(question, "help")}


def _choice(question: Question, label: str) -> forms.Field:
    offered = [(option.code, said(option, "label")) for option in question.options]
    is_short = len(offered) <= FEW and all(len(text) <= SHORT for _code, text in offered)
    return forms.ChoiceField(choices=offered, widget=Segment() if is_short else forms.RadioSelect(), **_common(question, label))


def _several(question: Question, label: str) -> forms.Field:
    offered = [(option.code, said(option, "label")) for option in question.options]
    return forms.MultipleChoiceField(choices=offered, widget=Chips(), **_common(question, label))


def _scale(question: Question, label: str) -> forms.Field:
    scale = question.scale
    ends = (scale.min, scale.max) if scale else (0, 0)
    common = _common(question, label)
    if scale:
        common["help_text"] = (
            f"{scale.min} = {said(scale, 'min_label')}, {scale.max} = {said(scale, 'max_label')}. {common['help_text']}".strip()
        )
    steps = list(range(ends[0], ends[1] + 1))
    faces = _faces(len(steps)) if scale and scale.faces else [""] * len(steps)
    offered = [(str(n), format_html("{} {}", icon(face), n) if face else str(n)) for n, face in zip(steps, faces, strict=True)]
    return forms.ChoiceField(choices=offered, widget=Segment(), **common)


def _faces(count: int) -> list[str]:
    """A face beside each number, for whoever reads little: from the saddest to the happiest, evenly."""
    return [FACES[round(place * (len(FACES) - 1) / max(count - 1, 1))] for place in range(count)]


def _number(question: Question, label: str) -> forms.Field:
    unit = question.number.unit if question.number else ""
    unit = str(UNITS.get(unit, unit))
    common = _common(question, f"{label} ({unit})" if unit else label)
    return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **common)


def _date(question: Question, label: str) -> forms.Field:
    return forms.CharField(widget=Day(), **_common(question, label))


def _text(question: Question, label: str) -> forms.Field:
    widget: forms.Widget
    if question.code_list == "ciuo08":
        widget = occupation_words()
    elif question.code_list in CODE_LISTS:
        widget = Suggested(CODE_LISTS[question.code_list])
    else:
        widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(widget=widget, max_length=question.max_length, **_common(question, label))


def _typed(questions: Sequence[Question], answers: Mapping[str, object]) -> QueryDict:
    """The answers as a browser would send them."""
    data = QueryDict(mutable=True)
    for question in questions:
        value = answers.get(question.code)
        if isinstance(value, Mapping):
            for row, cell in value.items():
                data[field_name(question.code, row)] = str(cell or "")
        elif isinstance(value, list | tuple):
            data.setlist(field_name(question.code), [str(each) for each in value])
        elif value is not None:
            data[field_name(question.code)] = str(value)
    return data
