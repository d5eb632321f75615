"""What is asked of whoever writes of a territory, and of whoever reviews it?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.insights.actions.sheets import LONGEST


class TextForm(forms.Form):
    """One section in plain words."""

    text = forms.CharField(
        label=_("Texto"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Lo lee otra persona antes de aparecer en la ficha.")
    )  # fmt: skip


class ReviewForm(forms.Form):
    """Whether it stands, and if not, what is lacking."""

    do = forms.ChoiceField(choices=[("approve", ""), ("return", "")], widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Qué falta"), max_length=400, required=False, help_text=_("Se pide al devolverlo."))
