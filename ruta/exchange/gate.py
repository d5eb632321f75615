"""Which system asks, with which token and certificate, and for which agreement and purpose?"""

import binascii
import re
from base64 import b64decode
from typing import Any
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.http import HttpRequest

from ruta.base.context import Actor, system
from ruta.base.errors import Refused
from ruta.trust.actions import Granted, granted_by

BEARER = re.compile(r"Bearer ([\w.~+/-]+=*)", re.IGNORECASE)


class ClientRequest(HttpRequest):
    """A request of a known system."""

    actor: Actor
    granted: Granted
    concerned: list[tuple[int, int, tuple[str, ...]]]


def actor_of_client(request: Any) -> Actor | None:
    """The actor of the token; the request keeps what it opens and whose data leave."""
    request.membership, request.granted, request.concerned = None, None, []
    match = BEARER.fullmatch(request.headers.get("Authorization", ""))
    if match is None:
        return None
    request.granted = granted_by(match.group(1), certificate_of(request))
    return request.granted.actor if request.granted else None


def certificate_of(request: HttpRequest) -> bytes | None:
    """The certificate that the proxy checked, as DER; nothing where no proxy passes one."""
    name = settings.CLIENT_CERTIFICATE_HEADER
    value = request.headers.get(name, "").strip() if name else ""
    if not value:
        return None
    try:
        if value.startswith(":"):  # RFC 9440
            return b64decode(value.strip(":"), validate=True)
        return x509.load_pem_x509_certificate(unquote(value).encode()).public_bytes(Encoding.DER)
    except (ValueError, binascii.Error):
        return None


def machine_of(granted: Granted) -> Actor:
    """Our machine, on behalf of the institution whose system calls."""
    return system(granted.client.institution_id, f"client {granted.client.code}")


def demand_purpose(request: ClientRequest, purpose: str) -> None:
    """A token is for one purpose, and what it asks must be for the same."""
    if purpose != request.granted.scope.purpose:
        raise Refused("The purpose of the request is not the one of the token.")
