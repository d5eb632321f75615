"""What is asked of whoever answers, judges or closes in a round?"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Chips, Segment, UploadField
from ruta.desk.cases.forms.fields import line, words
from ruta.roadmap.actions import Answer
from ruta.roadmap.enums import Unit
from ruta.roadmap.models import RoundAsk

VALUE_WRONG = {"invalid": _("Escriba un número, con punto para los decimales.")}
FILES = "application/pdf,image/jpeg,image/png"

REACHED = [("1", _("Sí, ya está")), ("0", _("Todavía no"))]


class AnswerForm(forms.Form):
    """How far, which value, what was done and what hinders; only what this question asks."""

    percent = forms.IntegerField(
        label=_("Avance (%)"), min_value=0, max_value=100, required=False,
        help_text=_("Todo lo hecho desde el inicio de la actividad, de 0 a 100."),
    )  # fmt: skip
    value = forms.DecimalField(
        label=_("Valor"),
        required=False,
        max_digits=12,
        decimal_places=2,
        error_messages=VALUE_WRONG,
        help_text=_("A la fecha de cierre del periodo."),
    )
    done = words(_("Qué se hizo"), required=False, help_text=_("Sin datos de personas."))
    difficulty = words(_("Qué lo dificulta"), required=False, help_text=_("Déjelo vacío si nada."))

    def __init__(self, *args: Any, ask: RoundAsk, **kwargs: Any) -> None:
        """Ask an activity for its share and a target for its value, unless the platform counts it."""
        super().__init__(*args, **kwargs)
        if ask.kind != "activity":
            del self.fields["percent"]
        if ask.kind == "activity" or ask.is_counted:
            del self.fields["value"]
        elif ask.unit == Unit.MILESTONE:
            self._ask_whether(self.initial.get("value"))

    def _ask_whether(self, said: Decimal | None) -> None:
        """A milestone is there or is not: nobody types a number for it."""
        self.fields["value"] = forms.TypedChoiceField(
            label=_("¿Ya está?"), choices=REACHED, coerce=Decimal, empty_value=None, required=False, widget=Segment()
        )
        self.initial["value"] = None if said is None else "1" if said >= 1 else "0"

    def said(self) -> Answer:
        """What the action takes."""
        given = self.cleaned_data
        value: Decimal | None = given.get("value")
        return Answer(percent=given.get("percent"), value=value, done=given["done"], difficulty=given["difficulty"])


class FileForm(forms.Form):
    """A document or a photograph."""

    file = UploadField(
        label=_("PDF o fotografía, hasta 5 MB"), error_messages={"required": _("Elija un archivo o tome una foto.")},
        widget=forms.FileInput(attrs={"accept": FILES}),
    )  # fmt: skip


class LinkForm(forms.Form):
    """Something that is published elsewhere."""

    url = forms.URLField(
        label=_("Enlace"), max_length=500, assume_scheme="https",
        error_messages={"required": _("Escriba el enlace."), "invalid": _("Escriba el enlace completo, con https://.")},
    )  # fmt: skip
    name = line(_("Qué es"), required=False)


class RemarkForm(forms.Form):
    """A word to the other side."""

    text = words(_("Comentario"), rows=2)


class JudgeForm(forms.Form):
    """Why it goes back, and which sending was read."""

    reason = words(_("Motivo, si la devuelve"), required=False, rows=2)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(forms.Form):
    """What stays written of a round."""

    summary = words(
        _("Resumen de la ronda"),
        required=False,
        help_text=_("Qué se logró, qué falta y, si hay preguntas sin respuesta, por qué se cierra."),
    )


class DutyForm(forms.Form):
    """Which institutions answer."""

    institutions = forms.MultipleChoiceField(label=_("Instituciones"), required=False, widget=Chips())

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the institutions that may answer."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institutions"]
        field.choices = offered
