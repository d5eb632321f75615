"""How does somebody want to be written to?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.desk.messages.words import CHANNELS

HOUR = {"type": "time"}


class PreferenceForm(forms.Form):
    """Asked of the person, written by whoever serves them."""

    channel = forms.ChoiceField(
        label=_("Al teléfono, por"), required=False, choices=[("", _("SMS, como a todos")), ("whatsapp", CHANNELS["whatsapp"])]
    )
    quiet_from = forms.TimeField(label=_("No escribir desde las"), required=False, widget=forms.TimeInput(attrs=HOUR, format="%H:%M"))
    quiet_to = forms.TimeField(
        label=_("hasta las"), required=False, widget=forms.TimeInput(attrs=HOUR, format="%H:%M"),
        help_text=_("De noche, de las 8 a las 7, no se escribe a nadie."),
    )  # fmt: skip
