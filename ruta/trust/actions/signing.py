"""Is a message signed by the system that sends it, and how is ours signed? Detached JWS (RFC 7515, appendix F) over sorted JSON."""

import json
import time
from base64 import urlsafe_b64encode
from functools import cache
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from ruta.trust.models import Client
from ruta.trust.rules import SIGNING
from ruta.trust.selectors.clients import keys_of

KEY_NAME = "ruta-1"
ASSERTED_SECONDS = 60


def canonical(value: Any) -> bytes:
    """JSON with sorted names, no spaces, UTF-8: the same bytes for whoever signs and whoever checks."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed(value: Any) -> str:
    """Our signature over a value, without the value."""
    head, _payload, signature = jws.serialize_compact({"alg": "ES256", "kid": KEY_NAME}, canonical(value), _own_key()).split(".")
    return f"{head}..{signature}"


def signed_bytes(body: bytes) -> str:
    """Our signature over a body exactly as it is sent, without the body."""
    head, _payload, signature = jws.serialize_compact({"alg": "ES256", "kid": KEY_NAME}, body, _own_key()).split(".")
    return f"{head}..{signature}"


def assertion(client_id: str, audience: str) -> str:
    """Who we are, for another institution's server of tokens (RFC 7523)."""
    begin = int(time.time())
    claims = {"iss": client_id, "sub": client_id, "aud": audience, "jti": uuid4().hex, "iat": begin, "exp": begin + ASSERTED_SECONDS}
    return jwt.encode({"alg": "ES256", "kid": KEY_NAME}, claims, _own_key())


def signed_claims(claims: dict[str, Any], key_address: str) -> str:
    """A token of ours that stands alone, such as a certificate: whoever reads it finds our key at an address."""
    return jwt.encode({"alg": "ES256", "kid": key_address, "typ": "JWT"}, claims, _own_key())


def read_own_claims(token: str) -> dict[str, Any] | None:
    """What a token of ours says, however old; nothing for one that we did not sign."""
    try:
        return dict(jwt.decode(token, _own_key(), algorithms=["ES256"]).claims)
    except (JoseError, ValueError, TypeError):
        return None


def is_signed_by(client: Client, value: Any, signature: str) -> bool:
    """Whether a key of the system signed this value."""
    return is_signed_body(client, canonical(value), signature)


def is_signed_body(client: Client, body: bytes, signature: str) -> bool:
    """Whether a key of the system signed this body."""
    head, between, tail = [*signature.split("."), "", ""][:3]
    if between or not head or not tail:
        return False
    payload = urlsafe_b64encode(body).rstrip(b"=").decode()
    keys: Any = keys_of(client)
    try:
        jws.deserialize_compact(f"{head}.{payload}.{tail}", KeySet.import_key_set(keys), algorithms=list(SIGNING))
    except (JoseError, ValueError, TypeError, KeyError):
        return False
    return True


def own_keys() -> dict[str, Any]:
    """What others check our signatures with."""
    return {"keys": [_own_key().as_dict(private=False)]}


@cache
def _own_key() -> ECKey:
    """A key of the house, the same after every start."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
    private = ec.derive_private_key(int(settings.SIGNING_KEY, 16) % (order - 1) + 1, ec.SECP256R1())
    pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return ECKey.import_key(pem, {"kid": KEY_NAME, "use": "sig", "alg": "ES256"})
