"""What is asked of whoever says how far a piece of work is?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Segment
from ruta.roadmap.actions import Report
from ruta.roadmap.enums import State


class ReportForm(forms.Form):
    """State, share and a note; `seen` is the report that was on the page."""

    state = forms.ChoiceField(label=_("Estado"), choices=State.choices, widget=Segment())
    percent = forms.IntegerField(label=_("Avance (%)"), min_value=0, max_value=100)
    note = forms.CharField(
        label=_("Nota"), max_length=400, required=False, help_text=_("Qué se hizo o qué lo detiene. Sin datos de personas.")
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def report(self) -> Report:
        """What the action takes."""
        said: dict[str, Any] = self.cleaned_data
        return Report(state=said["state"], percent=said["percent"], note=said["note"], seen=said["seen"])
