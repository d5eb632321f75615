"""Who comes in at a fair? One box finds them by document, case number, telephone or name; who is not registered needs no name."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.base.errors import Invalid, RutaError
from ruta.desk.cases.answering import attempt
from ruta.desk.fairs.forms import BoxForm, EntryForm, InterviewForm, WalkInForm
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.people.own import alike, by_code
from ruta.employers.actions import Comer, check_in, note_interview
from ruta.employers.enums import Entry
from ruta.employers.models import Fair
from ruta.employers.policies import DOOR_ROLES
from ruta.employers.selectors import attendances, fair_of, interviews_of, participants
from ruta.people.models import Person
from ruta.people.rules import age_on

LATEST, TALKS = 12, 8


@require_http_methods(["GET", "HEAD", "POST"])
@roles(DOOR_ROLES)
def door(request: DeskRequest, fair_id: int) -> HttpResponse:
    """The box, whoever looks like what was typed, and the last ones who came in. A document or a case number lets in at once."""
    fair = fair_of(request.actor, fair_id)
    if request.method != "POST":
        return _page(request, fair)
    form = BoxForm(request.POST)
    if not form.is_valid():
        return _page(request, fair, status=Invalid.status, box=form)
    log_access(request.actor, "search", scope="fair", letters=len(form.cleaned_data["q"]))
    exact = by_code(request.actor, form.cleaned_data["q"])
    if exact is not None:
        return _let_in(request, fair, exact, EntryForm({}), Entry.CODE)
    try:
        found = alike(request.actor, form.cleaned_data["q"])
    except RutaError as error:
        form.add_error("q", str(error.message))
        return _page(request, fair, status=error.status, box=form)
    return _page(request, fair, box=form, found=found, has_searched=True)


@require_POST
@roles(DOOR_ROLES)
def enter(request: DeskRequest, fair_id: int, person_id: int) -> HttpResponse:
    """Let in one of those found, or ask for the age or the permit that is missing."""
    fair = fair_of(request.actor, fair_id)
    person = Person.objects.filter(pk=person_id, owner_institution_id=request.actor.institution_id or 0, merged_into=None).first()
    if person is None:
        return _page(request, fair, status=404, problem=_("Esa persona no es de su registro. Anótela sin registro."))
    return _let_in(request, fair, person, EntryForm(request.POST), Entry.SEARCH)


@require_POST
@roles(DOOR_ROLES)
def walk_in(request: DeskRequest, fair_id: int) -> HttpResponse:
    """Let in somebody without a record."""
    fair, form = fair_of(request.actor, fair_id), WalkInForm(request.POST)
    done, status = attempt(
        request, form, f"fair.walk_in {fair_id}", lambda: check_in(actor=request.actor, fair_id=fair_id, comer=form.walk_in()).number
    )
    return _welcomed(request, fair, done) if done is not None else _page(request, fair, status=status, walk_in_form=form)


@require_POST
@roles(DOOR_ROLES)
def interview(request: DeskRequest, fair_id: int) -> HttpResponse:
    """An employer talked to whoever carries a number."""
    fair = fair_of(request.actor, fair_id)
    form = InterviewForm(request.POST, rows=list(participants(fair)))
    done, status = attempt(
        request, form, f"fair.interview {fair_id}", lambda: note_interview(actor=request.actor, fair_id=fair_id, **form.given()).pk
    )
    if done is None:
        return _page(request, fair, status=status, interview_form=form)
    messages.success(request, _("Entrevista anotada."))
    return redirect("desk:fair-door", fair_id)


def _let_in(request: DeskRequest, fair: Fair, person: Person, form: EntryForm, entry: str) -> HttpResponse:
    log_access(request.actor, "fair_check_in", person_id=person.pk, object_id=fair.pk, owner_institution_id=fair.owner_institution_id)
    form.is_valid()
    comer: Comer = form.comer(person.pk, entry) if form.is_valid() else Comer(person_id=person.pk, entry=entry)
    try:
        row = check_in(actor=request.actor, fair_id=fair.pk, comer=comer)
    except Invalid as error:
        asking: forms.Form = EntryForm(initial={"age": comer.age, "permit": comer.permit})
        return _page(request, fair, status=error.status, asked=person, entry_form=asking, problem=str(error.message))
    return _welcomed(request, fair, row.number)


def _welcomed(request: DeskRequest, fair: Fair, number: int) -> HttpResponse:
    messages.success(request, _("Adentro. Su número de entrada es %(number)s.") % {"number": number})
    return redirect("desk:fair-door", fair.pk)


def _page(request: DeskRequest, fair: Fair, *, status: int = 200, **given: Any) -> HttpResponse:
    found = [(person, age_on(today(), person.birth_date)) for person in given.pop("found", [])]
    context = {
        "fair": fair, "box": BoxForm(), "walk_in_form": WalkInForm(auto_id="sin-%s"), "latest": list(attendances(fair)[:LATEST]),
        "talks": list(interviews_of(fair)[:TALKS]), "found": found, "has_searched": False, "is_open": fair.state == "announced",
        "interview_form": InterviewForm(rows=list(participants(fair))), "problem": "", "asked": None, "entry_form": None,
    }  # fmt: skip
    return render(request, "desk/fairs/door.html", context | given, status=status)
