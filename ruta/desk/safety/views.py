"""How does staff say that a place or a number is a danger to the person?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.accounts.enums import CASE_ROLES
from ruta.base.access import log_access
from ruta.base.errors import NotFound
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.safety.forms import PlaceForm, ReasonForm
from ruta.people import actions
from ruta.people.models import Contact, Person
from ruta.people.policies import demand_owner
from ruta.people.selectors import person_for, reserved_reasons, unsafe_places


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def places(request: DeskRequest, person_id: int) -> HttpResponse:
    """Where the person must not be sent, and the form for one more."""
    person = _own(request, person_id)
    actor = _actor(request)
    form, status = PlaceForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return actions.mark_place_unsafe(actor=actor, person_id=person_id, place=form.draft(), reason=form.cleaned_data["reason"])

        done, status = attempt(request, form, "mark_place", run)
        if done is not None:
            say(request, _("Marcado. Desde ahora nadie la envía ahí."))
            return redirect("desk:unsafe-places", person_id)
    elif request.method == "GET":
        log_access(actor, "open_person", person_id=person.pk, owner_institution_id=person.owner_institution_id)
    reasons = reserved_reasons(person_id, "place")
    context = {"person": person, "form": form, "rows": [(row, reasons.get(row.pk, "")) for row in unsafe_places(person_id)]}
    return render(request, "desk/safety/places.html", context, status=status)


@require_POST
@roles(CASE_ROLES)
def end(request: DeskRequest, place_id: int) -> HttpResponse:
    """The danger is over."""
    person_id = actions.end_unsafe_place(actor=_actor(request), place_id=place_id)
    say(request, _("Terminado. Lo escrito se conserva."))
    return redirect("desk:unsafe-places", person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def contact(request: DeskRequest, contact_id: int) -> HttpResponse:
    """Nobody calls or writes to this number any more."""
    found = Contact.objects.filter(pk=contact_id).first()
    if found is None:
        raise NotFound(_("Ese contacto ya no está en el registro. Recargue la página."))
    person = _own(request, found.person_id)
    form, status = ReasonForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return actions.mark_contact_unsafe(actor=_actor(request), contact_id=contact_id, reason=form.cleaned_data["reason"])

        done, status = attempt(request, form, "mark_contact", run)
        if done is not None:
            say(request, _("Marcado. No se llama ni se escribe ahí."))
            return redirect("desk:person", person.pk)
    context = {"person": person, "contact": found, "form": form, "reason": reserved_reasons(person.pk, "contact").get(contact_id, "")}
    return render(request, "desk/safety/contact.html", context, status=status)


def _actor(request: DeskRequest) -> Any:
    return request.actor


def _own(request: DeskRequest, person_id: int) -> Person:
    person = person_for(person_id)
    demand_owner(_actor(request), person)
    return person
