"""What does the steward write to change a threshold?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class ThresholdForm(forms.Form):
    """A new threshold and why."""

    threshold = forms.IntegerField(
        label=_("Umbral nuevo"), min_value=10, max_value=99, help_text=_("De 10 a 99. Desde ese parecido, una persona decide.")
    )
    reason = forms.CharField(label=_("Por qué se cambia"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class RejectForm(forms.Form):
    """Why a proposal is turned down."""

    reason = forms.CharField(
        label=_("Por qué se rechaza"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba por qué se rechaza.")},
    )  # fmt: skip


class GoBackForm(forms.Form):
    """Why a version of before is taken up again."""

    reason = forms.CharField(
        label=_("Por qué se vuelve atrás"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba por qué se vuelve atrás.")},
    )  # fmt: skip
