"""How is something read from, or asked of, another machine: briefly, in bounds, and without following it elsewhere?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request

from ruta.base.outgoing import straight

SECONDS = 5
MOST_BYTES = 64 * 1024
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Answered:
    """What another machine answered, also where it refused; `status` 0 when it did not answer at all."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def read(self) -> Any:
        """The JSON in it; an empty object where there is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}


def called(method: str, address: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answered:
    """Ask another machine, and hear also why it refuses. It is followed nowhere."""
    if not address.startswith(WEB):
        return Answered(0)
    request = Request(address, data=body, headers=dict(headers or {}), method=method)  # noqa: S310 - only addresses of the web
    try:
        with straight().open(request, timeout=SECONDS) as answer:
            found = Answered(answer.status, answer.read(MOST_BYTES + 1), dict(answer.headers))
    except HTTPError as refused:
        with refused:
            return Answered(refused.code, refused.read(MOST_BYTES), dict(refused.headers))
    except (OSError, HTTPException, ValueError):
        return Answered(0)
    return found if len(found.body) <= MOST_BYTES else Answered(0)


def fetched(address: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> bytes | None:
    """What is answered there, or nothing when it does not answer well; whoever needs it goes on without."""
    if not address.startswith(WEB):
        return None
    request = Request(address, data=body, headers=dict(headers or {}))  # noqa: S310 - only addresses of the web
    try:
        with straight().open(request, timeout=SECONDS) as answer:
            found: bytes = answer.read(MOST_BYTES + 1)
    except (OSError, HTTPException, ValueError):
        return None
    return found if len(found) <= MOST_BYTES else None
