"""How does another institution ask for a permission?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution
from ruta.people.selectors import readable_purposes


class AskForm(forms.Form):
    """What for, and a line to whoever keeps the record."""

    handle = forms.UUIDField(widget=forms.HiddenInput)
    agreed = forms.CharField(widget=forms.HiddenInput, required=False)
    purpose = forms.ChoiceField(label=_("Para qué"))
    note = forms.CharField(label=_("Nota para quien lleva el registro"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        """Only purposes for which this institution may read."""
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = readable_purposes(institution)  # type: ignore[attr-defined]
