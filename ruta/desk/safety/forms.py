"""What does staff write about a place or a number that is not safe?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox
from ruta.directory.selectors import institutions, offices
from ruta.people.actions import PlaceDraft
from ruta.territory.selectors import municipalities_named


class ReasonForm(forms.Form):
    """Why; whoever writes it does not read it again."""

    reason = forms.CharField(
        label=_("Por qué no es seguro"), max_length=500, required=False, widget=forms.Textarea({"rows": 2, "data-sensitive": ""})
    )


class OverForm(forms.Form):
    """Why it is no longer a danger; protection writes it and protection reads it."""

    reason = forms.CharField(
        label=_("Por qué ya no hay peligro"), max_length=500, required=False, widget=forms.Textarea({"rows": 2, "data-sensitive": ""})
    )


class PlaceForm(ReasonForm):
    """One of three kinds of place."""

    municipality = forms.ChoiceField(label=_("Municipio"), widget=Combobox, required=False)
    institution = forms.ChoiceField(label=_("Institución"), widget=Combobox, required=False)
    office = forms.ChoiceField(label=_("Oficina"), widget=Combobox, required=False)
    field_order = ("municipality", "institution", "office", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """All places of the country and of the directory."""
        super().__init__(*args, **kwargs)
        none = ("", _("Ninguno"))
        self._choose("municipality", [none, *municipalities_named()])
        self._choose("institution", [none, *((str(each.pk), each.short_name) for each in institutions().order_by("short_name", "pk"))])
        self._choose("office", [none, *((str(each.pk), each.name) for each in offices().order_by("name", "pk"))])

    def _choose(self, name: str, values: list[Any]) -> None:
        self.fields[name].choices = values  # type: ignore[attr-defined]

    def draft(self) -> PlaceDraft:
        """As the verb takes it."""
        said = self.cleaned_data
        return PlaceDraft(said["municipality"] or None, _number(said["institution"]), _number(said["office"]))


def _number(text: str) -> int | None:
    return int(text) if text else None
