"""What is asked of an employer, its contacts and its places?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox
from ruta.employers.actions import ContactTerms, EmployerTerms
from ruta.employers.enums import EmployerKind, Size, Verification
from ruta.employers.models import Employer
from ruta.employers.selectors import municipality_choices, sector_choices


class EmployerForm(forms.Form):
    """Who employs."""

    name = forms.CharField(label=_("Nombre o razón social"), max_length=160)
    trade_name = forms.CharField(label=_("Nombre comercial"), max_length=160, required=False, help_text=_("Así lo conoce la gente."))
    rtn = forms.CharField(label=_("RTN"), max_length=20, required=False, help_text=_("14 dígitos. Sin RTN se puede anotar, no verificar."))
    kind = forms.ChoiceField(label=_("Tipo"), choices=EmployerKind.choices, initial=EmployerKind.COMPANY)
    sector = forms.ChoiceField(label=_("Actividad (CIIU)"), required=False, choices=sector_choices, widget=Combobox())
    size = forms.ChoiceField(label=_("Cuántas personas trabajan ahí"), required=False, choices=[("", _("Sin dato")), *Size.choices])
    municipality = forms.ChoiceField(label=_("Municipio de su sede"), required=False, choices=municipality_choices, widget=Combobox())
    address = forms.CharField(label=_("Dirección"), max_length=250, required=False)
    website = forms.CharField(label=_("Página web"), max_length=200, required=False)
    notes = forms.CharField(label=_("Notas"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)

    def terms(self) -> EmployerTerms:
        """As the action takes it."""
        return EmployerTerms(**self.cleaned_data)


def of_employer(employer: Employer) -> dict[str, Any]:
    """What the form of an employer begins with."""
    return {name: getattr(employer, name) for name in EmployerForm.base_fields}


class VerifyForm(forms.Form):
    """What somebody found who made sure."""

    verification = forms.ChoiceField(label=_("Qué encontró"), choices=Verification.choices, widget=forms.RadioSelect())
    note = forms.CharField(label=_("Cómo lo comprobó, o por qué no"), required=False, max_length=400)


class ContactForm(forms.Form):
    """Whom one calls."""

    name = forms.CharField(label=_("Nombre del contacto"), max_length=120)
    position = forms.CharField(label=_("Cargo"), max_length=80, required=False)
    phone = forms.CharField(label=_("Teléfono"), max_length=20, required=False)
    email = forms.CharField(label=_("Correo"), max_length=120, required=False)
    is_main = forms.BooleanField(label=_("Es el contacto principal"), required=False)

    def terms(self) -> ContactTerms:
        """As the action takes it."""
        return ContactTerms(**self.cleaned_data)


class PlaceForm(forms.Form):
    """One more place with work."""

    municipality = forms.ChoiceField(label=_("Municipio"), choices=municipality_choices, widget=Combobox())
    name = forms.CharField(label=_("Nombre del lugar"), max_length=120, required=False, help_text=_("Por ejemplo: planta Choloma."))
    address = forms.CharField(label=_("Dirección"), max_length=250, required=False)
