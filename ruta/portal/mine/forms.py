"""What is asked of somebody who comes in, or who asks about their data?"""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.forms import Choices, Day
from ruta.people.rules import read_day
from ruta.subjects.actions.entering import DIGITS, Claim
from ruta.subjects.enums import About

OLDEST = date(1900, 1, 1)
HOUR = {"type": "time"}


class ClaimForm(forms.Form):
    """A telephone or mailbox, and a birthday: two things that the person knows without any paper."""

    address = forms.CharField(
        label=_("Su teléfono o su correo"), max_length=120, help_text=_("El que dio en la oficina."),
        error_messages={"required": _("Escriba su teléfono o su correo.")}, widget=forms.TextInput({"autocomplete": "username"}),
    )  # fmt: skip
    born = forms.CharField(
        label=_("¿Cuándo nació?"), max_length=20, help_text=_("Día, mes y año: 8/4/1996."),
        error_messages={"required": _("Escriba el día, el mes y el año.")}, widget=Day(),
    )  # fmt: skip

    def clean_born(self) -> date:
        """A day that was."""
        day = read_day(self.cleaned_data["born"])
        if day is None or not OLDEST <= day <= today():
            raise forms.ValidationError(_("Escriba el día, el mes y el año, así: 8/4/1996."))
        return day

    def claim(self) -> Claim:
        """Who they say they are."""
        return Claim(self.cleaned_data["address"], self.cleaned_data["born"])


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label=_("Su código de 6 números"), max_length=20, error_messages={"required": _("Escriba los 6 números.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Digits, however they were spaced."""
        code = "".join(self.cleaned_data["code"].split()).replace("-", "")
        if not (code.isascii() and code.isdecimal() and len(code) == DIGITS):
            raise forms.ValidationError(_("Son 6 números. Mírelos otra vez en el mensaje."))
        return code


class CorrectForm(forms.Form):
    """Which datum is wrong, and how it should be."""

    about = forms.ChoiceField(
        label=_("¿Qué dato está mal?"), choices=About.choices, widget=Choices(), error_messages={"required": _("Toque uno.")}
    )
    words = forms.CharField(
        label=_("¿Cómo debe decir?"), widget=forms.Textarea({"rows": 4}), max_length=2000,
        error_messages={"required": _("Escríbalo con sus palabras: una frase basta.")},
    )  # fmt: skip


class WaysForm(forms.Form):
    """SMS or WhatsApp, and hours at which nobody writes."""

    channel = forms.ChoiceField(
        label=_("¿Por dónde le escribimos al teléfono?"),
        required=False,
        choices=[("", _("SMS")), ("whatsapp", _("WhatsApp"))],
        widget=Choices(),
    )
    quiet_from = forms.TimeField(label=_("No me escriban desde las"), required=False, widget=forms.TimeInput(HOUR, format="%H:%M"))
    quiet_to = forms.TimeField(
        label=_("hasta las"), required=False, widget=forms.TimeInput(HOUR, format="%H:%M"),
        help_text=_("Puede dejar las dos vacías. De 8 de la noche a 7 de la mañana no se escribe a nadie."),
    )  # fmt: skip


class DeleteForm(forms.Form):
    """What should go."""

    words = forms.CharField(
        label=_("¿Qué quiere que borremos?"), widget=forms.Textarea({"rows": 4}), max_length=2000,
        error_messages={"required": _("Escríbalo con sus palabras: una frase basta.")},
    )  # fmt: skip
