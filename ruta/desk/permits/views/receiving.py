"""How does an application come in, or a certificate begin to be renewed?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.errors import NotFound
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.permits.forms import DossierForm
from ruta.permits.actions import receive_dossier
from ruta.permits.policies import KEEPER_ROLES
from ruta.permits.rules import Procedure
from ruta.permits.selectors import certificate_of, procedure, procedures, word


@require_safe
@roles(KEEPER_ROLES)
def begin(request: DeskRequest) -> HttpResponse:
    """Which procedure is it?"""
    offered = [{"procedure": each, "label": word(each)} for each in procedures()]
    return render(request, "desk/permits/begin.html", {"offered": offered})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def new(request: DeskRequest, code: str) -> HttpResponse:
    """Who asks, and what the procedure wants to know."""
    found = procedure(code)
    if found is None:
        raise NotFound(_("Ese trámite no existe. Elija uno de la lista."))
    return _received(request, found, None, {})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def renew(request: DeskRequest, certificate_id: int) -> HttpResponse:
    """The same form, filled with what was declared the last time."""
    certificate = certificate_of(request.actor, certificate_id)
    found = procedure(certificate.procedure)
    if found is None:
        raise NotFound(_("Ese trámite no existe. Elija uno de la lista."))
    return _received(request, found, certificate.pk, DossierForm.of(certificate.dossier))


def _received(request: DeskRequest, found: Procedure, renews: int | None, initial: dict[str, Any]) -> HttpResponse:
    form, status = DossierForm(request.POST or None, procedure=found, initial=initial), 200
    if request.method == "POST":

        def run() -> int:
            return receive_dossier(actor=request.actor, procedure_code=found.code, terms=form.terms(), renews=renews).pk

        done, status = attempt(request, form, "permit.receive", run)
        if done is not None:
            say(request, _("Recibido. Suba los documentos de cada requisito."))
            return redirect("desk:permit", done)
    context = {"form": form, "procedure": found, "label": word(found), "is_renewal": renews is not None}
    return render(request, "desk/permits/new.html", context, status=status)
