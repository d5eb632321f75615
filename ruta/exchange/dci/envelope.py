"""Is the envelope of a message as it must be, and which goes around an answer?"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from ruta.base.clock import now
from ruta.base.errors import RutaError
from ruta.base.idempotency import once
from ruta.exchange.dci.schemas import Header
from ruta.exchange.gate import ClientRequest
from ruta.trust.actions.signing import is_signed_by, signed

VERSION, OURS = "1.0.0", "ruta"
FRESH = timedelta(minutes=5)
Told = dict[str, Any]


class Unheard(RutaError):
    """The message itself cannot be taken; `facts` hold the code of the standard."""

    def __init__(self, code: str, words: str, status: int = 400) -> None:
        """`code` is of the list `err.…`."""
        super().__init__(words, code=code)
        self.status = status


def demand_sender(request: ClientRequest, header: Header) -> None:
    """Refuse whoever is not the system of the token, or did not sign."""
    client = request.granted.client
    if header.sender_id != client.code:
        raise Unheard("err.sender_id.invalid", "sender_id must be the client_id of the token", 403)
    if header.receiver_id not in ("", OURS):
        raise Unheard("err.receiver_id.invalid", f"receiver_id is {OURS}")
    if header.is_msg_encrypted:
        raise Unheard("err.encryption.invalid", "messages travel in TLS, not encrypted once more")
    sent = json.loads(request.body)
    if not sent.get("signature"):
        raise Unheard("err.signature.missing", "sign header and message with a registered key", 401)
    if not is_signed_by(client, {"header": sent["header"], "message": sent["message"]}, sent["signature"]):
        raise Unheard("err.signature.invalid", "the signature does not verify over header and message", 401)


def fault_of(request: ClientRequest, header: Header, actions: tuple[str, ...], count: int) -> str:
    """Why the header is rejected, as a code `rjct.…`; nothing when it is good. A message is heard once."""
    if header.version != VERSION:
        return "rjct.version.invalid"
    if header.action not in actions:
        return "rjct.action.not_supported"
    if not is_fresh(header.message_ts):
        return "rjct.message_ts.invalid"
    if header.total_count != count:
        return "rjct.total_count.invalid"
    client = request.granted.client
    key = uuid5(NAMESPACE_URL, f"{client.code}/{header.message_id}")
    _result, is_new = once(actor=request.actor, key=key, verb="dci", run=lambda: 1)
    return "" if is_new else "rjct.message_id.duplicate"


def is_fresh(text: str) -> bool:
    """A time with its zone, of now."""
    moment = time_of(text)
    return moment is not None and abs(now() - moment) <= FRESH


def time_of(text: str) -> datetime | None:
    """A time with its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def answered(client_code: str, action: str, message: Mapping[str, Any], *, count: int, fault: str = "") -> Told:
    """Header and message of an answer, signed."""
    header = {
        "version": VERSION, "message_id": uuid4().hex, "message_ts": now().isoformat(), "action": action, "status": "rjct" if fault else "succ",
        "total_count": count, "completed_count": 0 if fault else count, "sender_id": OURS, "receiver_id": client_code, "is_msg_encrypted": False,
    }  # fmt: skip
    if fault:
        header["status_reason_code"] = fault
    return {"signature": signed({"header": header, "message": message}), "header": header, "message": dict(message)}


def acknowledged(correlation_id: str, *, error: Unheard | None = None) -> Told:
    """ACK, or ERR and why."""
    message: Told = {"ack_status": "ERR" if error else "ACK", "timestamp": now().isoformat(), "correlation_id": correlation_id}
    if error:
        message["error"] = {"code": error.facts["code"], "message": str(error.message)}
    return {"message": message}
