"""What is asked to plan a visit, to close it, and to note a season?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Calendar, Chips
from ruta.desk.employers.lists import departments_named, sections
from ruta.employers.enums import VisitOutcome


class PlanForm(forms.Form):
    """Whom, when and for what."""

    planned_on = forms.DateField(label=_("Día de la visita"), widget=Calendar())
    purpose = forms.CharField(label=_("Para qué"), max_length=200, required=False, help_text=_("Por ejemplo: temporada de café."))
    employers = forms.MultipleChoiceField(
        label=_("Empleadores"), widget=forms.CheckboxSelectMultiple(), error_messages={"required": _("Marque al menos un empleador.")}
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the employers of the page."""
        super().__init__(*args, **kwargs)
        self.fields["employers"].choices = offered  # type: ignore[attr-defined]

    def chosen(self) -> list[int]:
        """Their numbers."""
        return [int(code) for code in self.cleaned_data["employers"]]


class CloseForm(forms.Form):
    """What came of a visit."""

    outcome = forms.ChoiceField(label=_("Qué resultó"), choices=VisitOutcome.choices, widget=forms.RadioSelect())
    note = forms.CharField(label=_("Nota"), required=False, max_length=400)
    next_on = forms.DateField(
        label=_("Volver el día"), required=False, widget=Calendar(), help_text=_("Si lo pone, queda planificada otra visita.")
    )


class CancelForm(forms.Form):
    """Why a visit does not take place."""

    note = forms.CharField(label=_("Por qué no se hace"), max_length=400)


class SeasonForm(forms.Form):
    """When a sector takes on people."""

    title = forms.CharField(label=_("Temporada"), max_length=80, help_text=_("Por ejemplo: corte de café."))
    section = forms.ChoiceField(label=_("Sector"), choices=lambda: [("", _("Elija una opción")), *sections()])
    department = forms.ChoiceField(label=_("Departamento"), choices=lambda: [("", _("Elija una opción")), *departments_named()])
    months = forms.MultipleChoiceField(label=_("Meses"), choices=[(str(number), name) for number, name in MONTHS.items()], widget=Chips())
    source = forms.CharField(label=_("Quién lo dice"), max_length=160, required=False)

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        return self.cleaned_data | {"months": [int(month) for month in self.cleaned_data["months"]]}


def first_day(year: int, month: int, now: date) -> date:
    """The day that a plan for a month begins with: the first that is still to come."""
    return max(date(year, month, 1), now)
