"""Which period of a report is wanted, and why is one let out or not?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.insights.papers import quarter_of
from ruta.roadmap.selectors.papers import PaperKind

YEARS = 3


class PeriodForm(forms.Form):
    """The last years, or their quarters; anything else falls back to the period that runs."""

    periodo = forms.ChoiceField(label=_("Período"), required=False)

    def __init__(self, kind: PaperKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = kind.usual(today())
        self.fields["periodo"].choices = [(code, code) for code in codes(kind)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """The code of the period."""
        self.is_valid()
        return self.cleaned_data.get("periodo") or self.usual


class DecisionForm(forms.Form):
    """What is decided about a publication, and why."""

    do = forms.ChoiceField(choices=[("approve", ""), ("refuse", ""), ("withdraw", "")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=400,
        required=False,
        help_text=_("Se pide si no se publica o si se retira; al retirar lo lee todo el mundo."),
    )


def codes(kind: PaperKind) -> list[str]:
    """The periods that have begun, the present one first."""
    day = today()
    years = range(day.year, day.year - YEARS, -1)
    if kind.is_yearly:
        return [str(year) for year in years]
    return [code for year in years for quarter in (4, 3, 2, 1) if (code := f"{year}-T{quarter}") <= quarter_of(day)]
