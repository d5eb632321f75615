"""How does a person come in and go? By a code or a link, without a password. The answer is the same whoever asks."""

import secrets
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.context import acting_as
from ruta.base.errors import Invalid
from ruta.portal.mine.doors import (
    DEVICE,
    DEVICE_SECONDS,
    IDLE_SECONDS,
    NOBODY,
    STEP,
    STEP_SECONDS,
    VISIT,
    demand_calm_asking,
    demand_calm_trying,
    forget,
    keep,
    read,
)
from ruta.portal.mine.forms import ClaimForm, CodeForm
from ruta.subjects.actions import ask_entry, end_visit, token_hash, try_code, use_entry_link
from ruta.subjects.selectors import records_of, visit_of

WRONG, GONE = 422, 404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest) -> HttpResponse:
    """Ask for a code. Whoever is in already goes on."""
    if request.method != "POST" and _is_in(request):
        return redirect("portal:my_home")
    form = ClaimForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "is_over": "fin" in request.GET, "is_out": "salio" in request.GET}
        return _hidden(render(request, "portal/mine/come_in.html", context, status=WRONG if form.errors else 200))
    device = read(request, DEVICE, DEVICE_SECONDS) or secrets.token_urlsafe(16)
    demand_calm_asking(request, device, form.cleaned_data["address"])
    handle = _handle(request.POST.get("idempotency_key", ""))
    with acting_as(NOBODY):
        ask_entry(actor=NOBODY, handle=handle, claim=form.claim())
    response = redirect("portal:my_code")
    keep(response, STEP, handle, STEP_SECONDS)
    keep(response, DEVICE, device, DEVICE_SECONDS)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Write the six digits. Wrong, old, used and never sent give one answer."""
    handle = read(request, STEP, STEP_SECONDS)
    if not handle:
        return redirect("portal:my_entry")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        demand_calm_trying(request)
        with acting_as(NOBODY):
            token = try_code(actor=NOBODY, handle=handle, code=form.cleaned_data["code"])
        if token:
            return _let_in(request, token)
        form.add_error("code", _("Ese código no abre: quizá cambió un número, pasó el tiempo o ya se usó. Pida otro."))
    return _hidden(render(request, "portal/mine/code.html", {"form": form}, status=WRONG if form.errors else 200))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of a message or of the office: one button. Looking uses nothing, for telephones look by themselves."""
    if request.method != "POST":
        return _hidden(render(request, "portal/mine/link.html", {}))
    demand_calm_trying(request)
    with acting_as(NOBODY):
        visit = use_entry_link(actor=NOBODY, token=token)
    if visit:
        return _let_in(request, visit)
    return _hidden(render(request, "portal/links/gone.html", status=GONE))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """The visit ends here and now, wherever its cookie was copied to."""
    _end(request)
    response = redirect(reverse("portal:my_entry") + "?salio=1")
    forget(response, VISIT, STEP)
    return response


def _let_in(request: HttpRequest, token: str) -> HttpResponse:
    """A new token each time: one that somebody set before opens nothing."""
    _end(request, but=token)
    response = redirect("portal:my_records" if len(records_of(token_hash(token))) > 1 else "portal:my_home")
    keep(response, VISIT, token)
    forget(response, STEP)
    return response


def _end(request: HttpRequest, but: str = "") -> None:
    token = read(request, VISIT, IDLE_SECONDS)
    visiting = visit_of(token_hash(token)) if token and token != but else None
    if visiting:
        end_visit(actor=visiting.actor, visit_id=visiting.visit_id, institution_id=visiting.owner_institution_id)


def _is_in(request: HttpRequest) -> bool:
    token = read(request, VISIT, IDLE_SECONDS)
    return bool(token and visit_of(token_hash(token)))


def _handle(key: str) -> str:
    """What the browser holds while it waits for its code: the same for the same form, so that a second click asks once."""
    try:
        return salted_hmac("ruta.mine.handle", str(UUID(key)), algorithm="sha256").hexdigest()
    except ValueError as error:
        raise Invalid(_("El formulario llegó incompleto. Recargue la página y envíelo otra vez.")) from error


def _hidden(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
