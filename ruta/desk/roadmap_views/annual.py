"""How does somebody make the annual plan (POA) of a year out of a plan?"""

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
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap.around import around
from ruta.roadmap.actions import make_annual
from ruta.roadmap.models import Plan
from ruta.roadmap.policies import EDITOR_ROLES
from ruta.roadmap.selectors import current_version, plan_of

FIRST, LAST = 2020, 2040


class YearForm(forms.Form):
    """The year that the annual plan is for."""

    year = forms.IntegerField(label=gettext_lazy("Año"), min_value=FIRST, max_value=LAST)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def annual(request: DeskRequest, code: str) -> HttpResponse:
    """What falls in the year becomes a plan of its own, each row with where it comes from."""
    version = current_version(plan_of(code))
    form, status = YearForm(request.POST or None, initial={"year": today().year + 1}), 200
    if request.method == "POST":
        make: Any = lambda: make_annual(actor=request.actor, plan=version.plan, year=form.cleaned_data["year"]).plan.code  # noqa: E731
        done, status = attempt(request, form, f"roadmap.annual {code}"[:120], make)
        if done is not None:
            messages.success(request, _("POA hecho. Cada fila dice de dónde viene; se ajusta con una propuesta."))
            return redirect("desk:roadmap-plan", done)
    made = Plan.objects.filter(code__startswith="poa-", code__endswith=f"-{code}").order_by("code")
    return render(request, "desk/roadmap_views/annual.html", around(request, version) | {"form": form, "made": list(made)}, status=status)
