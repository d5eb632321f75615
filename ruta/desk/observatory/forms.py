"""Which measure is wanted, of which period, by what? What does not fit the measure falls back to what does."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.insights.selectors.observatory.cells import cells_of
from ruta.insights.selectors.observatory.papers.words import DIMENSIONS, MEASURES


class ExplorerForm(forms.Form):
    """Every field is a choice; `periods` says of which periods each measure was counted."""

    medida = forms.ChoiceField(label=_("Qué"), required=False)
    periodo = forms.ChoiceField(label=_("Período"), required=False)
    filas = forms.ChoiceField(label=_("Por"), required=False)
    columnas = forms.ChoiceField(label=_("Y por"), required=False)

    def __init__(self, data: Mapping[str, Any], periods: Mapping[str, Sequence[str]]) -> None:
        self.measure = _one_of(data.get("medida", ""), [code for code in MEASURES if code in periods])
        self.period = _one_of(data.get("periodo", ""), periods[self.measure])
        self.cells = cells_of(self.measure, self.period)
        names = [name for name in DIMENSIONS if name in self.cells.dimensions]
        self.rows = _one_of(data.get("filas", ""), names)
        self.columns = data.get("columnas", "") if data.get("columnas", "") in set(names) - {self.rows} else ""
        super().__init__(self.asked)
        told = [(name, DIMENSIONS[name]) for name in names]
        self._offer("medida", [(code, each.label) for code, each in MEASURES.items() if code in periods])
        self._offer("periodo", [(code, code) for code in periods[self.measure]])
        self._offer("filas", told)
        self._offer("columnas", [("", _("Nada más")), *(pair for pair in told if pair[0] != self.rows)])

    @property
    def asked(self) -> dict[str, str]:
        """What is shown, as an address says it."""
        return {"medida": self.measure, "periodo": self.period, "filas": self.rows, "columnas": self.columns}

    def _offer(self, name: str, pairs: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = pairs  # type: ignore[attr-defined]


def _one_of(said: str, known: Sequence[str]) -> str:
    return said if said in known else known[0]
