"""How is the system of an institution registered, given other keys, bound to a certificate, and suspended?"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.trust import rules
from ruta.trust.actions.fetching import fetched
from ruta.trust.enums import ClientState
from ruta.trust.models import Client
from ruta.trust.policies import demand_keeper

FAULTS = {
    "shape": gettext_lazy("Esto no es un conjunto de claves: pegue un JSON con la lista «keys» (RFC 7517)."),
    "many": gettext_lazy("Son demasiadas claves: un sistema tiene ocho como máximo. Quite las que ya no use."),
    "unnamed": gettext_lazy("Hay una clave sin nombre: cada una lleva «kid»."),
    "twice": gettext_lazy("Dos claves tienen el mismo «kid». Cambie uno."),
    "private": gettext_lazy("Hay una clave privada o secreta. No la envíe a nadie: dela por perdida, genere otra y pegue solo la parte pública."),
    "kind": gettext_lazy("Solo se aceptan claves EC, OKP y RSA."),
    "weak": gettext_lazy("La clave RSA es corta: use 2048 bits o más, o una clave EC."),
}  # fmt: skip
REFETCH = timedelta(minutes=1)
"""An address is asked again at most once in this time, whoever knocks."""


@dataclass(frozen=True, slots=True)
class ClientTerms:
    """What is said to register a system."""

    code: str
    name: str
    institution_id: int
    jwks_uri: str = ""
    jwks: str = ""
    callback_uri: str = ""


@dataclass(frozen=True, slots=True)
class Peer:
    """The other direction: its interface, how it calls us, and which agreement and purpose we ask for there."""

    base_uri: str = ""
    our_code: str = ""
    our_scope: str = ""
    events_uri: str = ""


@action
def register_client(*, actor: Actor, terms: ClientTerms) -> Client:
    """Register a system of an institution; its keys may come later."""
    demand_keeper(actor)
    if not rules.CODE.fullmatch(terms.code):
        raise Invalid(
            _("El código lleva de 3 a 40 letras minúsculas, cifras o guiones, y empieza con una letra."),
            fields={"code": _("Revise el código.")},
        )
    if not Institution.objects.filter(pk=terms.institution_id, is_active=True).exists():
        raise Invalid(_("Esa institución no está en el directorio. Elija otra."), fields={"institution": _("Elija otra.")})
    keys = _read_keys(terms.jwks) if terms.jwks.strip() else {"keys": []}
    row = Client(
        code=terms.code, name=terms.name, institution_id=terms.institution_id, jwks=keys, jwks_uri=_address(terms.jwks_uri), callback_uri=_address(terms.callback_uri)
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid(_("Ese código ya lo tiene otro sistema. Elija otro."), fields={"code": _("Elija otro código.")}) from error
    return row


@action
def save_keys(*, actor: Actor, client_id: int, version: int, jwks: str, jwks_uri: str) -> Client:
    """Add keys, or take others for those of the same name, and say where the rest is read. Old keys go on until they are removed."""
    demand_keeper(actor)
    row = _locked(client_id, version)
    if jwks.strip():
        given = _read_keys(jwks)["keys"]
        names = {key["kid"] for key in given}
        row.jwks = _checked({"keys": [*(key for key in row.jwks["keys"] if key["kid"] not in names), *given]})
    address = _address(jwks_uri)
    if address != row.jwks_uri:
        row.jwks_uri, row.fetched_jwks, row.fetched_at = address, None, None
    return _saved(row, "jwks", "jwks_uri", "fetched_jwks", "fetched_at")


@action
def remove_key(*, actor: Actor, client_id: int, version: int, kid: str) -> Client:
    """End a key that was given; one that stands at an address is ended there."""
    demand_keeper(actor)
    row = _locked(client_id, version)
    row.jwks = {"keys": [key for key in row.jwks["keys"] if key["kid"] != kid]}
    return _saved(row, "jwks")


@action
def add_certificate(*, actor: Actor, client_id: int, version: int, pem: str) -> Client:
    """From now on tokens of this system are bound to this certificate, or to another of its list (RFC 8705)."""
    demand_keeper(actor)
    row = _locked(client_id, version)
    try:
        certificate = x509.load_pem_x509_certificate(pem.encode())
    except ValueError as error:
        raise Invalid(
            _("Esto no es un certificado en PEM. Pegue el texto entre BEGIN CERTIFICATE y END CERTIFICATE."),
            fields={"certificate": _("Revise lo pegado.")},
        ) from error
    name = rules.thumbprint(certificate.public_bytes(Encoding.DER))
    row.certificates = sorted({*row.certificates, name})
    return _saved(row, "certificates")


@action
def remove_certificate(*, actor: Actor, client_id: int, version: int, name: str) -> Client:
    """A certificate that is no longer accepted."""
    demand_keeper(actor)
    row = _locked(client_id, version)
    row.certificates = [each for each in row.certificates if each != name]
    return _saved(row, "certificates")


@action
def save_callback(*, actor: Actor, client_id: int, version: int, address: str) -> Client:
    """Say where answers go that come later; nothing leaves for any other address."""
    demand_keeper(actor)
    row = _locked(client_id, version)
    row.callback_uri = _address(address)
    return _saved(row, "callback_uri")


@action
def save_peer(*, actor: Actor, client_id: int, version: int, peer: Peer) -> Client:
    """Say where and as whom we call this system, and where events go by themselves; empty where we do neither.

    An address that stays as it was begins nothing that the system itself ended.
    """
    demand_keeper(actor)
    row = _locked(client_id, version)
    row.base_uri, heard = _address(peer.base_uri).rstrip("/"), _address(peer.events_uri)
    if heard != row.events_uri:
        row.events_uri = row.hook_uri = heard
    row.our_code, row.our_scope = peer.our_code.strip(), peer.our_scope.strip()
    if row.base_uri and not (row.our_code and row.our_scope):
        missing = _("Para llamar a su interfaz hacen falta el código con que nos conocen y el convenio y finalidad que dieron.")
        raise Invalid(missing, fields={"our_code": missing})
    return _saved(row, "base_uri", "events_uri", "hook_uri", "our_code", "our_scope")


@action
def hear_at(*, actor: Actor, client_id: int, address: str) -> Client:
    """Say where events go by themselves, as the system itself asks; empty where they wait to be fetched. What the desk registered stays known."""
    demand_keeper(actor)
    row = Client.objects.select_for_update().get(pk=client_id)
    row.hook_uri = _address(address)
    return _saved(row, "hook_uri")


@action
def stop_hearing(*, actor: Actor, client_id: int, version: int) -> Client:
    """Send it nothing by itself any more, whoever began it; what is registered stays known, what happens waits to be fetched."""
    demand_keeper(actor)
    row = _locked(client_id, version)
    row.hook_uri = ""
    return _saved(row, "hook_uri")


@action
def suspend_client(*, actor: Actor, client_id: int, version: int, note: str) -> Client:
    """Answer this system no more, from its next request on, tokens that it holds included."""
    demand_keeper(actor)
    if not note.strip():
        raise Invalid(_("Escriba por qué se suspende."), fields={"note": _("Falta el motivo.")})
    row = _locked(client_id, version)
    row.state, row.state_note = ClientState.SUSPENDED, note.strip()
    return _saved(row, "state", "state_note")


@action
def resume_client(*, actor: Actor, client_id: int, version: int) -> Client:
    """Answer it again."""
    demand_keeper(actor)
    row = _locked(client_id, version)
    row.state, row.state_note = ClientState.ACTIVE, ""
    return _saved(row, "state", "state_note")


@action
def fetch_keys(*, actor: Actor, client_id: int) -> bool:
    """Read the keys at the address of a system again, unless that was a moment ago; whether they were read."""
    demand_keeper(actor)
    row = Client.objects.select_for_update().get(pk=client_id)
    if not row.jwks_uri or (row.fetched_at is not None and row.fetched_at > now() - REFETCH):
        return False
    row.fetched_at = now()
    found = _or_none(fetched(row.jwks_uri))
    if found is not None and not rules.fault_of_keys(found):
        row.fetched_jwks = found
    row.save(update_fields=["fetched_at", "fetched_jwks"])
    return found is not None


def _or_none(text: bytes | None) -> Any:
    try:
        return json.loads(text) if text is not None else None
    except ValueError:
        return None


def _locked(client_id: int, version: int) -> Client:
    row = Client.objects.select_for_update().filter(pk=client_id).first()
    if row is None:
        raise NotFound(_("Ese sistema no está registrado. Búsquelo en la lista."))
    if row.version != version:
        raise Conflict(_("Alguien cambió este sistema mientras usted lo miraba. Recargue la página y repita."))
    return row


def _saved(row: Client, *fields: str) -> Client:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    return row


def _read_keys(text: str) -> dict[str, list[Any]]:
    try:
        return _checked(json.loads(text))
    except ValueError as error:
        raise Invalid(FAULTS["shape"], fields={"jwks": _("Revise lo pegado.")}) from error


def _checked(keys: Any) -> dict[str, list[Any]]:
    fault = rules.fault_of_keys(keys)
    if fault:
        raise Invalid(FAULTS[fault], fields={"jwks": FAULTS[fault]})
    try:
        KeySet.import_key_set(keys)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Invalid(FAULTS["shape"], fields={"jwks": _("Una de las claves está incompleta.")}) from error
    return {"keys": list(keys["keys"])}


def _address(text: str) -> str:
    """Keys are read over TLS alone, except where the whole installation is a demonstration."""
    address = text.strip()
    if address and not address.startswith("https://") and not (settings.IS_DEMO and address.startswith("http://")):
        raise Invalid(_("La dirección empieza con https://."), fields={"jwks_uri": _("Use https."), "callback_uri": _("Use https.")})
    return address
