"""What may somebody who takes a number add? Nothing has to be said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.tickets.actions import Ask
from ruta.tickets.enums import Priority
from ruta.tickets.selectors import appointment_of

NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


class TakeForm(forms.Form):
    """The second tap: whether one goes first by law; a telephone or the code of an appointment if one likes."""

    priority = forms.ChoiceField(choices=Priority.choices, required=False)
    phone = forms.CharField(label=_("Su teléfono"), required=False, max_length=20, widget=forms.TextInput({**NUMERIC, "type": "tel"}))
    code = forms.CharField(label=_("Código de su cita"), required=False, max_length=16, widget=forms.TextInput(NUMERIC))

    def clean_code(self) -> int | None:
        """The appointment behind the code."""
        typed: str = self.cleaned_data["code"].strip()
        if not typed:
            return None
        found = appointment_of(typed)
        if found is None:
            raise forms.ValidationError(_("Ese código no es correcto. Revíselo, o tome un turno sin código."))
        return found

    def ask(self) -> Ask:
        """What was said."""
        given = self.cleaned_data
        return Ask(priority=given["priority"], phone=given["phone"], appointment_id=given["code"])
