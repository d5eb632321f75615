"""How does the answer to an inquiry reach whoever asked? Made anew at each try, so that what was withdrawn meanwhile stays here."""

import json

from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.exchange.dci.answering import Concerned, batch
from ruta.exchange.dci.envelope import answered
from ruta.exchange.dci.schemas import SearchMessage
from ruta.trust.actions import Exchanged, Granted, log_message
from ruta.trust.actions.fetching import fetched
from ruta.trust.actions.inquiries import close_inquiry
from ruta.trust.enums import ClientState
from ruta.trust.models import Inquiry
from ruta.trust.rules import headers_text, message_hash
from ruta.trust.selectors.clients import actor_of_client, scope_of_client

WAITS, DONE, REFUSED = "pdng", "succ", "rjct"
HEADERS = {"Content-Type": "application/json"}


class Unreached(Exception):
    """The other side did not take the answer; the queue tries again."""


def answer_inquiry(inquiry_id: int, institution_id: int) -> None:
    """Answer it as the institution that asked, if its agreement still holds; what was sent is in the log before it leaves."""
    machine = system(institution_id, f"inquiry {inquiry_id}")
    with acting_as(machine, read_only=True), transaction.atomic():
        row = Inquiry.objects.select_related("client__institution").filter(pk=inquiry_id, state=WAITS).first()
    if row is None:
        return
    granted = _granted(row)
    if granted is None:
        close_inquiry(actor=machine, inquiry_id=inquiry_id, state=REFUSED)
        return
    _send(row, granted)
    close_inquiry(actor=machine, inquiry_id=inquiry_id, state=DONE)


def _granted(row: Inquiry) -> Granted | None:
    client = row.client
    scopes = scope_of_client(client, row.scope)
    is_heard = client.state == ClientState.ACTIVE and client.callback_uri
    return Granted(client, scopes, actor_of_client(client)) if scopes and is_heard else None


def _send(row: Inquiry, granted: Granted) -> None:
    asked, concerned = SearchMessage(**(row.asked or {})), Concerned()
    with acting_as(granted.actor, read_only=True), transaction.atomic():
        told = batch(granted, asked.search_request, concerned)
    message = {"transaction_id": row.transaction_id, "correlation_id": str(row.correlation_id), "search_response": told}
    body = json.dumps(answered(row.client.code, "on-search", message, count=len(told)), ensure_ascii=False).encode()
    address = f"{row.client.callback_uri.rstrip('/')}/on-search"
    headers = headers_text(f"POST {address}", HEADERS)
    exchanged = Exchanged("on-search", str(row.correlation_id), 200, row.request_hash, message_hash(headers, body))
    log_message(granted=granted, exchanged=exchanged, concerned=concerned)
    if fetched(address, body=body, headers=HEADERS) is None:
        raise Unreached
