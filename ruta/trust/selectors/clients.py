"""Which systems are known, with which keys, and what may each ask for today?"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor, acting_as
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.directory.selectors import scopes
from ruta.directory.selectors.agreed import Scope
from ruta.trust.models import Client


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A public key as an administrator sees it."""

    kid: str
    kind: str
    is_fetched: bool


def clients() -> QuerySet[Client]:
    """Every system, with its institution."""
    return Client.objects.select_related("institution")


def found_clients(text: str) -> QuerySet[Client]:
    """Those whose name, code or institution holds every word."""
    return clients().filter(holding(text, "name", "code", "institution__short_name"))


def client_of(pk: int) -> Client:
    """One of them."""
    found = clients().filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Ese sistema no está registrado. Búsquelo en la lista."))
    return found


def keys_of(client: Client) -> dict[str, list[Any]]:
    """The keys that count: those given and those read at the address; the given ones first."""
    fetched = (client.fetched_jwks or {}).get("keys", []) if client.jwks_uri else []
    given = client.jwks.get("keys", [])
    names = {key.get("kid") for key in given}
    return {"keys": [*given, *(key for key in fetched if key.get("kid") not in names)]}


def keys_shown(client: Client) -> list[KeyShown]:
    """The same for a screen."""
    given = {key.get("kid") for key in client.jwks.get("keys", [])}
    return [KeyShown(key["kid"], key.get("crv") or key["kty"], key["kid"] not in given) for key in keys_of(client)["keys"]]


def actor_of_client(client: Client) -> Actor:
    """The actor that a system stands for: its institution, no user and no role."""
    return Actor(kind="client", institution_id=client.institution_id, reason=f"client {client.code}")


def scopes_of_client(client: Client) -> list[Scope]:
    """What agreements in force let its institution read, and give: send in a packet or bring into its own register, as that institution sees them."""
    mine = client.institution_id
    with acting_as(actor_of_client(client), read_only=True), transaction.atomic():
        return [each for each in scopes() if mine in (each.reader_id, each.giver_id)]


def scope_of_client(client: Client, name: str) -> tuple[Scope, ...]:
    """One agreement and purpose, a row for each institution that gives; nothing when it is not in force."""
    return tuple(each for each in scopes_of_client(client) if each.name == name)
