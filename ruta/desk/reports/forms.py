"""Which period of a report is wanted, and why is one let out or not?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.insights.papers import quarter_of
from ruta.insights.selectors.observatory import Part, part_of
from ruta.insights.selectors.observatory.part import choices_of
from ruta.roadmap.selectors.papers import PaperKind

YEARS = 3
PARTS = {
    "poblacion": _("Población"), "lugar": _("Departamento"), "sector": _("Sector"), "institucion": _("Institución"), "oficina": _("Oficina"), "servicio": _("Servicio"),
    "aliada": _("Institución que lo dio"), "logro": _("Qué se mira"), "plazo": _("En cuánto tiempo"),
}  # fmt: skip
WHOLE_OF = {
    "poblacion": _("Todas"),
    "lugar": _("Todo el país"),
    "sector": _("Todos"),
    "institucion": _("Todas"),
    "oficina": _("Todas"),
    "servicio": _("Comparar todos"),
    "aliada": _("Cualquiera"),
}


class PeriodForm(forms.Form):
    """The last years, or their quarters; anything else falls back to the period that runs. A report of twelve months asks for none."""

    periodo = forms.ChoiceField(label=_("Período"), required=False)

    def __init__(self, kind: PaperKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = kind.usual(today())
        if kind.is_rolling:
            del self.fields["periodo"]
        else:
            self.fields["periodo"].choices = [(code, code) for code in codes(kind)]  # type: ignore[attr-defined]
        for name in kind.asks:
            whole = [("", WHOLE_OF[name])] if name in WHOLE_OF else []
            self.fields[name] = forms.ChoiceField(label=PARTS[name], required=False, choices=[*whole, *choices_of(name)])

    @property
    def chosen(self) -> str:
        """The code of the period; empty where there is no choice."""
        self.is_valid()
        return self.cleaned_data.get("periodo") or self.usual

    @property
    def part(self) -> Part:
        """Of which part the report is asked."""
        self.is_valid()
        return part_of(self.cleaned_data)

    @property
    def asked(self) -> dict[str, str]:
        """What was chosen, as an address says it."""
        self.is_valid()
        period = {"periodo": self.chosen} if self.chosen else {}
        return period | {name: self.cleaned_data[name] for name in PARTS if self.cleaned_data.get(name)}


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
    whole = [str(year) for year in years] if kind.is_yearly else []
    if kind.is_yearly and not kind.has_quarters:
        return whole
    return whole + [code for year in years for quarter in (4, 3, 2, 1) if (code := f"{year}-T{quarter}") <= quarter_of(day)]
