"""What is asked of a chamber, its contacts and its members?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.context import Actor
from ruta.base.forms import Combobox
from ruta.desk.employers.lists import sections
from ruta.employers.actions import ChamberTerms, ContactTerms
from ruta.employers.models import Chamber
from ruta.employers.selectors import employers, municipality_choices

MOST_OFFERED = 2_000


class ChamberForm(forms.Form):
    """Which association it is."""

    name = forms.CharField(label=_("Nombre"), max_length=160, help_text=_("Por ejemplo: Cámara de Comercio e Industrias de Cortés."))
    short_name = forms.CharField(label=_("Siglas"), max_length=40, required=False)
    section = forms.ChoiceField(label=_("Sector"), required=False, choices=lambda: [("", _("Varios sectores")), *sections()])
    municipality = forms.ChoiceField(label=_("Municipio de su sede"), required=False, choices=municipality_choices, widget=Combobox())
    website = forms.CharField(label=_("Página web"), max_length=200, required=False)
    notes = forms.CharField(label=_("Notas"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)

    def terms(self) -> ChamberTerms:
        """As the action takes it."""
        return ChamberTerms(**self.cleaned_data)


def of_chamber(chamber: Chamber) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(chamber, name) for name in ChamberForm.base_fields}


class ChamberContactForm(forms.Form):
    """Whom one calls there."""

    name = forms.CharField(label=_("Nombre del contacto"), max_length=120)
    position = forms.CharField(label=_("Cargo"), max_length=80, required=False)
    phone = forms.CharField(label=_("Teléfono"), max_length=20, required=False)
    email = forms.CharField(label=_("Correo"), max_length=120, required=False)

    def terms(self) -> ContactTerms:
        """As the action takes it."""
        return ContactTerms(**self.cleaned_data)


class MemberForm(forms.Form):
    """An employer that belongs to it."""

    employer = forms.ChoiceField(label=_("Empleador"), widget=Combobox(), error_messages={"required": _("Elija un empleador.")})

    def __init__(self, *args: Any, actor: Actor, chamber: Chamber, **kwargs: Any) -> None:
        """Offer the employers that do not belong to it yet."""
        super().__init__(*args, **kwargs)
        rows = employers(actor).exclude(chambers__chamber=chamber).order_by("sort_name", "pk")[:MOST_OFFERED]
        self.fields["employer"].choices = [("", _("Elija una opción")), *((str(row.pk), str(row)) for row in rows)]  # type: ignore[attr-defined]
