"""What is asked to give a number by hand and to set up a waiting room?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Segment
from ruta.tickets.actions import Ask, LineTerms
from ruta.tickets.enums import PRIORITY_WORDS, DeviceKind
from ruta.tickets.models import Line, Window


class GiveForm(forms.Form):
    """A number at reception."""

    line = forms.ChoiceField(label=_("Fila"))
    priority = forms.ChoiceField(label=_("Va primero por ley"), choices=[("", _("No")), *PRIORITY_WORDS.items()], required=False)
    phone = forms.CharField(label=_("Teléfono, si quiere"), max_length=20, required=False)
    appointment = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(str(line.pk), str(line)) for line in lines]  # type: ignore[attr-defined]

    @property
    def line_id(self) -> int:
        """The line that was chosen."""
        return int(self.cleaned_data["line"])

    def ask(self) -> Ask:
        """What was said."""
        given = self.cleaned_data
        return Ask(priority=given["priority"], phone=given["phone"], appointment_id=given["appointment"])


class LineForm(forms.Form):
    """A line of the kiosk."""

    letter = forms.CharField(label=_("Letra"), max_length=1)
    name = forms.CharField(label=_("Nombre en el kiosco"), max_length=40)
    about = forms.CharField(label=_("Para qué es"), max_length=80, required=False, help_text=_("Una línea, en palabras de la gente."))
    position = forms.IntegerField(label=_("Orden"), min_value=0, max_value=99, initial=0)
    is_active = forms.BooleanField(label=_("Abierta"), required=False, initial=True)

    def terms(self) -> LineTerms:
        """As the action takes it."""
        return LineTerms(**self.cleaned_data)


class WindowForm(forms.Form):
    """A window and the lines that it calls."""

    name = forms.CharField(label=_("Nombre en la pantalla"), max_length=30, help_text=_("Por ejemplo: Ventanilla 3."))
    lines = forms.MultipleChoiceField(label=_("Filas que llama"), widget=forms.CheckboxSelectMultiple())
    is_active = forms.BooleanField(label=_("Abierta"), required=False, initial=True)

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [(str(line.pk), str(line)) for line in lines]  # type: ignore[attr-defined]

    def line_ids(self) -> list[int]:
        """The lines that were ticked."""
        return [int(pk) for pk in self.cleaned_data["lines"]]


class DeviceForm(forms.Form):
    """A kiosk or a television."""

    kind = forms.ChoiceField(label=_("Qué es"), choices=DeviceKind.choices, widget=Segment(), initial=DeviceKind.KIOSK)
    name = forms.CharField(label=_("Dónde está"), max_length=40, help_text=_("Por ejemplo: entrada."))
    prints = forms.BooleanField(label=_("Tiene impresora: imprime cada turno"), required=False)


def of_line(line: Line) -> dict[str, Any]:
    """What the form of a line begins with."""
    return {"letter": line.letter, "name": line.name, "about": line.about, "position": line.position, "is_active": line.is_active}


def of_window(window: Window) -> dict[str, Any]:
    """What the form of a window begins with."""
    return {"name": window.name, "lines": [str(pk) for pk in window.lines], "is_active": window.is_active}
