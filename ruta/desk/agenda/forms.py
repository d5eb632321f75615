"""What is asked to give an appointment?"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.agenda.actions import Slot
from ruta.base.clock import HONDURAS
from ruta.base.forms import Combobox, Day
from ruta.directory.models import Office


class AppointmentForm(forms.Form):
    """Day, hour, place, and what the person must know."""

    office = forms.ModelChoiceField(label=_("Oficina"), queryset=Office.objects.none(), widget=Combobox())
    day = forms.DateField(label=_("Día"), widget=Day())
    hour = forms.TimeField(label=_("Hora"), widget=forms.TimeInput(attrs={"type": "time"}))
    subject = forms.CharField(label=_("Para qué"), max_length=120)
    place = forms.CharField(label=_("Lugar"), max_length=120, required=False, help_text=_("Ventanilla, sala o dirección."))
    bring = forms.CharField(label=_("Qué debe llevar"), max_length=200, required=False)
    ask_for = forms.CharField(label=_("Pregunta por"), max_length=120, required=False)

    def __init__(self, *args: Any, institution_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.filter(institution_id=institution_id or 0, is_active=True).order_by("short_name", "pk")
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]

    @property
    def slot(self) -> Slot:
        """What was asked for, as the agenda takes it."""
        given = self.cleaned_data
        starts_at = datetime.combine(given["day"], given["hour"], HONDURAS)
        return Slot(starts_at=starts_at, subject=given["subject"], place=given["place"], bring=given["bring"], ask_for=given["ask_for"])
