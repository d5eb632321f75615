"""What is asked of whoever meets a gap, answers it, or makes the answer hold for all?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox
from ruta.legal.actions import Answer
from ruta.legal.selectors import titled

LONGEST = 8_000


def _norms() -> list[tuple[str, Any]]:
    return [("", _("Ninguna en particular")), *titled()]


class GapForm(forms.Form):
    """Where a norm is silent or unclear."""

    question = forms.CharField(
        label=_("Pregunta"), max_length=200, help_text=_("En general, sin nombres: ¿puede trabajar quien espera respuesta de refugio?")
    )
    situation = forms.CharField(
        label=_("Qué pasó"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Cuente solo lo que la pregunta necesita. No escriba nombres ni documentos."),
    )  # fmt: skip
    norm = forms.ChoiceField(label=_("Norma"), choices=_norms, required=False, widget=Combobox())


class OpinionForm(forms.Form):
    """What legal advice answers."""

    text = forms.CharField(label=_("Dictamen"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}))
    basis = forms.CharField(label=_("En qué se funda"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class CriterionForm(forms.Form):
    """An answer for every like case."""

    question = forms.CharField(label=_("Pregunta"), max_length=200)
    answer = forms.CharField(
        label=_("Respuesta"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Para cualquier caso parecido: no nombre a nadie."),
    )
    basis = forms.CharField(label=_("En qué se funda"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    norm = forms.ChoiceField(label=_("Norma"), choices=_norms, required=False, widget=Combobox())
    is_public = forms.BooleanField(label=_("Lo lee también el público"), required=False)

    def answer_given(self) -> Answer:
        """As the action takes it."""
        return Answer(**self.cleaned_data)


class DecisionForm(forms.Form):
    """Whether it holds."""

    do = forms.ChoiceField(choices=[(each, each) for each in ("approve", "withdraw")])
    reason = forms.CharField(label=_("Motivo"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
