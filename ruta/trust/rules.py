"""Which keys, claims and hashes count? No Django, no database."""

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256, sha512
from typing import Any
from urllib.parse import urlsplit

CODE = re.compile(r"[a-z][a-z0-9-]{2,39}")
"""How a system is called: small letters, figures and hyphens."""
SIGNING = ("ES256", "ES384", "EdDSA", "PS256", "RS256")
LEEWAY = 30
"""Seconds by which two clocks may differ."""
LONGEST_ASSERTION = 600
LONGEST_ID = 200
TOKEN_SECONDS = 300
MOST_KEYS = 8
LEAST_RSA_BITS = 2048
PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "k", "oth"})
HASHED = ("content-type", "idempotency-key")
"""The headers that the hash of a message covers, beside those that begin with `x-road-`."""
Claims = Mapping[str, Any]


def fault_of_keys(jwks: Any) -> str:
    """Why a set of keys cannot be kept, in a code; nothing when it can."""
    keys = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        return "shape"
    if len(keys) > MOST_KEYS:
        return "many"
    return next((fault for key in keys if (fault := _fault_of_key(key))), "") or _fault_of_names(keys)


def _fault_of_names(keys: list[dict[str, Any]]) -> str:
    names = [key.get("kid") for key in keys]
    if not all(isinstance(name, str) and 0 < len(name) <= LONGEST_ID for name in names):
        return "unnamed"
    return "twice" if len(set(names)) < len(names) else ""


def _fault_of_key(key: dict[str, Any]) -> str:
    if PRIVATE & key.keys():
        return "private"
    if key.get("kty") not in {"EC", "OKP", "RSA"}:
        return "kind"
    if key["kty"] == "RSA" and len(str(key.get("n", ""))) * 6 < LEAST_RSA_BITS:
        return "weak"
    return ""


def fault_of_assertion(claims: Claims, *, client: str, audiences: Iterable[str], at: float) -> str:
    """Why the claims of an assertion do not prove this client here and now (RFC 7523, 3); nothing when they do."""
    if claims.get("iss") != client or claims.get("sub") != client:
        return "iss and sub must both be the client_id"
    if not _is_for(claims.get("aud"), frozenset(audiences)):
        return "aud must be this server's issuer, alone"
    if not isinstance(claims.get("jti"), str) or not 0 < len(claims["jti"]) <= LONGEST_ID:
        return "jti is missing or too long"
    return _fault_of_times(claims, at)


def _is_for(audience: Any, ours: frozenset[str]) -> bool:
    """One audience, as a text or as a list of one: an assertion for several servers could be used by any of them."""
    only = audience[0] if isinstance(audience, list) and len(audience) == 1 else audience
    return isinstance(only, str) and only in ours


def _fault_of_times(claims: Claims, at: float) -> str:
    times = [claims.get(name) for name in ("exp", "iat", "nbf")]
    if not isinstance(times[0], int | float) or not all(isinstance(each, int | float | None) for each in times):
        return "exp is missing, or a time is no number"
    if times[0] < at - LEEWAY:
        return "the assertion has expired"
    if times[0] > at + LONGEST_ASSERTION + LEEWAY:
        return f"the assertion lasts longer than {LONGEST_ASSERTION} seconds"
    if any(each is not None and each > at + LEEWAY for each in times[1:]):
        return "the assertion is not valid yet"
    return ""


def origin_of(address: str) -> tuple[str, str]:
    """The scheme, host and port of an address; two empty texts where it has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ("", "")
    return (parts.scheme, parts.netloc)


def thumbprint(der: bytes) -> str:
    """The name of a certificate in a token (RFC 8705, 3.1: `x5t#S256`)."""
    return urlsafe_b64encode(sha256(der).digest()).rstrip(b"=").decode()


def headers_text(first_line: str, headers: Mapping[str, str]) -> bytes:
    """The headers that a message is known by: its first line, then the hashed ones by name, one a line."""
    lowered = {name.lower(): value for name, value in headers.items()}
    named = sorted(name for name in lowered if name in HASHED or name.startswith("x-road-"))
    return "".join([f"{first_line}\n", *(f"{name}:{lowered[name].strip()}\n" for name in named)]).encode()


def message_hash(headers: bytes, body: bytes) -> str:
    """base64(SHA512(SHA512(headers) + SHA512(body))), as X-Road writes it for REST."""
    return b64encode(sha512(sha512(headers).digest() + sha512(body).digest()).digest()).decode()
