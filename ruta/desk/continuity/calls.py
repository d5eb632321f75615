"""Whom does an office call when everything fails? One call more, or one less."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ruta.desk.continuity.forms import CallForm
from ruta.desk.continuity.views import done
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.actions import add_call, drop_call
from ruta.directory.policies import CONTINUITY_ROLES
from ruta.directory.selectors import chain_of, continuity_of, office_prepared


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


@require_POST
@roles(CONTINUITY_ROLES)
def drop(request: DeskRequest, office_id: int, call_id: int) -> HttpResponse:
    """Take a call out of the chain."""
    place, form, said = office_prepared(office_id), forms.Form(request.POST), request.POST.get("version", "")

    def run() -> int:
        drop_call(actor=request.actor, office=place, call_id=call_id, version=int(said) if said.isdecimal() else 0)
        return call_id

    return done(request, place, ("drop", form), run, _("Quitada. Lo aprueba otra persona."))
