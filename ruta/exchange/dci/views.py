"""Is this person known, and served? DCI Employment Support Systems 1.0.0, answered at once or later."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from ninja import Router
from ninja import Status as Code

from ruta.exchange.dci import answering
from ruta.exchange.dci.envelope import Unheard, acknowledged, answered, demand_sender, fault_of
from ruta.exchange.dci.schemas import Acknowledged, Answer, Enrolment, Search, Status
from ruta.exchange.gate import ClientRequest
from ruta.exchange.log import hash_of
from ruta.trust.actions.inquiries import open_inquiry
from ruta.trust.models import Inquiry

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
STATUS = Asked(("txn-status", "status"), "txn-on-status", {"txnstatus_response": {"txn_type": "on-search", "txn_status": {}}})
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
    try:
        _demand_later(request, body)
    except Unheard as error:
        return Code(error.status, acknowledged(uuid4().hex, error=error))
    row = open_inquiry(
        actor=request.actor, granted=request.granted, transaction_id=body.message.transaction_id, asked=body.message.dict(),
        request_hash=hash_of(request),
    )  # fmt: skip
    return Code(200, acknowledged(str(row.correlation_id)))


@router.post("/sync/txn/status", response=TELLS, url_name="dci-txn-status")
def txn_status(request: ClientRequest, body: Status) -> Answered:
    """How far a search is that is answered later."""

    def tell() -> Told:
        return {"txnstatus_response": {"txn_type": "on-search", "txn_status": _status_of(request, body)}}

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


def _demand_later(request: ClientRequest, body: Search) -> None:
    demand_sender(request, body.header)
    _demand_callback(request, body.header.sender_uri)
    fault = fault_of(request, body.header, SEARCH.actions, len(body.message.search_request))
    if fault:
        raise Unheard("err.request.bad", fault)


def _demand_callback(request: ClientRequest, address: str) -> None:
    """Answers go where an administrator wrote that they go, and nowhere else."""
    registered = request.granted.client.callback_uri
    if not registered:
        raise Unheard("err.sender_uri.invalid", "no address for answers is registered for this system")
    if address and address.rstrip("/") != registered.rstrip("/"):
        raise Unheard("err.sender_uri.invalid", "sender_uri must be the address that is registered")


def _status_of(request: ClientRequest, body: Status) -> Told:
    asked = body.message.txnstatus_request
    rows = Inquiry.objects.filter(client=request.granted.client, **{asked.attribute_type: asked.attribute_value})
    row = rows.first() if asked.attribute_type == "transaction_id" or _is_uuid(asked.attribute_value) else None
    references = row.reference_ids if row else []
    state = row.state if row else "rjct"
    return {
        "transaction_id": row.transaction_id if row else body.message.transaction_id, "correlation_id": str(row.correlation_id) if row else "",
        "search_response": [
            {"reference_id": each, "timestamp": body.header.message_ts, "status": state} for each in references
        ],
    }  # fmt: skip


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
