"""How does staff write who answers for a minor, tell SENAF, and how does SENAF answer?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.accounts.enums import CASE_ROLES
from ruta.base.access import log_access
from ruta.base.errors import NotFound
from ruta.cases.models import Case
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.minors.forms import AnswerForm, GuardianForm, TellForm
from ruta.people import actions
from ruta.people.models import Person
from ruta.people.policies import demand_owner
from ruta.people.selectors import authority_of, guardians_of, person_for, senaf_notice


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def guardians(request: DeskRequest, person_id: int) -> HttpResponse:
    """Who answers for the minor, with the form to write another."""
    person = _own(request, person_id)
    form, status = GuardianForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return actions.record_guardian(actor=_actor(request), person_id=person_id, guardian=form.draft())

        done, status = attempt(request, form, "record_guardian", run)
        if done is not None:
            say(request, _("Anotado quién responde."))
            return redirect("desk:guardians", person_id)
    elif request.method == "GET":
        log_access(_actor(request), "open_person", person_id=person.pk, owner_institution_id=person.owner_institution_id)
    return _page(request, "desk/minors/guardians.html", person, form, status, rows=list(guardians_of(person_id)))


@require_POST
@roles(CASE_ROLES)
def end(request: DeskRequest, guardian_id: int) -> HttpResponse:
    """Somebody no longer answers for the minor."""
    person_id = actions.end_guardian(actor=_actor(request), guardian_id=guardian_id)
    say(request, _("Terminado. Lo escrito se conserva."))
    return redirect("desk:guardians", person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def tell(request: DeskRequest, person_id: int) -> HttpResponse:
    """Tell SENAF now: by law, without waiting for a permission."""
    person = _own(request, person_id)
    form, status = TellForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return actions.tell_senaf(actor=_actor(request), person_id=person_id, **form.cleaned_data)

        done, status = attempt(request, form, "tell_senaf", run)
        if done is not None:
            say(request, _("SENAF ya tiene el aviso en su cola."))
            return redirect("desk:senaf-notice", done)
    return _page(request, "desk/minors/tell.html", person, form, status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def notice(request: DeskRequest, notice_id: int) -> HttpResponse:
    """What SENAF was told, and its answer; the sender reads it, SENAF answers."""
    found = senaf_notice(notice_id)
    if found is None:
        raise NotFound(_("Ese aviso no es de su institución. Vuelva a su cola."))
    actor = _actor(request)
    form, status = AnswerForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return actions.answer_notice(actor=actor, notice_id=notice_id, **form.cleaned_data)

        done, status = attempt(request, form, "answer_notice", run)
        if done is not None:
            say(request, _("Respuesta enviada. Quien avisó ya la ve."))
            return redirect("desk:senaf-notice", notice_id)
    elif request.method == "GET":
        log_access(actor, "open_notice", person_id=found.person_id, object_id=found.pk, owner_institution_id=found.owner_institution_id)
    answers = found.receiver_id == actor.institution_id and found.answered_at is None
    context = {"notice": found, "form": form, "answers": answers, "case": _case(actor.institution_id, found.person_id)}
    return render(request, "desk/minors/notice.html", context, status=status)


def _actor(request: DeskRequest) -> Any:
    return request.actor


def _own(request: DeskRequest, person_id: int) -> Person:
    person = person_for(person_id)
    demand_owner(_actor(request), person)
    return person


def _case(institution_id: int | None, person_id: int) -> Case | None:
    return Case.objects.filter(person=person_id, owner_institution=institution_id, closed_at=None).first()


def _page(request: DeskRequest, template: str, person: Person, form: Any, status: int, **more: Any) -> HttpResponse:
    case = _case(_actor(request).institution_id, person.pk)
    context = {"person": person, "form": form, "authority": authority_of(person.pk), "case": case} | more
    return render(request, template, context, status=status)
