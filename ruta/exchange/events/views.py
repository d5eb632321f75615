"""What happened since I last asked, and what does another installation tell? CloudEvents 1.0: a queue to pull, and a door for theirs."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any

from ninja import Header, Query, Router

from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, RutaError, TooLarge
from ruta.exchange.events.schemas import CloudEvent, Count, Heard, Queue, Taken
from ruta.exchange.events.telling import cloud_event
from ruta.exchange.gate import ClientRequest
from ruta.exchange.paging import MOST, MOST_NUMBER
from ruta.trust.actions import fetch_keys
from ruta.trust.actions.events import hear_event, take_events
from ruta.trust.actions.signing import is_signed_body
from ruta.trust.enums import ClientState
from ruta.trust.models import Client
from ruta.trust.selectors import clients
from ruta.trust.selectors.events import Place, ids_up_to, queue_after

MOST_BYTES = 16 * 1024
router = Router(tags=["CloudEvents 1.0"])
open_router = Router(tags=["CloudEvents 1.0"])
Mark = Annotated[str, Query(max_length=60, pattern=r"^[A-Za-z0-9_-]*$", description="What the last answer called `next`")]
Name = Annotated[str, Header(alias="Ruta-Client", max_length=40, description="The code of the sender's system here")]
Signature = Annotated[str, Header(alias="X-JWS-Signature", max_length=4000, description="Detached JWS (RFC 7515, F) over the body")]


class Forged(RutaError):
    """Whoever sent it is not whom it names."""

    status = 401


@router.get("", response=Queue, url_name="events")
def pull(request: ClientRequest, after: Mark = "", limit: Annotated[int, Query(ge=1, le=MOST)] = 50) -> dict[str, Any]:
    """What waits for the caller's system; without `after`, whatever it has not taken yet."""
    rows = queue_after(request.granted.client, _place(after) if after else None, limit)
    return {"events": [cloud_event(row) for row in rows], "next": _mark(rows[-1].txid, rows[-1].pk) if rows else after or None}


@router.post("/taken", response=Count, url_name="events-taken")
def taken(request: ClientRequest, body: Taken) -> dict[str, Any]:
    """Everything up to this place is safe on the other side."""
    client = request.granted.client
    return {"taken": take_events(actor=request.actor, client=client, ids=ids_up_to(client, _place(body.upto)))}


@open_router.post("/received", response=Heard, url_name="events-received")
def received(request: Any, body: CloudEvent, name: Name = "", signature: Signature = "") -> dict[str, Any]:
    """An event of another installation: signed by a registered system, heard once; what it says is looked up at its source."""
    if len(request.body) > MOST_BYTES:
        raise TooLarge(f"An event has {MOST_BYTES} bytes at most.")
    client = _sender(name, request.body, signature)
    machine = system(client.institution_id, f"client {client.code}")
    with acting_as(machine):
        is_new = hear_event(actor=machine, client=client, source=body.source, number=body.id, kind=body.type, subject=body.subject)
    return {"is_new": is_new}


def _sender(name: str, body: bytes, signature: str) -> Client:
    found = clients().filter(code=name, state=ClientState.ACTIVE, institution__is_active=True).first()
    if found is None or not _is_signed(found, body, signature):
        raise Forged("The signature does not verify over this body with a key of a known system.")
    return found


def _is_signed(client: Client, body: bytes, signature: str) -> bool:
    """By a key that is known, or by one that its address shows since."""
    if is_signed_body(client, body, signature):
        return True
    machine = system(client.institution_id, f"client {client.code}")
    if not signature or not fetch_keys(actor=machine, client_id=client.pk):
        return False
    client.refresh_from_db()
    return is_signed_body(client, body, signature)


def _mark(txid: int, pk: int) -> str:
    return urlsafe_b64encode(f"{txid}.{pk}".encode()).decode().rstrip("=")


def _place(mark: str) -> Place:
    try:
        txid, pk = urlsafe_b64decode(mark + "=" * (-len(mark) % 4)).decode().split(".")
        found = int(txid), int(pk)
    except (ValueError, binascii.Error) as error:
        raise Invalid("This place is not one of ours: begin without.") from error
    if not all(0 <= each <= MOST_NUMBER for each in found):
        raise Invalid("This place is not one of ours: begin without.")
    return found
