"""How does an address for machines say what went wrong? As a problem of RFC 9457, never as a page."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

MACHINES = "/api/"
"""Everything below is called by programs."""
CONTENT_TYPE = "application/problem+json"


def is_machine(request: HttpRequest) -> bool:
    """Whether a program asks, which no page would help."""
    return request.path_info.startswith(MACHINES)


def problem(status: int, detail: str = "", **more: Any) -> JsonResponse:
    """An error for a programmer: what it is by its status, what to do in `detail`, and further members."""
    members = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JsonResponse(members, status=status, content_type=CONTENT_TYPE)


def unknown_caller() -> JsonResponse:
    """No token, or one that opens nothing (RFC 6750, 3)."""
    answer = problem(401, "Send a valid access token: Authorization: Bearer …")
    answer["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return answer
