"""Does every request of a system, and every answer to it, leave its row before the answer leaves?"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from ruta.trust.actions import Exchanged, log_message
from ruta.trust.rules import headers_text, message_hash

LONGEST = 200
HASH, ID = "X-Road-Request-Hash", "X-Road-Id"


class MessageLog:
    """Stands innermost: what leaves here is what was hashed. A log that cannot be written lets nothing out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Only requests with a token are logged; open data ask for none."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer, then write both hashes down."""
        granted = getattr(request, "granted", None)
        if granted is None:
            return self.get_response(request)
        asked = hash_of(request)
        answer = self.get_response(request)
        number = _said(request, ID) or uuid4().hex
        answer[ID], answer[HASH] = number, asked
        exchanged = Exchanged(
            service=f"{request.method} {request.resolver_match.route if request.resolver_match else ''}",
            message_id=number, status=answer.status_code, request_hash=asked,
            response_hash=message_hash(headers_text(str(answer.status_code), answer.headers), answer.content),
            user_ref=_said(request, "X-Road-UserId"), issue=_said(request, "X-Road-Issue"),
            represented_party=_said(request, "X-Road-Represented-Party"),
        )  # fmt: skip
        is_given = answer.status_code < 400
        log_message(granted=granted, exchanged=exchanged, concerned=request.concerned if is_given else ())
        return answer


def hash_of(request: HttpRequest) -> str:
    """The hash of a request, as the log keeps it."""
    return message_hash(headers_text(f"{request.method} {request.get_full_path()}", request.headers), request.body)


def _said(request: HttpRequest, header: str) -> str:
    """A header as it was sent, cut and without what no text of the database holds."""
    return request.headers.get(header, "").replace("\0", "")[:LONGEST]
