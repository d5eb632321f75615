"""How does somebody decide about what could not be kept by itself? Nothing goes without a decision and its reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.idempotency import once
from ruta.base.transactions import action
from ruta.field.actions.doing import attach, replace_plan
from ruta.field.actions.editing import overwrite
from ruta.field.actions.receiving import attempt, follow
from ruta.field.enums import Choice, SentState
from ruta.field.models import Disagreement, Sent
from ruta.field.policies import demand_deciding
from ruta.people.enums import DismissReason
from ruta.people.selectors import person_for


@action
def settle(*, actor: Actor, sent_id: int, choices: Mapping[str, str]) -> Sent:
    """Choose, field by field, which of two values stays."""
    row = _held(actor, sent_id, SentState.CONFLICT)
    open_ones = list(Disagreement.objects.filter(sent=row, choice="").order_by("pk"))
    if any(choices.get(each.field) not in Choice.values for each in open_ones):
        raise Invalid(_("Elija qué queda en cada dato."))
    chosen = {each.field: each.mine for each in open_ones if choices[each.field] == Choice.MINE}
    if chosen:
        _write(actor, row, chosen)
    for each in open_ones:
        each.choice, each.settled_at, each.settled_by_id = choices[each.field], now(), actor.user_id
        each.save(update_fields=["choice", "settled_at", "settled_by_id"])
    return _done(actor, row)


@action
def say_same_person(*, actor: Actor, sent_id: int, person_id: int) -> Sent:
    """The person was in the register already: permissions and case of the field are added to that record."""
    row = _held(actor, sent_id, SentState.DUPLICATE)
    if person_id not in row.alike:
        raise Invalid(_("Elija a una de las personas que se muestran."))
    person = person_for(person_id)
    found, _is_new = once(
        actor=actor, key=row.key, verb="field_attach", run=lambda: attach(actor, person.pk, row.payload or {})
    )  # fmt: skip
    row.result = found
    return _done(actor, row)


@action
def register_as_new(*, actor: Actor, sent_id: int, reason: str) -> Sent:
    """They were compared and are different persons: why, and the registration goes on."""
    row = _held(actor, sent_id, SentState.DUPLICATE)
    if reason not in DismissReason.values:
        raise Invalid(_("Diga por qué no es la misma persona: elija un motivo de la lista."), fields={"reason": _("Elija un motivo.")})
    dismissed = [{"person": person_id, "reason": reason} for person_id in row.alike]
    row.payload = dict(row.payload or {}) | {"dismissals": [*(row.payload or {}).get("dismissals", []), *dismissed]}
    return attempt(_writer(actor, row), row)


@action
def try_again(*, actor: Actor, sent_id: int) -> Sent:
    """Try what failed once more, as it is."""
    row = _held(actor, sent_id, SentState.FAILED, SentState.WAITING)
    return attempt(_writer(actor, row), row)


@action
def discard(*, actor: Actor, sent_id: int, reason: str) -> Sent:
    """Let a thing go, with the reason in words; what it said stays readable here."""
    row = _held(actor, sent_id, SentState.FAILED, SentState.WAITING, SentState.DUPLICATE)
    if not reason.strip():
        sentence = _("Escriba por qué se descarta. Lo que decía queda guardado aquí.")
        raise Invalid(sentence, fields={"reason": sentence})
    row.state, row.reason = SentState.DISCARDED, reason.strip()
    row.settled_at, row.settled_by_id = now(), actor.user_id
    row.save(update_fields=["state", "reason", "settled_at", "settled_by_id"])
    return row


def _held(actor: Actor, sent_id: int, *states: SentState) -> Sent:
    row = demand_deciding(actor, Sent.objects.select_for_update().filter(pk=sent_id).first())
    if row.state not in states:
        raise NotOpen(_("Ese envío ya se resolvió. Recargue la lista."))
    return row


def _writer(actor: Actor, row: Sent) -> Actor:
    """A coordinator decides in their own name; keys are looked up under whoever wrote."""
    if row.user_id != actor.user_id:
        raise NotOpen(_("Esto lo termina quien lo escribió. Usted puede descartarlo o elegir entre dos valores."))
    return actor


def _write(actor: Actor, row: Sent, chosen: Mapping[str, Any]) -> None:
    said = row.payload or {}
    target = str(said.get("target", ""))
    if target:
        overwrite(actor, target, int(row.result[target]), chosen)
    else:
        row.result = replace_plan(_writer(actor, row), said)


def _done(actor: Actor, row: Sent) -> Sent:
    row.state, row.payload, row.reason, row.settled_at, row.settled_by_id = SentState.DONE, None, "", now(), actor.user_id
    row.save(update_fields=["state", "payload", "reason", "result", "settled_at", "settled_by_id"])
    if row.user_id == actor.user_id:
        follow(actor, UUID(str(row.key)))
    return row
