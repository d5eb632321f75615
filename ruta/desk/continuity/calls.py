"""Whom does an office call when everything fails? One call more, one less, or another number."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.continuity.forms import CallForm, ChangeCallForm
from ruta.desk.continuity.views import done
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.actions import add_call, change_call, drop_call
from ruta.directory.policies import CONTINUITY_ROLES, demand_continuity
from ruta.directory.selectors import call_of, chain_of, continuity_of, office_prepared


@require_POST
@roles(CONTINUITY_ROLES)
def add(request: DeskRequest, office_id: int) -> HttpResponse:
    """Add a call to the chain."""
    place = office_prepared(office_id)
    plan = continuity_of(place)
    form = CallForm(request.POST, chain=[row for _depth, row in chain_of(plan)] if plan else [])

    def run() -> int:
        return add_call(actor=request.actor, office=place, terms=form.terms(), version=form.cleaned_data["version"]).pk

    return done(request, place, ("call", form), run, _("Agregada. Lo aprueba otra persona."))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONTINUITY_ROLES)
def change(request: DeskRequest, office_id: int, call_id: int) -> HttpResponse:
    """Another number, or a better name of the post."""
    place = office_prepared(office_id)
    demand_continuity(request.actor, place)
    plan = continuity_of(place)
    row = call_of(plan, call_id) if plan else None
    if plan is None or row is None:
        return redirect("desk:continuity-office", place.pk)
    first = {"post": row.post, "phone": row.phone, "phone_kind": row.phone_kind, "version": plan.version}
    form, status = ChangeCallForm(request.POST or None, initial=first), 200
    if request.method == "POST":

        def run() -> int:
            said = form.cleaned_data["version"]
            return change_call(actor=request.actor, office=place, call_id=call_id, terms=form.terms(), version=said).pk

        kept, status = attempt(request, form, f"continuity.call {call_id}", run)
        if kept is not None:
            messages.success(request, _("Cambiada. Lo aprueba otra persona."))
            return redirect("desk:continuity-office", place.pk)
    return render(request, "desk/continuity/call.html", {"form": form, "office": place, "row": row}, status=status)


@require_POST
@roles(CONTINUITY_ROLES)
def drop(request: DeskRequest, office_id: int, call_id: int) -> HttpResponse:
    """Take a call out of the chain."""
    place, form, said = office_prepared(office_id), forms.Form(request.POST), request.POST.get("version", "")

    def run() -> int:
        drop_call(actor=request.actor, office=place, call_id=call_id, version=read_number(said))
        return call_id

    return done(request, place, ("drop", form), run, _("Quitada. Lo aprueba otra persona."))
