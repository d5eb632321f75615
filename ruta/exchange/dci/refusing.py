"""How does DCI say that a request was refused before its message was heard? With a code of its own, in `errors`."""

from typing import Any
from uuid import uuid4

from ruta.base.clock import now

ROOT = "/api/v1/dci/"
CODES = {
    401: "err.request.unauthorized", 403: "err.request.forbidden", 404: "err.request.not_found", 408: "err.request.timeout",
    429: "err.request.too_many_requests",
}  # fmt: skip
UNAVAILABLE = "err.service.unavailable"
ERROR = {"type": "object", "required": ["code", "message"], "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}
ERRORS = {
    "type": "object", "required": ["message", "errors"],
    "properties": {"message": {"type": "object", "required": ["ack_status", "timestamp", "correlation_id", "error"]}, "errors": {"type": "array", "items": ERROR}},
}  # fmt: skip
"""What every operation may answer, as its description says it: ERR as to any message, and the list of the layer beneath."""


def told(status: int, detail: str) -> dict[str, Any]:
    """The code of a status, and what to do."""
    code = UNAVAILABLE if status >= 500 else CODES.get(status, "err.request.bad")
    error = {"code": code, "message": detail}
    message = {"ack_status": "ERR", "timestamp": now().isoformat(), "correlation_id": uuid4().hex, "error": error}
    return {"message": message, "errors": [error]}
