"""How does an address for machines say what went wrong? As a problem of RFC 9457, never as a page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

MACHINES = ("/api/", "/oauth/", "/.well-known/jwks.json", "/.well-known/oauth-authorization-server")
"""Everything that begins so is called by programs."""
CONTENT_TYPE = "application/problem+json"
Shape = Callable[[int, str], dict[str, Any]]
_shapes: dict[str, Shape] = {}


def is_machine(request: HttpRequest) -> bool:
    """Whether a program asks, which no page would help."""
    return request.path_info.startswith(MACHINES)


def shaped(begin: str, shape: Shape) -> None:
    """Let a standard that has errors of its own say them in its own words, below the beginning of its addresses."""
    _shapes[begin] = shape


def problem(status: int, detail: str = "", *, at: str = "", **more: Any) -> JsonResponse:
    """An error for a programmer: what it is by its status, what to do in `detail`, and further members. `at` is where it was asked."""
    for begin, shape in _shapes.items():
        if at.startswith(begin):
            return JsonResponse(shape(status, detail), status=status)
    members = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JsonResponse(members, status=status, content_type=CONTENT_TYPE)


def unknown_caller(at: str = "") -> JsonResponse:
    """No token, or one that opens nothing (RFC 6750, 3)."""
    answer = problem(401, "Send a valid access token: Authorization: Bearer …", at=at)
    answer["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return answer
