"""What does the system of another institution say of a person of ours? Asked over DCI, believed only when it signs, and kept nowhere here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.people.enums import PACKET_ONLY
from ruta.people.models import Person
from ruta.people.selectors import blocked, live_consents
from ruta.trust.actions.fetching import Answered
from ruta.trust.actions.peers import Call, Unreached, asked
from ruta.trust.actions.signing import is_signed_by, signed
from ruta.trust.actions.tokens import Granted
from ruta.trust.enums import ClientState
from ruta.trust.models import Client
from ruta.trust.selectors.clients import actor_of_client, clients, scopes_of_client

SEARCH, JSON, VERSION = "dci/ess/sync/search", "application/json", "1.0.0"
IDENTITY = "identity"
TOLD_KINDS = {"dni": "DNI", "passport": "PASSPORT", "consular": "CONSULAR", "refugee": "REFUGEE", "rtn": "RTN"}
MOST = 5
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """A system that may be asked about a person: an agreement lets us read of its institution, and the person lets it know of them, for one purpose."""

    client: Client
    granted: Granted

    @property
    def purpose(self) -> str:
        """What for."""
        return self.granted.scope.purpose


@dataclass(frozen=True, slots=True)
class Said:
    """What a system said; nothing of it is written into our record."""

    way: Way
    records: tuple[Told, ...]


def ways_to_ask(actor: Actor, person: Person) -> list[Way]:
    """Whom one may ask about a person of one's own institution today."""
    if person.owner_institution_id != actor.institution_id:
        return []
    allowed = {(each.grantee_id, each.purpose) for each in live_consents(person.pk) if IDENTITY in each.categories}
    known = {institution for institution, _purpose in allowed} - {actor.institution_id}
    rows = clients().filter(state=ClientState.ACTIVE, institution__in=known).exclude(base_uri="").order_by("pk")
    ways = [way for client in rows for way in _ways(actor, client) if (client.institution_id, way.purpose) in allowed]
    return [way for way in ways if not blocked(person.pk, institution_id=way.client.institution_id)]


def _ways(actor: Actor, client: Client) -> Iterator[Way]:
    """We ask there in one scope; a packet's is for the packet alone."""
    purpose = client.our_scope.partition(":")[2]
    found = tuple(
        each for each in scopes_of_client(client)
        if (each.purpose, each.giver_id, each.reader_id) == (purpose, client.institution_id, actor.institution_id)
    )  # fmt: skip
    if found and purpose not in PACKET_ONLY:
        yield Way(client, Granted(client, found[:1], actor_of_client(client)))


def ask_about(*, actor: Actor, person: Person, client_id: int) -> Said:
    """Ask one system about the document of a person; the question stands in the log of messages before it leaves, and the person reads it there."""
    way = next((each for each in ways_to_ask(actor, person) if each.client.pk == client_id), None)
    if way is None:
        raise Refused(_("A ese sistema no se le puede preguntar por esta persona: falta el convenio vigente o el permiso de la persona."))
    documents = [row for row in person.identifiers.order_by("pk") if row.kind in TOLD_KINDS]
    if not documents:
        raise Refused(_("Se pregunta por documento y esta persona no tiene ninguno anotado. Anótelo primero."))
    message = _message(way, [(TOLD_KINDS[row.kind], row.value) for row in documents[:MOST]])
    concerned = ((person.pk, person.owner_institution_id, (IDENTITY,)),)
    answer = asked(way.granted, Call("POST", SEARCH, message, media=JSON, concerned=concerned))
    return Said(way, tuple(_records(way.client, message, answer)))


def _message(way: Way, documents: list[tuple[str, str]]) -> Told:
    moment, purpose = now().isoformat(), {"purpose": {"code": way.purpose}}
    header = {
        "version": VERSION, "message_id": uuid4().hex, "message_ts": moment, "action": "search", "sender_id": way.client.our_code,
        "receiver_id": way.client.code, "total_count": len(documents), "is_msg_encrypted": False,
    }  # fmt: skip
    items = [
        {"reference_id": str(at), "timestamp": moment, "search_criteria": {"query_type": "idtype-value", "query": {"type": kind, "value": value}, "consent": purpose}}
        for at, (kind, value) in enumerate(documents, start=1)
    ]  # fmt: skip
    whole = {"header": header, "message": {"transaction_id": uuid4().hex, "search_request": items}}
    return {"signature": signed(whole), **whole}


def _records(client: Client, sent: Told, answer: Answered) -> Iterator[Told]:
    """The persons of an answer to this very question that the system signed."""
    told: Any = answer.read() if answer.status == 200 else {}
    body, signature = (told.get("message"), told.get("signature")) if isinstance(told, dict) else (None, None)
    is_ours = isinstance(body, dict) and body.get("transaction_id") == sent["message"]["transaction_id"]
    if body is None or not is_ours or not is_signed_by(client, {"header": told.get("header"), "message": body}, str(signature)):
        message = f"{client.code} gave no signed answer: {answer.status}"
        raise Unreached(message)
    for item in _named(body.get("search_response")):
        data = item.get("data")
        yield from _named(data.get("reg_records") if isinstance(data, dict) else None)


def _named(rows: Any) -> list[Told]:
    return [each for each in rows if isinstance(each, dict)][:MOST] if isinstance(rows, list) else []
