"""What is asked of a fair, of who takes part, and at its door?"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import HONDURAS
from ruta.base.forms import Calendar, Combobox, Segment
from ruta.employers.actions import Comer, FairTerms
from ruta.employers.enums import Coming, InterviewResult
from ruta.employers.models import Fair, FairEmployer
from ruta.employers.selectors import municipality_choices
from ruta.people.enums import Sex


class FairForm(forms.Form):
    """What the public reads of a fair."""

    name = forms.CharField(label=_("Nombre de la feria"), max_length=120)
    place = forms.CharField(label=_("Lugar"), max_length=120, help_text=_("Por ejemplo: Parque central, Salón municipal."))
    municipality = forms.ChoiceField(label=_("Municipio"), choices=municipality_choices, widget=Combobox())
    address = forms.CharField(label=_("Cómo llegar"), max_length=200, required=False)
    day = forms.DateField(label=_("Día"), widget=Calendar())
    begins = forms.TimeField(label=_("Empieza"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Termina"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    about = forms.CharField(label=_("De qué trata"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False)
    bring = forms.CharField(
        label=_("Qué llevar"), max_length=200, required=False, help_text=_("Por ejemplo: hoja de vida y documento, si lo tiene.")
    )

    def terms(self) -> FairTerms:
        """As the action takes it."""
        given = dict(self.cleaned_data)
        day, begins, ends = given.pop("day"), given.pop("begins"), given.pop("ends")
        return FairTerms(
            starts_at=datetime.combine(day, begins, tzinfo=HONDURAS), ends_at=datetime.combine(day, ends, tzinfo=HONDURAS), **given
        )  # fmt: skip


def of_fair(fair: Fair) -> dict[str, Any]:
    """What the form begins with."""
    starts, ends = fair.starts_at.astimezone(HONDURAS), fair.ends_at.astimezone(HONDURAS)
    kept = {name: getattr(fair, name) for name in ("name", "place", "municipality", "address", "about", "bring")}
    return kept | {"day": starts.date(), "begins": starts.time(), "ends": ends.time()}


class AnswerForm(forms.Form):
    """Whether an employer comes, and with how many openings."""

    coming = forms.ChoiceField(label=_("¿Viene?"), choices=Coming.choices)
    openings = forms.IntegerField(label=_("Puestos que trae"), min_value=0, max_value=5000, required=False)

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        return {"coming": self.cleaned_data["coming"], "openings": self.cleaned_data["openings"] or 0}


class BoxForm(forms.Form):
    """One box for a document, a case number, a telephone or a name."""

    q = forms.CharField(
        label=_("DNI, número de caso, teléfono o nombre"), max_length=120, error_messages={"required": _("Escriba con qué buscar.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip


class EntryForm(forms.Form):
    """What is still asked of a registered person at the door."""

    age = forms.IntegerField(label=_("Edad"), min_value=0, max_value=110, required=False)
    permit = forms.CharField(
        label=_("Permiso de trabajo (menores de edad)"), max_length=160, required=False, help_text=_("Quién lo dio y su número.")
    )

    def comer(self, person_id: int, entry: str) -> Comer:
        """As the action takes it."""
        return Comer(person_id=person_id, entry=entry, age=self.cleaned_data["age"], permit=self.cleaned_data["permit"])


class WalkInForm(EntryForm):
    """Somebody without a record: no name is asked."""

    age = forms.IntegerField(label=_("Edad"), min_value=0, max_value=110)
    sex = forms.ChoiceField(label=_("Sexo"), choices=Sex.choices, widget=Segment(), initial=Sex.UNKNOWN)
    field_order = ("age", "sex", "permit")

    def walk_in(self) -> Comer:
        """As the action takes it."""
        return Comer(sex=self.cleaned_data["sex"], age=self.cleaned_data["age"], permit=self.cleaned_data["permit"])


class InterviewForm(forms.Form):
    """Who talked to whom."""

    participant = forms.ChoiceField(label=_("Empleador"), widget=Combobox())
    number = forms.IntegerField(label=_("Número de entrada de la persona"), min_value=1)
    result = forms.ChoiceField(label=_("Qué resultó"), choices=InterviewResult.choices)

    def __init__(self, *args: Any, rows: list[FairEmployer], **kwargs: Any) -> None:
        """Offer the employers of the fair that did not decline."""
        super().__init__(*args, **kwargs)
        offered = [(str(row.pk), str(row.employer)) for row in rows if row.coming != Coming.DECLINED]
        self.fields["participant"].choices = [("", _("Elija una opción")), *offered]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        return {
            "participant_id": int(self.cleaned_data["participant"]),
            "number": self.cleaned_data["number"],
            "result": self.cleaned_data["result"],
        }
