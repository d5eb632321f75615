"""Which year and which dimension does somebody want to look at?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.insights.enums import Dimension


def years() -> list[int]:
    """The years that can be compared, the present one first."""
    return [today().year - back for back in range(3)]


class PeriodForm(forms.Form):
    """Year and dimension; anything else falls back to the present year and modality."""

    year = forms.TypedChoiceField(label=_("Año"), coerce=int, required=False)
    dimension = forms.ChoiceField(label=_("Cruzar con"), choices=Dimension.choices, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["year"].choices = [(year, str(year)) for year in years()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[int, str]:
        """The year and the dimension, whatever was asked."""
        self.is_valid()
        return self.cleaned_data.get("year") or years()[0], self.cleaned_data.get("dimension") or Dimension.MODALITY
