"""How is something read from, or asked of, another machine: briefly, in bounds, and without following it elsewhere?"""

from collections.abc import Mapping
from http.client import HTTPException
from urllib.request import Request

from ruta.base.outgoing import straight

SECONDS = 5
MOST_BYTES = 64 * 1024
WEB = ("https://", "http://")


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
