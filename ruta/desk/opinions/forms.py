"""What was done about what an opinion tells?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.desk.cases.forms.fields import words


class AttendForm(forms.Form):
    """One sentence."""

    note = words(_("Qué se hizo"), help_text=_("Queda con su nombre y la hora. No escriba el nombre de quien opinó."))
