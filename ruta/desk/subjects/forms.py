"""What is answered to a person who asked about their data?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.desk.cases.forms.fields import choice, words
from ruta.subjects.enums import RequestState

ANSWERS = [(state.value, state.label) for state in (RequestState.DONE, RequestState.PARTLY, RequestState.REFUSED)]


class AnswerForm(forms.Form):
    """What was done, and the words that the person reads."""

    state = choice(_("Qué se hizo"), ANSWERS)
    answer = words(
        _("Respuesta"),
        rows=6,
        help_text=_("La lee la persona en su teléfono. Diga qué se hizo, qué se queda y por qué, sin nada delicado."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput())
