"""Where does one dossier stand, and what comes next?"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.errors import Conflict, NotFound
from ruta.communication.enums import MessageState
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.permits.forms import StepForm
from ruta.desk.permits.showing import shown
from ruta.permits.actions import make_dossier_link, step_certificate, step_dossier, write_link
from ruta.permits.enums import Needed, Verb
from ruta.permits.policies import DECIDER_ROLES, KEEPER_ROLES, READER_ROLES
from ruta.permits.rules import LINES, Item, Procedure
from ruta.permits.selectors import SLUGS, STAGES, VERBS, certificate_of, dossier_page, procedure

REASONS = {"deny": "denial", "suspend": "suspension", "revoke": "revocation"}
ENDINGS = ("deny", "uphold", "withdraw", "lapse", "suspend", "revoke")


@require_safe
@roles(READER_ROLES)
def dossier(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Stage, clock, requirements, payments, supervision, decisions and what may be done now."""
    page = dossier_page(request.actor, dossier_id)
    log_access(request.actor, "open_dossier", object_id=page.row.pk, owner_institution_id=page.row.owner_institution_id)
    return render(request, "desk/permits/dossier.html", shown(request, page))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def step(request: DeskRequest, dossier_id: int, slug: str) -> HttpResponse:
    """One verb with what it asks for; what is no longer open is told with the present stage."""
    page = dossier_page(request.actor, dossier_id)
    verb = SLUGS.get(slug, "")
    if str(verb) not in page.verbs:
        say(request, _("Este trámite ya cambió: ahora está en «%(stage)s».") % {"stage": STAGES[page.row.stage]})
        return redirect("desk:permit", dossier_id)
    form, status = _form(request, verb, page.procedure, needs_note=Needed.NOTE in LINES[Verb(verb)].needs, version=page.row.version), 200
    if request.method == "POST":

        def run() -> int:
            said = form.cleaned_data
            words = {"note": said["note"], "reason": said.get("reason", ""), "version": said["version"]}
            return step_dossier(actor=request.actor, dossier_id=dossier_id, verb=str(verb), **words).pk

        done, status = attempt(request, form, f"permit.{verb}", run)
        if done is not None:
            say(request, _("Anotado."))
            return redirect("desk:permit", dossier_id)
    title = f"{page.row.number}, {page.row.holder_name}"
    return _asked(request, form, verb, {"title": title, "dossier_id": dossier_id}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(DECIDER_ROLES)
def certificate_step(request: DeskRequest, certificate_id: int, slug: str) -> HttpResponse:
    """Suspend, give back or revoke; the public check says it at once."""
    row = certificate_of(request.actor, certificate_id)
    verb, found = SLUGS.get(slug, ""), procedure(row.procedure, row.procedure_version)
    if verb not in ("suspend", "lift", "revoke") or found is None:
        raise NotFound(_("Este certificado no existe o no lo lleva su institución."))
    form, status = _form(request, verb, found, needs_note=True), 200
    if request.method == "POST":

        def run() -> int:
            said = form.cleaned_data
            words = {"note": said["note"], "reason": said.get("reason", "")}
            return step_certificate(actor=request.actor, certificate_id=certificate_id, verb=str(verb), **words).pk

        done, status = attempt(request, form, f"certificate.{verb}", run)
        if done is not None:
            say(request, _("Anotado. Quien compruebe el certificado ya lo ve."))
            return redirect("desk:permit", row.dossier_id)
    return _asked(request, form, verb, {"title": f"{row.number}, {row.holder_name}", "dossier_id": row.dossier_id}, status)


@never_cache
@require_POST
@roles(KEEPER_ROLES)
def link(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """A new address for the applicant: it leaves as a message where one reaches them, else, or when asked for, it is shown once."""
    if request.POST.get("how") != "show":
        message = write_link(actor=request.actor, dossier_id=dossier_id)
        if message is not None and message.state == MessageState.QUEUED:
            say(request, _("El enlace va en camino a su teléfono o correo."))
            return redirect("desk:permit", dossier_id)
    address = make_dossier_link(actor=request.actor, dossier_id=dossier_id)
    return render(request, "desk/permits/dossier.html", shown(request, dossier_page(request.actor, dossier_id)) | {"address": address})


def _form(request: DeskRequest, verb: str, found: Procedure, *, needs_note: bool, version: int | None = None) -> StepForm:
    reasons: list[Item] = found.reasons_of(REASONS[verb]) if verb in REASONS else []
    return StepForm(request.POST or None, reasons=reasons, needs_note=needs_note, version=version)


def _asked(request: DeskRequest, form: forms.Form, verb: str, about: dict[str, Any], status: int) -> HttpResponse:
    context = {**about, "form": form, "heading": VERBS[verb], "is_ending": verb in ENDINGS, "is_conflict": status == Conflict.status}
    return render(request, "desk/permits/step.html", context, status=status)
