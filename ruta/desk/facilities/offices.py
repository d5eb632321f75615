"""What is there in one office, what does it lack, and what was found at each look?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.desk.cases.answering import attempt
from ruta.desk.facilities.forms import SurveyForm
from ruta.desk.facilities.lists import TONES
from ruta.desk.gate import DeskRequest, roles
from ruta.facilities.actions import keep_survey
from ruta.facilities.policies import KEEPER_ROLES, READER_ROLES, can_keep, demand_keeping
from ruta.facilities.selectors import office_named, requirements, surveys_of

SHOWN = 6


@require_safe
@roles(READER_ROLES)
def office(request: DeskRequest, office_id: int) -> HttpResponse:
    """One office: what it lacks, what came, and the last looks at it."""
    row = office_named(office_id)
    context = {
        "office": row, "may_keep": can_keep(request.actor, row), "surveys": list(surveys_of(row)[:SHOWN]),
        "rows": [(each, TONES[each.state]) for each in requirements().filter(office=row).order_by("state", "-is_urgent", "-pk")],
    }  # fmt: skip
    return render(request, "desk/facilities/office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def survey(request: DeskRequest, office_id: int) -> HttpResponse:
    """Look at an office, kind by kind; what is lacking becomes a requirement."""
    row = office_named(office_id)
    demand_keeping(request.actor, row)
    form, status = SurveyForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            said = form.cleaned_data
            return keep_survey(actor=request.actor, office_id=row.pk, made_on=said["made_on"], lines=form.lines(), note=said["note"]).pk

        done, status = attempt(request, form, f"equipment.survey {row.pk}", run)
        if done is not None:
            messages.success(request, _("Revisión guardada. Lo que falta ya está en la lista: agréguele fotos."))
            return redirect("desk:equipment-office", row.pk)
    return render(request, "desk/facilities/survey.html", {"office": row, "form": form, "rows": form.rows()}, status=status)
