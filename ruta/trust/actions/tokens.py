"""How does a system prove who it is, and what does the token open that it gets? (RFC 6749 4.4, 7523, 8705, 9068.)"""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from ruta.base.clock import now
from ruta.base.context import Actor, system
from ruta.base.transactions import action
from ruta.directory.selectors import Scope
from ruta.trust import rules
from ruta.trust.actions.clients import fetch_keys
from ruta.trust.enums import ClientState
from ruta.trust.errors import OAuthError, UnknownClient
from ruta.trust.models import Client, UsedAssertion
from ruta.trust.selectors.clients import actor_of_client, clients, keys_of, scope_of_client, scopes_of_client

NOT_PROVEN = "the assertion does not verify with a registered key"


@dataclass(frozen=True, slots=True)
class Proven:
    """A system that showed who it is, and the certificate that it held then."""

    client: Client
    bound: str


@dataclass(frozen=True, slots=True)
class Token:
    """What the endpoint answers."""

    value: str
    scope: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Granted:
    """Who stands behind a request of a system: the system, and the agreement and purpose for which it asks."""

    client: Client
    scopes: tuple[Scope, ...]  # one for each institution that gives
    actor: Actor

    @property
    def others(self) -> frozenset[int]:
        """The institutions on the other side: that give to this one, or that it sends to."""
        mine = self.client.institution_id
        return frozenset(each.reader_id if each.giver_id == mine else each.giver_id for each in self.scopes)

    @property
    def scope(self) -> Scope:
        """Agreement, revision and purpose are the same in all of them."""
        return self.scopes[0]


@action
def use_assertion(*, actor: Actor, assertion: str, certificate: bytes | None = None) -> Proven:
    """Who a signed assertion proves to be there. It is used up by this, whatever is asked afterwards."""
    client = _client_behind(assertion)
    claims = _proven(client, assertion)
    _use_up(client, claims)
    del actor
    return Proven(client, _bound_to(client, certificate))


@action
def issue_token(*, actor: Actor, proven: Proven, scope: str) -> Token:
    """A short token for one agreement and purpose."""
    client = proven.client
    if scope not in {each.name for each in scopes_of_client(client)}:
        raise OAuthError("invalid_scope", "ask for one scope, an agreement in force and a purpose of it, such as C-0001:shared_case")
    Client.objects.filter(pk=client.pk).update(last_token_at=now())
    del actor
    return Token(_signed(client, scope, proven.bound), scope, rules.TOKEN_SECONDS)


def granted_by(token: str, certificate: bytes | None = None) -> Granted | None:
    """What a token opens now; nothing when it is forged, over, of a suspended system, or its agreement no longer in force."""
    claims = _read(token)
    if claims is None:
        return None
    client = clients().filter(code=claims["client_id"], state=ClientState.ACTIVE, institution__is_active=True).first()
    if client is None or not _is_held(claims, certificate):
        return None
    found = scope_of_client(client, claims["scope"])
    return Granted(client, found, actor_of_client(client)) if found else None


@action
def forget_assertions(*, actor: Actor) -> int:
    """Assertions that would be refused as expired need not be known any more."""
    del actor
    return UsedAssertion.objects.filter(expires_at__lt=now()).delete()[0]


def issuer() -> str:
    """How this server is called in assertions and tokens."""
    return settings.PUBLIC_ADDRESS.rstrip("/")


def _client_behind(assertion: str) -> Client:
    """Whom the assertion names, before anything of it is believed."""
    try:
        code = json.loads(jws.extract_compact(assertion.encode()).payload).get("sub", "")
    except (JoseError, ValueError, AttributeError) as error:
        raise UnknownClient("client_assertion is not a signed JWT") from error
    found = clients().filter(code=str(code), institution__is_active=True).first()
    if found is None or found.state != ClientState.ACTIVE:
        raise UnknownClient("no such client, or it is suspended")
    return found


def _proven(client: Client, assertion: str) -> dict[str, Any]:
    """The claims, signed with a key of this client and made for us and for now."""
    claims = _verified(client, assertion)
    if claims is None and fetch_keys(actor=system(client.institution_id, f"client {client.code}"), client_id=client.pk):
        client.refresh_from_db()
        claims = _verified(client, assertion)
    if claims is None:
        raise UnknownClient(NOT_PROVEN)
    fault = rules.fault_of_assertion(claims, client=client.code, audiences=(issuer(), f"{issuer()}/oauth/token"), at=time.time())
    if fault:
        raise UnknownClient(fault)
    return claims


def _verified(client: Client, assertion: str) -> dict[str, Any] | None:
    keys: Any = keys_of(client)
    if not keys["keys"]:
        return None
    try:
        return dict(jwt.decode(assertion, KeySet.import_key_set(keys), algorithms=list(rules.SIGNING)).claims)
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _use_up(client: Client, claims: dict[str, Any]) -> None:
    until = datetime.fromtimestamp(claims["exp"] + 2 * rules.LEEWAY, UTC)
    _row, is_new = UsedAssertion.objects.get_or_create(client=client, jti=claims["jti"], defaults={"expires_at": until})
    if not is_new:
        raise UnknownClient("this assertion was used already: sign a new one, with another jti")


def _bound_to(client: Client, certificate: bytes | None) -> str:
    """The certificate to which the token will be bound; a client that has registered one shows it."""
    name = rules.thumbprint(certificate) if certificate else ""
    if client.certificates and name not in client.certificates:
        raise UnknownClient("show a registered client certificate (RFC 8705)")
    return name


def _key() -> OctKey:
    return OctKey.import_key(bytes.fromhex(settings.EXCHANGE_KEY))


def _signed(client: Client, scope: str, bound: str) -> str:
    begin = int(time.time())
    claims = {
        "iss": issuer(), "aud": f"{issuer()}/api", "sub": client.code, "client_id": client.code, "scope": scope, "iat": begin,
        "exp": begin + rules.TOKEN_SECONDS, "jti": uuid4().hex,
    }  # fmt: skip
    if bound:
        claims["cnf"] = {"x5t#S256": bound}
    return jwt.encode({"alg": "HS256", "typ": "at+jwt"}, claims, _key())


def _read(token: str) -> dict[str, Any] | None:
    try:
        read = jwt.decode(token, _key(), algorithms=["HS256"])
    except (JoseError, ValueError, TypeError):
        return None
    claims = dict(read.claims)
    is_ours = read.header.get("typ") == "at+jwt" and claims.get("aud") == f"{issuer()}/api" and claims.get("exp", 0) > time.time()
    return claims if is_ours else None


def _is_held(claims: dict[str, Any], certificate: bytes | None) -> bool:
    """Whether whoever shows a bound token holds its certificate."""
    bound = claims.get("cnf", {}).get("x5t#S256", "")
    return not bound or (certificate is not None and rules.thumbprint(certificate) == bound)
