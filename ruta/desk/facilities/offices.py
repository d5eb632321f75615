"""What is there in one office, what does it lack, and what was found at each look?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.papers import TYPES, shown_headers
from ruta.desk.cases.answering import attempt
from ruta.desk.facilities.forms import PhotoForm, SurveyForm
from ruta.desk.facilities.lists import TONES
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.models import Office
from ruta.facilities.actions import add_photo, keep_survey, take_photo_back
from ruta.facilities.policies import KEEPER_ROLES, READER_ROLES, can_keep, demand_keeping, demand_looking
from ruta.facilities.selectors import line_of, office_named, photo_of, requirements, surveys_of

SHOWN = 6


@require_safe
@roles(READER_ROLES)
def office(request: DeskRequest, office_id: int) -> HttpResponse:
    """One office: what it lacks, what came, and the last looks at it."""
    row = office_named(office_id)
    demand_looking(request.actor, row)
    return page_of(request, row)


def page_of(request: DeskRequest, row: Office, *, status: int = 200, problem: PhotoForm | None = None) -> HttpResponse:
    """The office as it is shown; `problem` is the photograph that was not kept."""
    may_keep, surveys = can_keep(request.actor, row), list(surveys_of(row)[:SHOWN])
    lines = surveys[0].lines.all() if may_keep and surveys else ()  # of the last look alone
    context = {
        "office": row, "may_keep": may_keep, "problem": problem, "surveys": surveys,
        "forms": {line.pk: PhotoForm(auto_id=f"foto-{line.pk}-%s") for line in lines if not line.photo_id},  # type: ignore[attr-defined]
        "rows": [(each, TONES[each.state]) for each in requirements().filter(office=row).order_by("state", "-is_urgent", "-pk")],
    }  # fmt: skip
    return render(request, "desk/facilities/office.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def photo(request: DeskRequest, office_id: int, line_id: int) -> HttpResponse:
    """The photograph of one line of a look: shown, or kept."""
    row = office_named(office_id)
    demand_looking(request.actor, row)
    line = line_of(row, line_id)
    if request.method != "POST":
        found = photo_of(line.pk)
        return HttpResponse(
            bytes(found.content), content_type=TYPES[found.kind], headers=shown_headers(f"revision-{found.pk}.{found.kind}")
        )
    demand_keeping(request.actor, row)
    form = PhotoForm(request.POST, request.FILES)

    def run() -> int:
        return add_photo(actor=request.actor, line_id=line.pk, content=form.cleaned_data["file"].read()).pk

    done, status = attempt(request, form, f"equipment.photo {line.pk}", run)
    if done is None:
        return page_of(request, row, status=status, problem=form)
    messages.success(request, _("Guardada."))
    return redirect("desk:equipment-office", row.pk)


@require_POST
@roles(KEEPER_ROLES)
def photo_back(request: DeskRequest, office_id: int, line_id: int) -> HttpResponse:
    """One that shows somebody, or another thing, goes; who took it away and when stays in the log."""
    row = office_named(office_id)
    take_photo_back(actor=request.actor, line_id=line_of(row, line_id).pk)
    log_access(request.actor, "take_photo_back", scope="equipamiento", object_id=line_id)
    messages.success(request, _("Quitada."))
    return redirect("desk:equipment-office", row.pk)


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
            messages.success(request, _("Revisión guardada. Agregue la foto de cada renglón. Lo que falta ya está en la lista."))
            return redirect("desk:equipment-office", row.pk)
    return render(request, "desk/facilities/survey.html", {"office": row, "form": form, "rows": form.rows()}, status=status)
