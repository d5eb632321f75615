"""How is a system registered, given other keys and suspended from the desk?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.idempotency import once
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.exchange.forms import CallbackForm, CertificateForm, ClientForm, KeysForm, PeerForm, StateForm
from ruta.desk.exchange.views import page_of
from ruta.desk.gate import DeskRequest, roles
from ruta.trust.actions import (
    add_certificate,
    register_client,
    remove_certificate,
    remove_key,
    resume_client,
    save_callback,
    save_keys,
    save_peer,
    stop_hearing,
    suspend_client,
)
from ruta.trust.actions.events import replay_events
from ruta.trust.enums import ClientState
from ruta.trust.policies import KEEPERS
from ruta.trust.selectors import client_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def new(request: DeskRequest) -> HttpResponse:
    """Register a system; what was typed stays when something is wrong."""
    form = ClientForm(request.POST or None)
    status = 200
    if request.method == "POST":
        made, status = attempt(request, form, "client.new", lambda: register_client(actor=request.actor, terms=form.terms()).pk)
        if made is not None:
            messages.success(request, _("El sistema quedó registrado."))
            return redirect("desk:client", made)
    return render(request, "desk/exchange/new.html", {"form": form}, status=status)


@require_POST
@roles(KEEPERS)
def keys(request: DeskRequest, pk: int) -> HttpResponse:
    """Add keys, or say where they are."""

    def save(given: dict[str, Any]) -> Any:
        return save_keys(actor=request.actor, client_id=pk, version=given["version"], jwks=given["jwks"], jwks_uri=given["jwks_uri"])

    return _saved(request, pk, "keys", KeysForm(request.POST), save)


@require_POST
@roles(KEEPERS)
def certificate(request: DeskRequest, pk: int) -> HttpResponse:
    """Bind the system to a certificate."""

    def save(given: dict[str, Any]) -> Any:
        return add_certificate(actor=request.actor, client_id=pk, version=given["version"], pem=given["certificate"])

    return _saved(request, pk, "certificate", CertificateForm(request.POST), save)


@require_POST
@roles(KEEPERS)
def callback(request: DeskRequest, pk: int) -> HttpResponse:
    """Say where later answers go."""

    def save(given: dict[str, Any]) -> Any:
        return save_callback(actor=request.actor, client_id=pk, version=given["version"], address=given["callback_uri"])

    return _saved(request, pk, "callback", CallbackForm(request.POST), save)


@require_POST
@roles(KEEPERS)
def peer(request: DeskRequest, pk: int) -> HttpResponse:
    """Say how it is called from here, and where events go."""
    form = PeerForm(request.POST)

    def save(given: dict[str, Any]) -> Any:
        return save_peer(actor=request.actor, client_id=pk, version=given["version"], peer=form.peer())

    return _saved(request, pk, "peer", form, save)


@require_POST
@roles(KEEPERS)
def silence(request: DeskRequest, pk: int) -> HttpResponse:
    """End its subscription, whoever began it."""

    def end() -> int:
        return stop_hearing(actor=request.actor, client_id=client_of(pk).pk, version=_version(request)).pk

    once(actor=request.actor, key=request.POST.get("idempotency_key", ""), verb="client.silence", run=end)
    messages.success(request, _("Ya no se le avisa. Lo que pase espera a que su sistema lo recoja."))
    return redirect("desk:client", pk)


@require_POST
@roles(KEEPERS)
def replay(request: DeskRequest, pk: int) -> HttpResponse:
    """Tell the marked events again."""
    marked = [number for text in request.POST.getlist("event") if (number := read_number(text))]
    count = replay_events(actor=request.actor, client_id=client_of(pk).pk, ids=marked)
    words = ngettext("Se repite %(count)s aviso.", "Se repiten %(count)s avisos.", count)
    messages.success(request, words % {"count": count})
    return redirect("desk:client-events", pk)


@require_POST
@roles(KEEPERS)
def state(request: DeskRequest, pk: int) -> HttpResponse:
    """Suspend it, or take it up again."""

    def save(given: dict[str, Any]) -> Any:
        if client_of(pk).state == ClientState.SUSPENDED:
            return resume_client(actor=request.actor, client_id=pk, version=given["version"])
        return suspend_client(actor=request.actor, client_id=pk, version=given["version"], note=given["note"])

    return _saved(request, pk, "state", StateForm(request.POST), save)


@require_POST
@roles(KEEPERS)
def key_end(request: DeskRequest, pk: int) -> HttpResponse:
    """End a key."""
    remove_key(actor=request.actor, client_id=client_of(pk).pk, version=_version(request), kid=request.POST.get("name", ""))
    return redirect("desk:client", pk)


@require_POST
@roles(KEEPERS)
def certificate_end(request: DeskRequest, pk: int) -> HttpResponse:
    """Accept a certificate no more."""
    remove_certificate(actor=request.actor, client_id=client_of(pk).pk, version=_version(request), name=request.POST.get("name", ""))
    return redirect("desk:client", pk)


def _version(request: DeskRequest) -> int:
    return read_number(request.POST.get("version", "")) or 0


def _saved(request: DeskRequest, pk: int, name: str, form: forms.Form, save: Callable[[dict[str, Any]], Any]) -> HttpResponse:
    made, status = attempt(request, form, f"client.{name}", lambda: save(form.cleaned_data).pk)
    if made is not None:
        messages.success(request, _("Guardado."))
        return redirect("desk:client", pk)
    return page_of(request, client_of(pk), status=status, **{name: form})
