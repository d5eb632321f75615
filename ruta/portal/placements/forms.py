"""What does an employer sign, and what does a person answer?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Signature
from ruta.placements.selectors import reasons_of

NEEDED = {"required": _("Falta este dato.")}


class ReceiveForm(forms.Form):
    """Who received the candidates."""

    name = forms.CharField(
        label=_("Su nombre"), max_length=120, error_messages=NEEDED | {"required": _("Escriba el nombre de quien recibe.")}
    )
    position = forms.CharField(label=_("Su cargo"), max_length=120, required=False)
    signature = forms.CharField(label=_("Firma"), required=False, max_length=20_000, widget=Signature())


class NoForm(forms.Form):
    """Why the person does not want it; one may prefer not to say."""

    reason = forms.ChoiceField(
        label=_("¿Por qué no?"), error_messages=NEEDED, help_text=_("Puede elegir «Prefiere no decir». No pierde ningún apoyo.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the person's own reasons."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", "—"), *((each.code, each.label()) for each in reasons_of("person"))]  # type: ignore[attr-defined]
