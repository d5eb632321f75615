"""How are payments, visits, commitments, sanctions and inner notes put beside a dossier?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import NotFound
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.permits.forms import FinishForm, MeasureForm, NoteForm, PaymentForm
from ruta.desk.permits.showing import shown
from ruta.permits.actions import finish_measure, note_inside, note_measure, note_payment
from ruta.permits.models import Measure
from ruta.permits.policies import KEEPER_ROLES
from ruta.permits.selectors import DossierPage, dossier_page


@require_POST
@roles(KEEPER_ROLES)
def payment(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """A payment, from its receipt."""
    page = dossier_page(request.actor, dossier_id)
    form = PaymentForm(request.POST, procedure=page.procedure)
    return _noted(request, page, "payment_form", form, lambda said: note_payment(actor=request.actor, dossier_id=dossier_id, **said).pk)


@require_POST
@roles(KEEPER_ROLES)
def measure(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """A visit, a commitment or a sanction."""
    page = dossier_page(request.actor, dossier_id)
    form = MeasureForm(request.POST)
    return _noted(
        request, page, "measure_form", form, lambda _said: note_measure(actor=request.actor, dossier_id=dossier_id, terms=form.terms()).pk
    )


@require_POST
@roles(KEEPER_ROLES)
def note(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """A word for the office alone."""
    page = dossier_page(request.actor, dossier_id)
    form = NoteForm(request.POST)
    return _noted(request, page, "note_form", form, lambda said: note_inside(actor=request.actor, dossier_id=dossier_id, **said).pk)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def finish(request: DeskRequest, measure_id: int) -> HttpResponse:
    """How a commitment ended."""
    row = Measure.objects.select_related("dossier").filter(pk=measure_id, owner_institution_id=request.actor.institution_id).first()
    if row is None:
        raise NotFound(_("Este compromiso no existe o no lo lleva su institución."))
    form, status = FinishForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, "permit.finish", lambda: finish_measure(actor=request.actor, measure_id=measure_id, **form.cleaned_data).pk
        )
        if done is not None:
            say(request, _("Compromiso cerrado."))
            return redirect("desk:permit", row.dossier_id)
    return render(request, "desk/permits/finish.html", {"measure": row, "form": form}, status=status)


def _noted(request: DeskRequest, page: DossierPage, name: str, form: forms.Form, run: Callable[[dict[str, Any]], int]) -> HttpResponse:
    done, status = attempt(request, form, f"permit.{name}", lambda: run(form.cleaned_data))
    if done is None:
        return render(request, "desk/permits/dossier.html", shown(request, page, **{name: form}), status=status)
    say(request, _("Anotado."))
    return redirect("desk:permit", page.row.pk)
