"""Which systems of institutions are registered, with which keys, and what may each ask for today?"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.access import log_access
from ruta.base.context import acting_as, system
from ruta.base.listing import exported, recall
from ruta.base.listing.paging import Page
from ruta.desk.exchange.forms import CallbackForm, CertificateForm, KeysForm, PeerForm, StateForm
from ruta.desk.exchange.lists import CLIENTS, EVENTS, HEARD, found_events, kind_label
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.directory.selectors import category_labels, names_of, purpose_labels
from ruta.people.enums import PACKET_ONLY
from ruta.trust.models import Client
from ruta.trust.policies import KEEPERS
from ruta.trust.selectors import client_of, found_clients, keys_shown, scopes_of_client
from ruta.trust.selectors.events import events_for, heard_at
from ruta.trust.selectors.subscriptions import counted

FORMS: Mapping[str, type[Form]] = {
    "keys": KeysForm,
    "certificate": CertificateForm,
    "callback": CallbackForm,
    "peer": PeerForm,
    "state": StateForm,
}
BEGUN = ("version", "jwks_uri", "callback_uri", "base_uri", "our_code", "our_scope", "events_uri")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def listing(request: DeskRequest) -> Any:
    """All of them."""
    return answered(request, CLIENTS, found_clients, "desk/exchange/list.html", lambda page: {"rows": page.rows})


@require_safe
@roles(KEEPERS)
def client(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them."""
    return page_of(request, client_of(pk))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def events(request: DeskRequest, pk: int) -> Any:
    """What was told to it, what waits, and how often it was tried. Ids only; read as the machine of its institution."""
    row = client_of(pk)
    machine = system(row.institution_id, f"events of client {row.code}")

    def tell(page: Page) -> dict[str, Any]:
        return {"client": row, "rows": [{"row": each, "words": kind_label(each.type)} for each in page.rows]}

    with acting_as(machine):
        if request.method != "POST" and request.GET.get("formato"):
            log_access(request.actor, "export", scope=EVENTS.name, format=request.GET["formato"])
            rows = found_events(events_for(row), recall(request, request.GET.get("busca", "")))
            return exported(EVENTS, rows, request.GET, machine) or redirect("desk:client-events", pk)
        return answered(request, EVENTS, lambda text: found_events(events_for(row), text), "desk/exchange/events.html", tell)


def page_of(request: DeskRequest, row: Client, status: int = 200, **wrong: Form) -> HttpResponse:
    """Its page; a form that was wrong stays as it was typed."""
    begun = {name: getattr(row, name) for name in BEGUN}
    forms = {f"{name}_form": wrong.get(name) or form(initial=begun) for name, form in FORMS.items()}
    page = {
        "client": row,
        "heard_at": heard_at(row),
        "keys": keys_shown(row),
        "scopes": _scopes(row),
        "subscribed": _subscribed(row),
        **forms,
    }
    return render(request, "desk/exchange/client.html", page, status=status)


def _subscribed(row: Client) -> list[tuple[Any, int]]:
    """Of what it wants to hear, and of how many documents; read as the machine of its institution."""
    with acting_as(system(row.institution_id, f"subscriptions of client {row.code}"), read_only=True), transaction.atomic():
        found = counted(row)
    return [(words, found[code]) for code, words in HEARD.items() if code in found]


def _scopes(row: Client) -> list[dict[str, Any]]:
    found = scopes_of_client(row)
    names, purposes, kinds = names_of(each.giver_id for each in found), purpose_labels(), category_labels()
    return [
        {
            "name": each.name, "agreement_id": each.agreement_id, "giver": names[each.giver_id].short_name, "purpose": purposes.get(each.purpose),
            "data": "; ".join(kinds.get(code, code) for code in each.categories), "is_packet": each.purpose in PACKET_ONLY,
            "is_own": each.giver_id == row.institution_id,
        }
        for each in found
    ]  # fmt: skip
