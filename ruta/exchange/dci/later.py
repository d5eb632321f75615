"""How does the answer to a message reach whoever sent it? Made anew at each try, so that what was withdrawn meanwhile stays here."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.exchange.dci.answering import Concerned, batch
from ruta.exchange.dci.envelope import answered
from ruta.exchange.dci.schemas import SearchMessage, StatusMessage, SubscribeMessage, UnsubscribeMessage
from ruta.exchange.dci.status import status_of
from ruta.exchange.dci.subscribing import subscribed, unsubscribed
from ruta.trust.actions import Exchanged, Granted, log_message
from ruta.trust.actions.fetching import fetched
from ruta.trust.actions.inquiries import close_inquiry
from ruta.trust.enums import ClientState
from ruta.trust.models import Client, Inquiry
from ruta.trust.rules import headers_text, message_hash
from ruta.trust.selectors.clients import actor_of_client, scope_of_client

WAITS, DONE, REFUSED = "pdng", "succ", "rjct"
HEADERS = {"Content-Type": "application/json"}
Told = dict[str, Any]


class Unreached(Exception):
    """The other side did not take the answer; the queue tries again."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to the address for answers of a system: as which action, at which place under it, and whose data it carries."""

    action: str
    place: str
    message: Told
    count: int
    number: str
    request_hash: str
    concerned: Concerned


Tell = Callable[[Granted, Told, Concerned], tuple[Told, int]]


def _searched(granted: Granted, asked: Told, concerned: Concerned) -> tuple[Told, int]:
    told = batch(granted, SearchMessage(**asked).search_request, concerned)
    return {"search_response": told}, len(told)


def _subscribed(granted: Granted, asked: Told, _concerned: Concerned) -> tuple[Told, int]:
    told = subscribed(granted, SubscribeMessage(**asked).subscribe_request)
    return {"subscribe_response": told}, len(told)


def _unsubscribed(granted: Granted, asked: Told, _concerned: Concerned) -> tuple[Told, int]:
    return unsubscribed(granted, UnsubscribeMessage(**asked)), 1


def _status(granted: Granted, asked: Told, _concerned: Concerned) -> tuple[Told, int]:
    return {"txnstatus_response": status_of(granted.client, StatusMessage(**asked).txnstatus_request)}, 1


ANSWERS: dict[str, tuple[str, str, Tell]] = {
    "search": ("on-search", "on-search", _searched),
    "subscribe": ("on-subscribe", "on-subscribe", _subscribed),
    "unsubscribe": ("on-unsubscribe", "on-unsubscribe", _unsubscribed),
    "txn-status": ("txn-on-status", "txn/on-status", _status),
}
"""For each message that is answered later: the action of its answer, where that goes, and what it says."""
PLACES = {action: place for action, place, _tell in ANSWERS.values()}


def answer_inquiry(inquiry_id: int, institution_id: int) -> None:
    """Answer it as the institution that asked, if its agreement still holds; what was sent is in the log before it leaves."""
    machine = system(institution_id, f"inquiry {inquiry_id}")
    with acting_as(machine, read_only=True), transaction.atomic():
        row = Inquiry.objects.select_related("client__institution").filter(pk=inquiry_id, state=WAITS).first()
    if row is None:
        return
    granted = granted_of(row.client, row.scope)
    if granted is None:
        close_inquiry(actor=machine, inquiry_id=inquiry_id, state=REFUSED)
        return
    _answer(row, granted)
    close_inquiry(actor=machine, inquiry_id=inquiry_id, state=DONE)


def granted_of(client: Client, scope: str) -> Granted | None:
    """What the system may ask today under the agreement and purpose it asked for, if it still has an address for answers."""
    scopes = scope_of_client(client, scope)
    is_heard = client.state == ClientState.ACTIVE and client.callback_uri
    return Granted(client, scopes, actor_of_client(client)) if scopes and is_heard else None


def _answer(row: Inquiry, granted: Granted) -> None:
    action, place, tell = ANSWERS[row.kind]
    concerned = Concerned()
    with acting_as(granted.actor), transaction.atomic():
        told, count = tell(granted, row.asked or {}, concerned)
    message = {"transaction_id": row.transaction_id, "correlation_id": str(row.correlation_id), **told}
    send(granted, Parcel(action, place, message, count, str(row.correlation_id), row.request_hash, concerned))


def send(granted: Granted, parcel: Parcel) -> None:
    """Sign it, write it down, and send it to the registered address."""
    client = granted.client
    told = answered(client.code, parcel.action, parcel.message, count=parcel.count)
    body = json.dumps(told, ensure_ascii=False).encode()
    address = f"{client.callback_uri.rstrip('/')}/{parcel.place}"
    headers = headers_text(f"POST {address}", HEADERS)
    exchanged = Exchanged(parcel.action, parcel.number, 200, parcel.request_hash, message_hash(headers, body))
    log_message(granted=granted, exchanged=exchanged, concerned=parcel.concerned)
    if fetched(address, body=body, headers=HEADERS) is None:
        raise Unreached
