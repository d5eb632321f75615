"""How do we call the system of another institution, as one of its clients, under the agreement that we have there?"""

import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.core.cache import cache

from ruta.trust.actions.fetching import Answered, called
from ruta.trust.actions.logging import Exchanged, log_message
from ruta.trust.actions.signing import assertion
from ruta.trust.actions.tokens import Granted
from ruta.trust.models import Client
from ruta.trust.rules import headers_text, message_hash
from ruta.trust.selectors.clients import actor_of_client, scopes_of_client

BEARER_KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
KEPT_SECONDS = 200
MEDIA = "application/fhir+json"
TRIED = 102
"""Under way, and no answer yet (RFC 2518, 10.1)."""
Told = dict[str, Any]


class Unreached(Exception):
    """The other side did not answer well; the queue tries again."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked of the other side; `key` makes a second try harmless, `concerned` is whose data it carries."""

    method: str
    path: str
    body: Told | None = None
    key: str = ""
    media: str = MEDIA
    concerned: tuple[tuple[int, int, tuple[str, ...]], ...] = ()


def granted_for(client: Client, purpose: str, giver_id: int) -> Granted | None:
    """Our agreement with its institution for a purpose, if one is in force: without it nothing leaves."""
    found = tuple(
        each for each in scopes_of_client(client)
        if (each.purpose, each.giver_id, each.reader_id) == (purpose, giver_id, client.institution_id)
    )  # fmt: skip
    return Granted(client, found[:1], actor_of_client(client)) if found else None


def asked(granted: Granted, call: Call) -> Answered:
    """Call it; what leaves is in the log of messages before, and its answer after. No answer, or one that may change by itself, is tried again."""
    client = granted.client
    body = json.dumps(call.body, ensure_ascii=False).encode() if call.body is not None else b""
    headers = {"Content-Type": call.media, "Accept": call.media, "Authorization": f"Bearer {_token(client)}", "X-Road-Id": uuid4().hex}
    if call.key:
        headers["Idempotency-Key"] = call.key
    digest = message_hash(headers_text(f"{call.method} /api/v1/{call.path}", headers), body)
    if body:
        _log(granted, call, Answered(TRIED), headers["X-Road-Id"], digest)
    answer = called(call.method, f"{client.base_uri.rstrip('/')}/api/v1/{call.path}", body=body or None, headers=headers)
    if body and answer.status:
        _log(granted, replace(call, concerned=()), answer, headers["X-Road-Id"], digest)
    if answer.status == 401:
        cache.delete(_kept(client))
    if answer.status in (0, 401, 408, 429) or answer.status >= 500:
        message = f"{client.code} answered {answer.status}"
        raise Unreached(message)
    return answer


def _log(granted: Granted, call: Call, answer: Answered, number: str, digest: str) -> None:
    """Whose data leave is written before they do; what came of it in a second row under the same number, of nobody."""
    told = message_hash(headers_text(str(answer.status), answer.headers), answer.body) if answer.status != TRIED else ""
    exchanged = Exchanged(f"sent: {call.method} {call.path.split('/')[0]}", number, answer.status, digest, told)
    log_message(granted=granted, exchanged=exchanged, concerned=call.concerned)


def _token(client: Client) -> str:
    held = cache.get(_kept(client))
    if held:
        return str(held)
    root = client.base_uri.rstrip("/")
    form = {
        "grant_type": "client_credentials", "client_assertion_type": BEARER_KIND, "scope": client.our_scope,
        "client_assertion": assertion(client.our_code, root),
    }  # fmt: skip
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = called("POST", f"{root}/oauth/token", body=urlencode(form).encode(), headers=kind)
    told = answer.read() if answer.status == 200 else None
    token = told.get("access_token") if isinstance(told, dict) else None
    if not token:
        message = f"{client.code} gives no token: {answer.status}"
        raise Unreached(message)
    cache.set(_kept(client), token, KEPT_SECONDS)
    return str(token)


def _kept(client: Client) -> str:
    return f"exchange:token:{client.pk}:{client.version}"
