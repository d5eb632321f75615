"""What does the steward write to change a threshold?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class ThresholdForm(forms.Form):
    """A new threshold and why."""

    threshold = forms.IntegerField(
        label=_("Umbral nuevo"), min_value=10, max_value=99, help_text=_("De 10 a 99. Desde ese parecido, una persona decide.")
    )
    reason = forms.CharField(label=_("Por qué se cambia"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
