"""Is this person known, and served? DCI Employment Support Systems 1.0.0, answered at once or later."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from ninja import Router
from ninja import Status as Code

from ruta.exchange.dci import answering
from ruta.exchange.dci.envelope import Unheard, acknowledged, answered, demand_sender, fault_of
from ruta.exchange.dci.later import PLACES
from ruta.exchange.dci.schemas import Acknowledged, Answer, Enrolment, Header, Search, Status, Subscribe, Unsubscribe
from ruta.exchange.dci.status import status_of
from ruta.exchange.gate import ClientRequest
from ruta.exchange.log import hash_of
from ruta.trust.actions.inquiries import Heard, open_inquiry

router = Router(tags=["DCI Employment Support Systems 1.0.0"])
Told = dict[str, Any]
Answered = Code[Told]
TELLS = {200: Answer, **dict.fromkeys((400, 401, 403), Acknowledged)}
ACKNOWLEDGES = dict.fromkeys((200, 400, 401, 403), Acknowledged)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which actions an address takes, how it calls its answer, and what that holds where the header is rejected."""

    actions: tuple[str, ...]
    answer: str
    nothing: Told


SEARCH = Asked(("search",), "on-search", {"search_response": []})
STATUS = Asked(("txn-status", "status"), "txn-on-status", {"txnstatus_response": {"txn_type": "search", "txn_status": {}}})
SUBSCRIBE = Asked(("subscribe",), "on-subscribe", {})
UNSUBSCRIBE = Asked(("unsubscribe",), "on-unsubscribe", {})
ENROLMENT = Asked(("check-enrollment", "enrollementstatus"), "on-check-enrollment", {"enrolled_response": []})


@router.post("/sync/search", response=TELLS, url_name="dci-sync-search")
def sync_search(request: ClientRequest, body: Search) -> Answered:
    """Persons by a document, at once."""
    asked = body.message.search_request

    def tell() -> Told:
        return {"search_response": answering.batch(request.granted, asked, request.concerned)}

    return _heard(request, body, SEARCH, tell, len(asked))


@router.post("/search", response=ACKNOWLEDGES, url_name="dci-search")
def search(request: ClientRequest, body: Search) -> Answered:
    """The same, answered later at the registered address (`on-search`)."""
    return _later(request, body, SEARCH, [each.reference_id for each in body.message.search_request])


@router.post("/subscribe", response=ACKNOWLEDGES, url_name="dci-subscribe")
def subscribe(request: ClientRequest, body: Subscribe) -> Answered:
    """Hear when something happens to whoever has a document; answered later (`on-subscribe`), and each event sent to `notify`."""
    return _later(request, body, SUBSCRIBE, [each.reference_id for each in body.message.subscribe_request])


@router.post("/unsubscribe", response=ACKNOWLEDGES, url_name="dci-unsubscribe")
def unsubscribe(request: ClientRequest, body: Unsubscribe) -> Answered:
    """Hear no more; answered later (`on-unsubscribe`)."""
    return _later(request, body, UNSUBSCRIBE, [])


@router.post("/txn/status", response=ACKNOWLEDGES, url_name="dci-txn-status")
def txn_status(request: ClientRequest, body: Status) -> Answered:
    """How far a message is, answered later (`txn-on-status`)."""
    return _later(request, body, STATUS, [body.message.txnstatus_request.reference_id])


@router.post("/sync/txn/status", response=TELLS, url_name="dci-sync-txn-status")
def sync_txn_status(request: ClientRequest, body: Status) -> Answered:
    """How far a message is that is answered later."""

    def tell() -> Told:
        return {"txnstatus_response": status_of(request.granted.client, body.message.txnstatus_request)}

    return _heard(request, body, STATUS, tell)


@router.post("/sync/check-enrollment", response=TELLS, url_name="dci-check-enrollment")
def check_enrollment(request: ClientRequest, body: Enrolment) -> Answered:
    """Whether a person is served."""
    message = body.message

    def tell() -> Told:
        reference = message.reference_id or message.transaction_id
        return {"enrolled_response": [answering.enrolled(request.granted, reference, message.enrolled_criteria, request.concerned)]}

    return _heard(request, body, ENROLMENT, tell)


def _heard(request: ClientRequest, body: Any, asked: Asked, tell: Callable[[], Told], count: int = 1) -> Answered:
    """An answer in its envelope; ERR where the message cannot be taken, a rejected header where it should not."""
    try:
        demand_sender(request, body.header)
    except Unheard as error:
        return Code(error.status, acknowledged(uuid4().hex, error=error))
    fault = fault_of(request, body.header, asked.actions, count)
    message = {"transaction_id": body.message.transaction_id, "correlation_id": uuid4().hex, **(asked.nothing if fault else tell())}
    return Code(200, answered(request.granted.client.code, asked.answer, message, count=count, fault=fault))


def _later(request: ClientRequest, body: Any, asked: Asked, references: list[str]) -> Answered:
    """ACK, and an answer of its own later; ERR where the message cannot be taken."""
    try:
        _demand_later(request, body.header, asked, len(references) or 1)
    except Unheard as error:
        return Code(error.status, acknowledged(uuid4().hex, error=error))
    heard = Heard(asked.actions[0], body.message.transaction_id, references, body.message.dict(), hash_of(request))
    row = open_inquiry(actor=request.actor, granted=request.granted, heard=heard)
    return Code(200, acknowledged(str(row.correlation_id)))


def _demand_later(request: ClientRequest, header: Header, asked: Asked, count: int) -> None:
    demand_sender(request, header)
    _demand_callback(request, header.sender_uri, asked.answer)
    fault = fault_of(request, header, asked.actions, count)
    if fault:
        raise Unheard("err.request.bad", fault)


def _demand_callback(request: ClientRequest, address: str, action: str) -> None:
    """Answers go where an administrator wrote that they go, and nowhere else; a sender may name the place below it."""
    registered = request.granted.client.callback_uri.rstrip("/")
    if not registered:
        raise Unheard("err.sender_uri.invalid", "no address for answers is registered for this system")
    if address and address.rstrip("/") not in {registered, f"{registered}/{PLACES[action]}"}:
        raise Unheard("err.sender_uri.invalid", "sender_uri must be the address that is registered")
