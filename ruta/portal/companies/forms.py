"""What is asked of an employer that registers itself?"""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Day
from ruta.employers.actions import ContactTerms, EmployerTerms
from ruta.employers.enums import EmployerKind, Size
from ruta.employers.selectors import municipality_choices
from ruta.taxonomy.models import Sector

NEEDED = {"required": _("Falta este dato.")}


def _sections() -> list[tuple[str, str]]:
    is_english = (get_language() or "").startswith("en")
    rows = Sector.objects.filter(level=1).order_by("code")
    return [("", str(_("Elija"))), *((row.code, (row.name_en if is_english else "") or row.name_es) for row in rows)]


class CompanyForm(forms.Form):
    """Who employs, and whom we call."""

    name = forms.CharField(label=_("Nombre o razón social"), max_length=160, error_messages=NEEDED)
    rtn = forms.CharField(
        label=_("RTN"), max_length=20, error_messages=NEEDED, help_text=_("14 dígitos. Con él comprobamos que la empresa existe.")
    )
    kind = forms.ChoiceField(label=_("Tipo"), choices=EmployerKind.choices, initial=EmployerKind.COMPANY)
    sector = forms.ChoiceField(label=_("A qué se dedica"), choices=_sections, error_messages=NEEDED)
    size = forms.ChoiceField(label=_("Cuántas personas trabajan ahí"), choices=[("", _("Elija")), *Size.choices], required=False)
    municipality = forms.ChoiceField(label=_("Municipio de su sede"), choices=municipality_choices, error_messages=NEEDED)
    contact_name = forms.CharField(label=_("Con quién hablamos"), max_length=120, error_messages=NEEDED)
    contact_phone = forms.CharField(
        label=_("Teléfono"), max_length=20, required=False, help_text=_("Un teléfono o un correo, lo que prefiera.")
    )
    contact_email = forms.CharField(label=_("Correo"), max_length=120, required=False)

    def clean(self) -> dict[str, object]:
        """Somebody must be reachable."""
        said: dict[str, object] = super().clean() or {}
        if not said.get("contact_phone") and not said.get("contact_email"):
            self.add_error("contact_phone", _("Escriba un teléfono o un correo."))
        return said

    def terms(self) -> EmployerTerms:
        """As the action takes it."""
        return EmployerTerms(**{name: self.cleaned_data[name] for name in ("name", "rtn", "kind", "sector", "size", "municipality")})

    def contact(self) -> ContactTerms:
        """Whom one calls."""
        return ContactTerms(
            name=self.cleaned_data["contact_name"],
            phone=self.cleaned_data["contact_phone"],
            email=self.cleaned_data["contact_email"],
            is_main=True,
        )


class StillForm(forms.Form):
    """Somebody who was hired still works there."""

    application = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def word(self) -> dict[str, Any]:
        """As the action takes it."""
        return {"application_id": self.cleaned_data["application"], "works": True}


class LeftForm(StillForm):
    """Somebody who was hired left: on which day?"""

    left_on = forms.DateField(
        label=_("¿Cuál fue su último día?"), widget=Day(), input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"required": _("Diga cuál fue su último día."), "invalid": _("Escriba el día así: 23/11/2026.")},
    )  # fmt: skip

    def word(self) -> dict[str, Any]:
        """As the action takes it."""
        return super().word() | {"works": False, "left_on": self.cleaned_data["left_on"]}
