"""Who gets a place in an edition: staff by a list, persons out of the register or of their plan?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ruta.base.access import log_access
from ruta.base.errors import NotOpen, RutaError
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.people.own import alike, by_code
from ruta.desk.training.editions import shown
from ruta.desk.training.forms import FindForm, LinesForm
from ruta.training.actions import enrol_person, enrol_staff, withdraw_enrolment
from ruta.training.policies import KEEPER_ROLES, PERSON_ROLES, demand_keeping
from ruta.training.selectors import edition_of


@require_POST
@roles(KEEPER_ROLES)
def enrol_list(request: DeskRequest, edition_id: int) -> HttpResponse:
    """Give a place to each of a list of staff."""
    row, form = edition_of(request.actor, edition_id), LinesForm(request.POST)
    done, status = attempt(
        request, form, f"edition.enrol {edition_id}", lambda: enrol_staff(actor=request.actor, edition_id=edition_id, terms=form.learners())
    )
    if done is None:
        return shown(request, row, status=status, lines_form=form)
    messages.success(request, ngettext("%(count)s persona inscrita.", "%(count)s personas inscritas.", done) % {"count": done})
    return redirect("desk:edition", edition_id)


@require_POST
@roles(PERSON_ROLES)
def find(request: DeskRequest, edition_id: int) -> HttpResponse:
    """Look for a person of the own register."""
    row, form = edition_of(request.actor, edition_id), FindForm(request.POST)
    demand_keeping(request.actor, row.course.audience, row.course.service_type)
    if not form.is_valid():
        return shown(request, row, status=422, find_form=form)
    text = form.cleaned_data["q"]
    log_access(request.actor, "search", scope="training", letters=len(text))
    exact = by_code(request.actor, text)
    try:
        found = [exact] if exact is not None else alike(request.actor, text)
    except RutaError as error:
        form.add_error("q", str(error.message))
        return shown(request, row, status=error.status, find_form=form)
    return shown(request, row, find_form=form, found=found)


@require_POST
@roles(PERSON_ROLES)
def seat(request: DeskRequest, edition_id: int, person_id: int) -> HttpResponse:
    """Give one of them a place."""
    row = edition_of(request.actor, edition_id)
    log_access(request.actor, "training_seat", person_id=person_id, object_id=row.pk, owner_institution_id=row.owner_institution_id)
    step = read_number(request.POST.get("accion", "")) or None
    try:
        enrol_person(actor=request.actor, edition_id=edition_id, person_id=person_id, plan_action_id=step)
    except NotOpen as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Inscrita o inscrito."))
    return redirect("desk:edition", edition_id)


@require_POST
@roles(KEEPER_ROLES)
def withdraw(request: DeskRequest, enrolment_id: int) -> HttpResponse:
    """Free a place."""
    row = withdraw_enrolment(actor=request.actor, enrolment_id=enrolment_id)
    messages.success(request, _("El lugar quedó libre."))
    return redirect("desk:edition", row.edition_id)
