"""Does every request of a system, and every answer to it, leave its row before the answer leaves?"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

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
        asked, request.is_hashed = hash_of(request), True
        answer = self.get_response(request)
        answer[HASH] = asked
        is_given = answer.status_code < 400
        log_message(granted=granted, exchanged=_exchanged(request, answer, asked), concerned=request.concerned if is_given else ())
        return answer


class RefusalLog:
    """Stands around what refuses the request of a known system unread: it leaves its row too, without a hash of what nobody read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Inside the middleware that knows the system, outside the limit of bodies."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Write down what the inner log never saw; of whom no token names there is no row, large or small."""
        answer = self.get_response(request)
        granted = getattr(request, "granted", None)
        if granted is not None and not getattr(request, "is_hashed", False):
            log_message(granted=granted, exchanged=_exchanged(request, answer, ""))
        return answer


def _exchanged(request: Any, answer: HttpResponse, asked: str) -> Exchanged:
    """What is kept of a request and its answer, which is told the number that it has in the log."""
    number = answer[ID] = _said(request, ID) or uuid4().hex
    return Exchanged(
        service=f"{request.method} {_route(request)}", message_id=number, status=answer.status_code, request_hash=asked,
        response_hash=message_hash(headers_text(str(answer.status_code), answer.headers), answer.content),
        user_ref=_said(request, "X-Road-UserId"), issue=_said(request, "X-Road-Issue"),
        represented_party=_said(request, "X-Road-Represented-Party"),
    )  # fmt: skip


def _route(request: HttpRequest) -> str:
    """The pattern of the address, never the address: it may hold a number of somebody."""
    try:
        return (request.resolver_match or resolve(request.path_info)).route
    except Resolver404:
        return ""


def hash_of(request: HttpRequest) -> str:
    """The hash of a request, as the log keeps it."""
    return message_hash(headers_text(f"{request.method} {request.get_full_path()}", request.headers), request.body)


def _said(request: HttpRequest, header: str) -> str:
    """A header as it was sent, cut and without what no text of the database holds."""
    return request.headers.get(header, "").replace("\0", "")[:LONGEST]
