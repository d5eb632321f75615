"""How does one thing that a device brought reach the register once: done, waiting, in conflict, or failed with its reason?"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import RutaError
from ruta.base.idempotency import once
from ruta.base.transactions import action
from ruta.field.actions.doing import do, tell_meanwhile
from ruta.field.actions.editing import Clash, label_of
from ruta.field.actions.photographing import keep_piece
from ruta.field.enums import AGAIN_STATES, SentState, SentVerb
from ruta.field.errors import NotYet
from ruta.field.models import Device, Disagreement, Sent
from ruta.field.policies import demand_field
from ruta.field.rules import plain
from ruta.people.errors import LooksRegistered

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing as the device sends it."""

    key: UUID
    number: int
    verb: str
    written_at: datetime
    payload: Mapping[str, Any]
    after: UUID | None = None

    @property
    def digest(self) -> str:
        """What came, as a hash: what was captured and what arrived can be compared later without keeping it."""
        return sha256(json.dumps(self.payload, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@action
def receive(*, actor: Actor, device: Device, incoming: Incoming) -> Sent:
    """Take one thing in. What is done stays done however often it comes; what failed is tried again, also with corrected words."""
    demand_field(actor)
    row = _row(actor, device, incoming)
    if row.state not in AGAIN_STATES:
        return row
    if row.digest != incoming.digest or row.payload is None:
        row.payload, row.digest, row.verb = dict(incoming.payload), incoming.digest, incoming.verb
    return attempt(actor, row)


def attempt(actor: Actor, row: Sent) -> Sent:
    """Run the verb of a row in a savepoint of its own and keep what came of it; then what waited for it."""
    try:
        with transaction.atomic():
            found, _is_new = once(actor=actor, key=row.key, verb=f"field_{row.verb}", run=lambda: do(actor, row.verb, row.payload or {}))
        _keep(row, SentState.DONE, result=found, payload=None)
    except Clash as error:
        _keep_clash(actor, row, error)
    except LooksRegistered as error:
        _keep(row, SentState.DUPLICATE, reason=str(error.message), alike=error.people)
        tell_meanwhile(actor, error.people, row.payload or {})
    except NotYet as error:
        _keep(row, SentState.WAITING, reason=str(error.message))
    except RutaError as error:
        _keep(row, SentState.FAILED, reason=str(error.message), faults={name: str(said) for name, said in error.fields.items()})
    except (DatabaseError, ValueError, TypeError, LookupError) as error:
        log.warning("field: %s of a device failed: %s", row.verb, type(error).__name__)
        _keep(
            row,
            SentState.FAILED,
            reason=_("El sistema no pudo guardarlo. Está guardado aquí; avise a quien da soporte y vuelva a intentarlo."),
        )
    if row.state == SentState.DONE:
        follow(actor, row.key)
    return row


@action
def receive_piece(*, actor: Actor, key: UUID, start: int, whole: int, piece: bytes) -> int:
    """Take a piece of a photograph in; one that is whole now is laid with its case, if that was asked before it came. Gives how many bytes are here."""
    arrived = keep_piece(actor=actor, key=key, start=start, whole=whole, piece=piece)
    if arrived == whole:
        waiting = Sent.objects.select_for_update().filter(user_id=actor.user_id or 0, verb=SentVerb.PHOTO, state=SentState.WAITING)
        for row in waiting.order_by("number", "pk"):
            if (row.payload or {}).get("photo") == str(key):
                attempt(actor, row)
    return arrived


def follow(actor: Actor, key: UUID) -> None:
    """What waited for this key goes on, in the order in which it was written."""
    for row in (
        Sent.objects.select_for_update().filter(user_id=actor.user_id or 0, after=key, state=SentState.WAITING).order_by("number", "pk")
    ):
        attempt(actor, row)


def _row(actor: Actor, device: Device, incoming: Incoming) -> Sent:
    """The row of a key, held until the end: two connections that bring the same thing follow one another."""
    row, is_new = Sent.objects.get_or_create(
        owner_institution_id=actor.institution_id, user_id=actor.user_id or 0, key=incoming.key,
        defaults={
            "device": device, "office_id": actor.office_id or 0, "number": incoming.number, "verb": incoming.verb, "state": SentState.WAITING,
            "after": incoming.after, "payload": dict(incoming.payload), "digest": incoming.digest, "written_at": incoming.written_at,
        },
    )  # fmt: skip
    return row if is_new else Sent.objects.select_for_update().get(pk=row.pk)


def _keep(row: Sent, state: SentState, **values: Any) -> None:
    fresh: dict[str, Any] = {"reason": "", "faults": {}, "alike": [], "result": row.result, "payload": row.payload, **values}
    row.state = state
    for name, value in fresh.items():
        setattr(row, name, value)
    row.settled_at = now() if state == SentState.DONE else None
    row.tries = F("tries") + 1  # type: ignore[assignment]
    row.save(update_fields=[*fresh, "state", "settled_at", "tries", "digest", "verb"])
    row.refresh_from_db(fields=["tries"])


def _keep_clash(actor: Actor, row: Sent, clash: Clash) -> None:
    """Both values stand until somebody chooses; what did not clash is written again, because the savepoint took it back."""
    target = str((row.payload or {}).get("target", ""))
    if target:
        _write_the_rest(actor, row, clash)
    _keep(row, SentState.CONFLICT, reason=str(clash.message), result=clash.result)
    for name, (base, mine, theirs) in clash.both.items():
        Disagreement.objects.create(
            owner_institution_id=row.owner_institution_id, sent=row, field=name, base=plain(base), mine=plain(mine), theirs=plain(theirs),
            label=label_of(target, name) if target else _("Itinerario"),
        )  # fmt: skip


def _write_the_rest(actor: Actor, row: Sent, clash: Clash) -> None:
    said = dict(row.payload or {})
    rest = {name: value for name, value in said.get("changes", {}).items() if name not in clash.both}
    if rest:
        do(actor, row.verb, said | {"changes": rest})
