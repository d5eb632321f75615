"""How does staff say that a place or a number is a danger to the person?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import CASE_ROLES, SEES_STRICT
from ruta.base.access import log_access
from ruta.base.errors import NotFound
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.safety.forms import OverForm, PlaceForm, ReasonForm
from ruta.people import actions
from ruta.people.models import Contact, Person, UnsafeAddress, UnsafePlace
from ruta.people.policies import demand_owner
from ruta.people.selectors import person_for, reserved_reasons, unsafe_addresses, unsafe_places


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def places(request: DeskRequest, person_id: int) -> HttpResponse:
    """Where the person must not be sent, and the form for one more."""
    person = _own(request, person_id)
    actor = request.actor
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
    context = {
        "person": person, "form": form, "rows": [(row, reasons.get(row.pk, "")) for row in unsafe_places(person_id)],
        "addresses": unsafe_addresses(person_id), "may_end": actor.role in SEES_STRICT,
    }  # fmt: skip
    return render(request, "desk/safety/places.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEES_STRICT)
def end(request: DeskRequest, kind: str, mark_id: int) -> HttpResponse:
    """The danger is over, says protection, and why."""
    mark = (UnsafePlace if kind == "lugar" else UnsafeAddress).objects.select_related("person").filter(pk=mark_id, ended_at=None).first()
    if mark is None:
        raise NotFound(_("Eso no está entre lo que usted puede ver. Recargue la página."))
    _own(request, mark.person_id)
    form, status = OverForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            reason = form.cleaned_data["reason"]
            if kind == "lugar":
                return actions.end_unsafe_place(actor=request.actor, place_id=mark_id, reason=reason)
            return actions.end_unsafe_address(actor=request.actor, mark_id=mark_id, reason=reason)

        done, status = attempt(request, form, "end_mark", run)
        if done is not None:
            say(request, _("Terminado. Lo escrito se conserva."))
            return redirect("desk:unsafe-places", mark.person_id)
    return render(request, "desk/safety/over.html", {"person": mark.person, "mark": mark, "kind": kind, "form": form}, status=status)


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
            return actions.mark_contact_unsafe(actor=request.actor, contact_id=contact_id, reason=form.cleaned_data["reason"])

        done, status = attempt(request, form, "mark_contact", run)
        if done is not None:
            say(request, _("Marcado. No se llama ni se escribe ahí."))
            return redirect("desk:person", person.pk)
    context = {"person": person, "contact": found, "form": form, "reason": reserved_reasons(person.pk, "contact").get(contact_id, "")}
    return render(request, "desk/safety/contact.html", context, status=status)


def _own(request: DeskRequest, person_id: int) -> Person:
    person = person_for(person_id)
    demand_owner(request.actor, person)
    return person
