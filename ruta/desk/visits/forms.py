"""What is asked to announce a visit, and to say what became of its day?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.agenda.actions import VisitDetails
from ruta.agenda.selectors import services_brought
from ruta.base.forms import Calendar, Chips, Combobox
from ruta.directory.models import Office
from ruta.territory.selectors import municipalities_named

DETAILS = ("place", "starts_at", "ends_at", "services")
UNIT = "itinerant_unit"


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Por qué"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Lo lee quien esperaba la visita. Sin nombres.")
    )  # fmt: skip


class DetailsForm(forms.Form):
    """What somebody finds on the day."""

    place = forms.CharField(
        label=_("Lugar"), max_length=160, help_text=_("Como lo diría a quien llega: «cancha techada, junto a la escuela».")
    )
    starts_at = _hour(_("Desde las"))
    ends_at = _hour(_("Hasta las"))
    services = forms.MultipleChoiceField(label=_("Qué lleva"), widget=Chips(), error_messages={"required": _("Elija al menos uno.")})

    def __init__(self, *args: Any, institution_id: int | None, **kwargs: Any) -> None:
        """Offer what the institution gives and may name in public."""
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = services_brought(institution_id)  # type: ignore[attr-defined]

    @property
    def details(self) -> VisitDetails:
        """As the action takes it."""
        return VisitDetails(**{name: self.cleaned_data[name] for name in DETAILS})


class AnnounceForm(DetailsForm):
    """Who goes where, on which day, and what somebody finds there."""

    office = forms.TypedChoiceField(label=_("Quién va"), coerce=int, widget=Combobox())
    municipality_code = forms.ChoiceField(label=_("Municipio"), widget=Combobox())
    day = forms.DateField(label=_("Día"), widget=Calendar(), help_text=_("Después de anunciarlo no se borra: si cambia, se anuncia otro."))
    field_order = ("office", "municipality_code", "place", "day", "starts_at", "ends_at", "services")

    def __init__(self, *args: Any, institution_id: int | None, **kwargs: Any) -> None:
        """Offer the own offices, the units that travel first."""
        super().__init__(*args, institution_id=institution_id, **kwargs)
        rows = sorted(Office.objects.filter(institution=institution_id or 0, is_active=True), key=lambda row: (row.kind != UNIT, row.name))
        self.fields["office"].choices = [(row.pk, row.name) for row in rows]  # type: ignore[attr-defined]
        self.fields["municipality_code"].choices = [("", _("Elija una opción")), *municipalities_named()]  # type: ignore[attr-defined]


class HeldForm(forms.Form):
    """On which day the team came."""

    held_on = forms.DateField(label=_("Qué día llegó el equipo"), widget=Calendar())
    reason = forms.CharField(
        label=_("Si no fue el día anunciado, por qué"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    """Why nobody comes."""

    reason = _why()


class MoveForm(forms.Form):
    """Which day is announced in its place."""

    day = forms.DateField(label=_("Nuevo día"), widget=Calendar())
    reason = _why()
