"""What does somebody without an account write: a date, a reason, a result, a yes or a no?"""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.agenda.actions import Slot
from ruta.agenda.selectors import few_days, told_places
from ruta.base.clock import HONDURAS, today
from ruta.base.forms import Calendar, Choices, TimeOffered
from ruta.referrals.enums import ReasonKind
from ruta.referrals.rules import NOT_YET, Reason
from ruta.referrals.selectors import Offer, reason_book, said
from ruta.taxonomy.selectors import items

AREA = {"rows": 3}
CHOOSE = _("Elija una opción")
NOT_A_RESULT = "not_delivered"


def reasons_of(kind: ReasonKind) -> list[Reason]:
    """The reasons of one kind, in the order of the catalogue."""
    return [reason for reason in reason_book().reasons.values() if reason.kind is kind]


def reason_choices(kind: ReasonKind) -> list[tuple[str, str]]:
    """What a form offers."""
    return [("", str(CHOOSE)), *((reason.code, said(reason)) for reason in reasons_of(kind))]


class DateForm(forms.Form):
    """When and where the person is expected."""

    day = forms.DateField(label=_("Día"), widget=Calendar())
    hour = forms.TimeField(label=_("Hora"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Lugar"), max_length=200, help_text=_("Oficina, taller o dirección."))
    bring = forms.CharField(label=_("Qué debe llevar"), max_length=200, required=False)
    ask_for = forms.CharField(label=_("Pregunta por"), max_length=120, required=False)

    def slot(self) -> Slot:
        """The appointment as it was written."""
        given = self.cleaned_data
        at = datetime.combine(given["day"], given["hour"], HONDURAS)
        return Slot(starts_at=at, place=given["place"], bring=given["bring"], ask_for=given["ask_for"])


class PlaceForm(forms.Form):
    """One of the free hours of the office's own agenda; while there is none, an answer without a date."""

    at = TimeOffered(label=_("Horas libres de su agenda"))
    bring = forms.CharField(label=_("Qué debe llevar"), max_length=200, required=False)
    ask_for = forms.CharField(label=_("Pregunta por"), max_length=120, required=False)

    def __init__(self, *args: Any, offer: Offer, since: date | None = None, **kwargs: Any) -> None:
        """`since`: the day from which free hours are shown."""
        super().__init__(*args, **kwargs)
        self.offered, self.is_full = offer, offer.is_full
        shown, self.later = few_days(offer.places, since)
        self.fields["at"].choices = told_places(shown)  # type: ignore[attr-defined]
        if offer.is_full:
            self.fields.clear()

    def slot(self) -> Slot | None:
        """The place that was chosen; none while there is none."""
        if self.is_full:
            return None
        given = self.cleaned_data
        agenda = self.offered.agenda_at(given["at"])
        return Slot(starts_at=given["at"], agenda_id=agenda.pk if agenda else None, bring=given["bring"], ask_for=given["ask_for"])


class ReasonForm(forms.Form):
    """Why not. What a reason asks for besides is asked by the rules, each beside its field."""

    reason = forms.ChoiceField(label=_("Motivo"))
    note = forms.CharField(
        label=_("Explicación"), required=False, widget=forms.Textarea(AREA), max_length=600,
        help_text=_("Sin datos de salud ni de seguridad."),
    )  # fmt: skip
    review_on = forms.DateField(label=_("Desde cuándo podría"), widget=Calendar(), required=False)
    attempts = forms.IntegerField(label=_("Intentos de contacto"), min_value=0, max_value=50, required=False)

    def __init__(self, *args: Any, kind: ReasonKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reason_choices(kind)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The keywords of `decline`."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class MissForm(forms.Form):
    """The person did not come."""

    reason = forms.ChoiceField(label=_("Por qué"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reason_choices(ReasonKind.NO_SHOW)  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """What the service gave; what goes on says until when."""

    outcome = forms.ChoiceField(label=_("Resultado"))
    note = forms.CharField(label=_("Nota"), required=False, widget=forms.Textarea(AREA), max_length=600)
    review_on = forms.DateField(label=_("Si sigue en proceso, próxima fecha"), widget=Calendar(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(row.code, row.label()) for row in items("service_outcomes") if row.code != NOT_A_RESULT]
        self.fields["outcome"].choices = [("", CHOOSE), *offered]  # type: ignore[attr-defined]

    @property
    def goes_on(self) -> bool:
        """Whether it is progress and no result yet."""
        return self.cleaned_data["outcome"] in NOT_YET

    def clean_review_on(self) -> date | None:
        """A next date lies ahead."""
        day: date | None = self.cleaned_data["review_on"]
        if day is not None and day <= today():
            raise forms.ValidationError(_("Esa fecha ya pasó. Ponga la próxima."))
        return day


YES, PARTLY, NO, USELESS = "si", "parte", "no", "sigue"
ANSWERS = [
    (YES, _("Sí, todo bien")),
    (PARTLY, _("Solo en parte")),
    (NO, _("No")),
    (USELESS, _("Me atendieron, pero no me resolvió")),
]
ANSWER_ICONS = {YES: "check-circle", PARTLY: "slash-circle", NO: "x-circle", USELESS: "arrow-return-left"}
ANSWER_NOTES = {PARTLY: _("Falta algo"), NO: _("No me atendieron"), USELESS: _("Todavía necesito ayuda")}
REASONS = {PARTLY: "dis_partial", NO: "dis_not_received", USELESS: "dis_not_useful"}


class AnswerForm(forms.Form):
    """Yes, partly, no: one question, and room to tell."""

    answer = forms.ChoiceField(
        label=_("Su respuesta"),
        choices=ANSWERS,
        widget=Choices(icons=ANSWER_ICONS, notes=ANSWER_NOTES),
        error_messages={"required": _("Toque una de las respuestas.")},
    )
    note = forms.CharField(
        label=_("¿Qué pasó?"), required=False, widget=forms.Textarea(AREA), max_length=600,
        help_text=_("Si algo faltó, cuéntelo aquí con sus palabras."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What is missing has to be told."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") == PARTLY and not given.get("note", "").strip():
            self.add_error("note", _("Cuéntenos qué faltó, con una frase basta."))
        return given


class RefuseForm(forms.Form):
    """The person does not want it any more, and may say why."""

    reason = forms.ChoiceField(label=_("¿Por qué?"))
    note = forms.CharField(label=_("Si quiere, cuéntenos más"), required=False, widget=forms.Textarea(AREA), max_length=600)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reason_choices(ReasonKind.DECLINED_BY_PERSON)  # type: ignore[attr-defined]
