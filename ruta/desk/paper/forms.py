"""What is asked of whoever prints forms, and of whoever types one in?"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import HONDURAS
from ruta.base.forms import Chips, Segment
from ruta.desk.cases.forms.fields import NEEDED, choice, day, line, words
from ruta.desk.people.forms.doors import Doors
from ruta.field.actions import Door, Taken
from ruta.field.enums import PaperState
from ruta.field.selectors import paper_needs
from ruta.taxonomy.selectors import choices

GONE = [(PaperState.LOST, PaperState.LOST.label), (PaperState.VOID, PaperState.VOID.label)]


class PrintForm(forms.Form):
    """How many."""

    count = forms.IntegerField(
        label=_("Cuántos"), min_value=1, initial=20, widget=forms.TextInput({"inputmode": "numeric"}), error_messages=NEEDED
    )


class CodeForm(forms.Form):
    """Which form lies on the table."""

    code = forms.CharField(
        label=_("Código del formulario"), max_length=120, error_messages=NEEDED,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "placeholder": "ABCD-2345"}),
    )  # fmt: skip


class GoneForm(forms.Form):
    """Why nobody will type it in."""

    state = choice(_("Qué pasó"), GONE, widget=Segment())
    reason = words(_("Por qué"), rows=2)


class TakenForm(forms.Form):
    """What the paper says of itself, and what the person asked for."""

    taken_on = day(_("Fecha del papel"))
    taken_hour = forms.TimeField(
        label=_("Hora del papel"), widget=forms.TimeInput({"type": "time"}), error_messages=NEEDED | {"invalid": _("Escriba la hora así: 14:30.")}
    )  # fmt: skip
    taken_by = line(_("Quién lo llenó"))
    needs = forms.MultipleChoiceField(label=_("Qué necesita"), required=False, widget=Chips)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The needs of the catalogue that may stand on paper."""
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = paper_needs()  # type: ignore[attr-defined]

    def taken(self) -> Taken:
        """As the verbs take it."""
        said = self.cleaned_data
        at = datetime.combine(said["taken_on"], said["taken_hour"], HONDURAS)
        return Taken(at=at, by=said["taken_by"], needs=tuple(said["needs"]))


class JoinForm(TakenForm):
    """The same for somebody who is in the register; without an open case, how they come to have one."""

    step = forms.CharField(widget=forms.HiddenInput, initial="joined")
    person = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_case: bool, **kwargs: Any) -> None:
        """Ask for the door only where a case is to be opened."""
        super().__init__(*args, **kwargs)
        self.has_case = has_case
        if not has_case:
            self.fields["modality"] = choice(_("Modalidad"), choices("modalities"))
            self.fields["entry_point"] = choice(_("Cómo llegó a esta oficina"), choices("entry_points"), widget=Doors())

    def door(self) -> Door | None:
        """As the verb takes it."""
        said = self.cleaned_data
        return None if self.has_case else Door(modality=said["modality"], entry_point=said["entry_point"])
