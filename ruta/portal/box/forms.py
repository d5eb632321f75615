"""What does somebody put into the box, and what do they say of the answer?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.directory.selectors import offices
from ruta.quality.actions import Written
from ruta.quality.enums import WrittenKind

EMPLOYMENT = "si_empleo"
NEEDED = {"required": _("Falta este dato.")}


def _offices() -> list[tuple[str, str]]:
    rows = offices(kind=EMPLOYMENT).order_by("short_name", "pk").values_list("pk", "short_name")
    return [("", str(_("Ninguna en especial"))), *((str(pk), name) for pk, name in rows)]


class BoxForm(forms.Form):
    """No name is asked."""

    kind = forms.ChoiceField(label=_("¿Qué nos deja?"), choices=WrittenKind.choices, widget=forms.RadioSelect, error_messages=NEEDED)
    text = forms.CharField(
        label=_("Cuéntenos"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}), error_messages=NEEDED,
        help_text=_("No escriba nombres ni números de documento. Para una emergencia llame al 911: aquí no se lee de inmediato."),
    )  # fmt: skip
    office = forms.ChoiceField(label=_("¿De qué oficina habla?"), choices=_offices, required=False)
    address = forms.CharField(
        label=_("Celular o correo, si quiere que le avisemos"), max_length=120, required=False,
        help_text=_("Puede dejarlo vacío: será anónimo, y verá la respuesta con su número."),
    )  # fmt: skip

    def written(self) -> Written:
        """As the action wants it."""
        given: dict[str, Any] = self.cleaned_data
        return Written(
            kind=given["kind"], text=given["text"], office_id=int(given["office"]) if given["office"] else None, address=given["address"]
        )


class LookForm(forms.Form):
    """The two things on the receipt."""

    numero = forms.CharField(label=_("Número"), max_length=20, error_messages=NEEDED)
    clave = forms.CharField(label=_("Clave"), max_length=12, error_messages=NEEDED)


class ReplyForm(forms.Form):
    """Why the answer is not enough."""

    reply = forms.CharField(label=_("¿Qué faltó?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
