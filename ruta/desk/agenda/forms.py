"""What is asked to give, move or cancel an appointment, to keep an agenda, and to let somebody wait?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.agenda.actions import AgendaDraft, Slot
from ruta.agenda.enums import CancelledBy, TimeOfDay
from ruta.agenda.selectors import few_days, told_places
from ruta.base.clock import HONDURAS
from ruta.base.forms import Calendar, Combobox, Day, Times
from ruta.directory.models import Office


class StepForm(forms.Form):
    """Which step of the person's plan it serves."""

    step = forms.ChoiceField(
        label=_("Paso del itinerario"), required=False, help_text=_("Al marcar la cita como atendida, el paso queda hecho.")
    )

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", _("Ninguno")), *steps]  # type: ignore[attr-defined]


class AppointmentForm(StepForm):
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


class PlacesForm(forms.Form):
    """Any form in which one free place is chosen."""

    at = forms.ChoiceField(label=_("Hora"), widget=Times(), required=False)

    later: date | None = None  # the day on which the next page of places begins

    def offer(self, places: list[Any], since: date | None = None) -> None:
        """What is free when the page is drawn, a few days at a time; who was faster is told by the action."""
        shown, self.later = few_days(places, since)
        self.fields["at"].choices = told_places(shown)  # type: ignore[attr-defined]


class SlotForm(StepForm, PlacesForm):
    """A free place, for what, and which step of the plan it serves."""

    agenda = forms.CharField(widget=forms.HiddenInput())
    subject = forms.CharField(label=_("Para qué"), max_length=120, required=False)
    bring = forms.CharField(label=_("Qué debe llevar"), max_length=200, required=False)

    def __init__(self, *args: Any, is_reserved: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_reserved:
            del self.fields["subject"]


class MoveForm(PlacesForm):
    """Another time."""


class CancelForm(forms.Form):
    """Who cancels and why."""

    by = forms.ChoiceField(label=_("Quién cancela"), choices=[("", _("Elija una opción")), *CancelledBy.choices])
    note = forms.CharField(label=_("Por qué"), max_length=200, required=False, help_text=_("Sin datos de salud ni de seguridad."))

    def __init__(self, *args: Any, is_host: bool = True, **kwargs: Any) -> None:
        """Who sent the person elsewhere only says that the person cannot come."""
        super().__init__(*args, **kwargs)
        if not is_host:
            self.fields["by"].choices = [(CancelledBy.PERSON.value, CancelledBy.PERSON.label)]  # type: ignore[attr-defined]


class WaitForm(StepForm):
    """When the person could come, and for which step."""

    time_of_day = forms.ChoiceField(label=_("Puede venir"), choices=TimeOfDay.choices, initial=TimeOfDay.ANY)


class ClosureForm(forms.Form):
    """Days on which nobody, or one officer, receives."""

    first = forms.DateField(label=_("Desde"), widget=Calendar())
    last = forms.DateField(label=_("Hasta"), widget=Calendar(), required=False)
    officer_id = forms.TypedChoiceField(label=_("Quién"), coerce=int, empty_value=None, required=False)
    label = forms.CharField(
        label=_("Motivo que ven sus colegas"), max_length=80, required=False, help_text=_("Por ejemplo: inventario, permiso.")
    )

    def __init__(self, *args: Any, officers: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer_id"].choices = [("", _("Toda la oficina")), *((pk, name) for pk, name in officers.items())]  # type: ignore[attr-defined]


DAYS = (_("Lunes"), _("Martes"), _("Miércoles"), _("Jueves"), _("Viernes"), _("Sábado"), _("Domingo"))


class AgendaForm(forms.Form):
    """What an office says of one agenda."""

    name = forms.CharField(label=_("Nombre de la agenda"), max_length=80)
    service_type = forms.ChoiceField(label=_("Servicio"), required=False, widget=Combobox())
    officer_id = forms.TypedChoiceField(label=_("Quién atiende"), coerce=int, empty_value=None, required=False)
    room = forms.CharField(
        label=_("Sala o ventanilla"), max_length=40, required=False, help_text=_("Dos agendas no ocupan la misma a la vez.")
    )
    minutes = forms.IntegerField(label=_("Minutos por cita"), initial=30)
    capacity = forms.IntegerField(label=_("Personas a la vez"), initial=1, help_text=_("Más de una: sesión de grupo."))
    bring = forms.CharField(label=_("Qué debe llevar la persona"), max_length=200, required=False)
    notice_hours = forms.IntegerField(label=_("La persona reserva hasta cuántas horas antes"), initial=2, min_value=0, max_value=240)
    cancel_hours = forms.IntegerField(label=_("La persona cambia hasta cuántas horas antes"), initial=4, min_value=0, max_value=240)
    ahead_days = forms.IntegerField(label=_("Con cuántos días de adelanto"), initial=30)
    is_open = forms.BooleanField(label=_("Recibe citas"), required=False, initial=True)

    def __init__(self, *args: Any, officers: Mapping[int, str], services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer_id"].choices = [("", _("Cualquiera de la oficina")), *((pk, name) for pk, name in officers.items())]  # type: ignore[attr-defined]
        self.fields["service_type"].choices = [("", _("Cualquier asunto")), *services]  # type: ignore[attr-defined]
        for number, label in enumerate(DAYS):
            self.fields[f"day_{number}"] = forms.CharField(label=label, required=False, max_length=80)
        self.fields["day_0"].help_text = _("Así: 8:00-12:00, 13:00-16:00. Vacío: cerrado.")

    @property
    def days(self) -> list[Any]:
        """The fields of the week, in order."""
        return [self[f"day_{number}"] for number in range(len(DAYS))]

    def draft(self) -> AgendaDraft:
        """The same as the action takes it."""
        given = dict(self.cleaned_data)
        hours = {str(number): given.pop(f"day_{number}") for number in range(len(DAYS))}
        return AgendaDraft(**given, hours=hours)
