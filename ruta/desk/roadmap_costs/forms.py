"""What is asked about a line of costs, about what was spent, and about a sheet that comes back?"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.forms import UploadField
from ruta.desk.cases.forms.fields import day
from ruta.roadmap.models import CostLine, Plan
from ruta.roadmap.rules import FIRST_YEAR, LAST_YEAR, Cost
from ruta.roadmap.selectors.costs import costable_rows, sources_of

SHORT = 90


class CostForm(forms.Form):
    """One line; `seen` is what the page showed, so that nobody overwrites blindly."""

    key = forms.ChoiceField(label=_("Fila del plan"))
    concept = forms.CharField(label=_("Concepto"), max_length=400, help_text=_("Qué se compra o se paga. Sin datos de personas."))
    source = forms.ChoiceField(label=_("Fuente"))
    year = forms.IntegerField(label=_("Año"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    quantity = forms.DecimalField(label=_("Cantidad"), max_digits=12, decimal_places=2)
    unit_cost = forms.IntegerField(label=_("Costo unitario (L)"), min_value=0)
    times = forms.IntegerField(label=_("Períodos"), min_value=1, help_text=_("Cuántas veces: 12 si es cada mes."))
    rate = forms.DecimalField(
        label=_("Índice anual (%)"), max_digits=5, decimal_places=2, help_text=_("Cuánto sube el precio cada año; 0 si no sube.")
    )
    base_year = forms.IntegerField(
        label=_("Año base"), min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text=_("El año del precio que escribe.")
    )
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, plan: Plan, *args: Any, line: CostLine | None = None, **kwargs: Any) -> None:
        year = today().year
        said: dict[str, Any] = line.cost.plain() if line else {"year": year, "base_year": year, "rate": "0", "times": 1, "quantity": "1"}
        kwargs["initial"] = said | ({"seen": said} if line else {})
        super().__init__(*args, **kwargs)
        rows = [(node.key, str(node)[:SHORT]) for node in costable_rows(plan)]
        self.fields["key"].choices = rows  # type: ignore[attr-defined]
        self.fields["source"].choices = sources_of(plan)  # type: ignore[attr-defined]

    def clean_seen(self) -> Any:
        """What the page showed, if it still says a cost."""
        seen = self.cleaned_data["seen"]
        try:
            return Cost.of(seen) if seen else None
        except (KeyError, TypeError, ArithmeticError) as error:
            raise forms.ValidationError(_("El formulario llegó incompleto. Recargue la página y envíelo otra vez.")) from error

    def cost(self) -> Cost:
        """What the action takes."""
        said: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        cents = Decimal("0.01")
        return Cost(**said | {"quantity": said["quantity"].quantize(cents), "rate": said["rate"].quantize(cents)})


class ExpenseForm(forms.Form):
    """What was spent."""

    on = day(_("Fecha"))
    amount = forms.IntegerField(label=_("Monto (L)"), help_text=_("Para corregir un gasto anterior, con signo menos."))
    note = forms.CharField(label=_("Comprobante o nota"), max_length=200)


class SheetForm(forms.Form):
    """The sheet that comes back."""

    file = UploadField(
        label=_("Excel de costos (.xlsx)"), help_text=_("El que se bajó de aquí, con sus cambios. Antes de aplicar verá cada diferencia.")
    )
