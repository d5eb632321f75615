"""In which territories does the roadmap work, and how many should it be by each year?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruta.base.clock import today
from ruta.base.forms import Calendar
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap.around import around
from ruta.people.selectors import user_names
from ruta.roadmap.actions import report_reach
from ruta.roadmap.models import Reach
from ruta.roadmap.policies import READER_ROLES, can_edit_plans
from ruta.roadmap.selectors import current_version, plan_of, reach_targets, reached
from ruta.territory.selectors import outlines, territories

PLAN = "hoja-de-ruta"  # the plan that counts territories


class ReachForm(forms.Form):
    """Where the strategy works, and since when; no day takes the territory back."""

    territory = forms.ChoiceField(label=gettext_lazy("Territorio"))
    since = forms.DateField(
        label=gettext_lazy("Desde"), required=False, widget=Calendar(), help_text=gettext_lazy("Vacío: ya no se trabaja ahí.")
    )
    note = forms.CharField(label=gettext_lazy("Nota"), max_length=400, required=False)

    def __init__(self, data: Any) -> None:
        """The territories that the roadmap names."""
        super().__init__(data)
        self.fields["territory"].choices = [(each.code, each.priority_name) for each in territories(priority_only=True)]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def places(request: DeskRequest) -> HttpResponse:
    """The twelve territories on a map and in a list; whoever edits plans says where it works."""
    version = current_version(plan_of(PLAN))
    form, status = ReachForm(request.POST or None), 200
    if request.method == "POST":
        said = lambda: report_reach(actor=request.actor, plan=version.plan, **form.cleaned_data).pk  # noqa: E731 (one line, once)
        done, status = attempt(request, form, "roadmap.reach", said)
        if done is not None:
            messages.success(request, _("Anotado. Lo anterior se conserva."))
            return redirect("desk:roadmap-places")
    found = reached(version.plan)
    context = (
        around(request, version)
        | _drawn(found)
        | {
            "form": form,
            "may_report": can_edit_plans(request.actor),
            "count": len(found),
            "targets": [each | {"is_now": each["period"].begins <= today() <= each["period"].ends} for each in reach_targets(version)],
            "users": user_names({each.by for each in found.values() if each.by}),
        }
    )
    return render(request, "desk/roadmap_views/places.html", context, status=status)


def _drawn(found: dict[str, Reach]) -> dict[str, Any]:
    frame = outlines()
    rows = []
    for each in territories(priority_only=True):
        at = each.municipality
        x, y = frame.at(at.latitude, at.longitude) if at.latitude is not None and at.longitude is not None else (0.0, 0.0)
        rows.append({"territory": each, "reach": found.get(each.code), "x": x, "y": y, "department": at.department_id})
    near = {row["department"] for row in rows if row["reach"]}
    shapes = [{"path": path, "is_near": code in near} for code, path in frame.outlines.items()]
    return {"rows": rows, "shapes": shapes, "width": frame.width, "height": frame.height}
