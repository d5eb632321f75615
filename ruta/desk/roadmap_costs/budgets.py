"""What did each institution set aside for returned persons, and does its POA count migrants?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruta.base.clock import today
from ruta.desk.cases.answering import attempt
from ruta.desk.cases.forms.fields import NEEDED
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.models import Institution
from ruta.people.selectors import user_names
from ruta.roadmap.actions import Budgeted, report_year_budget
from ruta.roadmap.policies import READER_ROLES
from ruta.roadmap.rules import FIRST_YEAR
from ruta.roadmap.selectors import budgeted_by, year_budgets

SHOWN = 3
YES, NO = "yes", "no"


class BudgetForm(forms.Form):
    """What is said of one year; an empty amount says that there is no line of its own."""

    institution = forms.TypedChoiceField(label=gettext_lazy("Institución"), coerce=int, error_messages=NEEDED)
    year = forms.IntegerField(label=gettext_lazy("Año"), min_value=FIRST_YEAR)
    amount = forms.IntegerField(
        label=gettext_lazy("Presupuesto para personas retornadas (L)"), min_value=0, required=False,
        help_text=gettext_lazy("Vacío: no tiene una partida propia."),
    )  # fmt: skip
    spent = forms.IntegerField(label=gettext_lazy("Ejecutado (L)"), min_value=0, required=False)
    poa = forms.ChoiceField(
        label=gettext_lazy("¿El POA incluye atención a personas migrantes?"),
        choices=[("", ""), (YES, gettext_lazy("Sí")), (NO, gettext_lazy("No"))],
    )
    document = forms.CharField(
        label=gettext_lazy("Documento"), max_length=400, help_text=gettext_lazy("Acuerdo, POA o resolución donde está.")
    )

    def __init__(self, institutions: list[Institution], data: Any) -> None:
        """Those for whom the reader may say it."""
        super().__init__(data, initial={"year": today().year})
        offered = [(each.pk, each.short_name) for each in institutions]
        first = [("", "—")] if len(offered) > 1 else []  # who answers for many chooses one, and none by chance
        self.fields["institution"].choices = [*first, *offered]  # type: ignore[attr-defined]

    def said(self) -> Budgeted:
        """What the action takes."""
        given = self.cleaned_data
        return Budgeted(given["year"], given["amount"], given["spent"], given["poa"] == YES, given["document"])


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def budgets(request: DeskRequest) -> HttpResponse:
    """A row for each institution, a column for each year; whoever answers for one adds a word."""
    own = budgeted_by(request.actor)
    form, status = BudgetForm(own, request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, "roadmap.year_budget", lambda: _report(request, form, own))
        if done is not None:
            messages.success(request, _("Anotado. Lo anterior se conserva."))
            return redirect("desk:year-budgets")
    years = range(today().year - SHOWN + 1, today().year + 2)
    rows = year_budgets(years)
    said = [one for row in rows for _year, one in row.years if one]
    context = {
        "form": form if own else None, "years": [str(year) for year in years], "rows": rows, "now": today().year,
        "users": user_names({one.by for one in said if one.by}),
    }  # fmt: skip
    return render(request, "desk/roadmap_costs/budgets.html", context, status=status)


def _report(request: DeskRequest, form: BudgetForm, own: list[Institution]) -> int:
    institution = next(each for each in own if each.pk == form.cleaned_data["institution"])
    return report_year_budget(actor=request.actor, institution=institution, said=form.said()).pk
