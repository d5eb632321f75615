"""Who wants to hear of what, and what is answered to each wish?"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ruta.base.clock import now
from ruta.exchange.dci.answering import REGISTER, fault_of_consent, rejected
from ruta.exchange.dci.envelope import time_of
from ruta.exchange.dci.finding import document_in
from ruta.exchange.dci.schemas import SubscribeItem, SubscriptionCriteria, UnsubscribeMessage
from ruta.trust.actions import Granted
from ruta.trust.actions.subscriptions import subscribe, unsubscribe
from ruta.trust.models import Subscription

OPENED, CHANGED, CLOSED = "REGISTER", "UPDATE", "DEREGISTER"
EVENTS = (OPENED, CHANGED, CLOSED)
"""A case was opened, data of the person changed, a case was closed."""
Told = dict[str, Any]


def subscribed(granted: Granted, items: Iterable[SubscribeItem]) -> list[Told]:
    """An answer for each wish; those that are good begin now."""
    seen: set[str] = set()
    told = []
    for item in items:
        fault, words = (
            ("rjct.reference_id.duplicate", "this reference stands twice") if item.reference_id in seen else _fault_of(granted, item)
        )
        seen.add(item.reference_id)
        told.append(rejected(item.reference_id, fault, words) if fault else _begun(granted, item))
    return told


def unsubscribed(granted: Granted, message: UnsubscribeMessage) -> Told:
    """Which ended; one that is not the system's, or ended before, is rejected and spoils no other."""
    codes = {code: _uuid(code) for code in message.subscription_codes}
    ended = set(unsubscribe(actor=granted.actor, granted=granted, codes=[each for each in codes.values() if each]))
    told: Told = {"timestamp": now().isoformat(), "status": "succ" if ended else "rjct"}
    if not ended:
        told["status_reason_code"] = "rjct.subscription_code.invalid"
        told["status_reason_message"] = "none of these goes on for this system"
    told["subscription_status"] = [{"code": code, "status": "unsubscribe"} for code, number in codes.items() if number in ended]
    return told


def _fault_of(granted: Granted, item: SubscribeItem) -> tuple[str, str]:
    if time_of(item.timestamp) is None:
        return "rjct.timestamp.invalid", "timestamp is an ISO 8601 time with its zone"
    return _fault_of_criteria(granted, item.subscribe_criteria)


def _fault_of_criteria(granted: Granted, criteria: SubscriptionCriteria) -> tuple[str, str]:
    if fault := fault_of_consent(granted, criteria.consent):
        return "rjct.notify_details.invalid", fault
    if criteria.reg_event_type not in EVENTS:
        return "rjct.notify_types.invalid", f"reg_event_type is one of {', '.join(EVENTS)}"
    if criteria.filter_type != "idtype-value" or document_in(criteria.filter) is None:
        return "rjct.person_id.invalid", "filter is a document of one person, as a type and a value"
    return "", ""


def _begun(granted: Granted, item: SubscribeItem) -> Told:
    criteria = item.subscribe_criteria
    document = document_in(criteria.filter) or ("", "")
    row, is_new = subscribe(actor=granted.actor, granted=granted, event_type=criteria.reg_event_type, document=document)
    told: Told = {
        "reference_id": item.reference_id,
        "timestamp": now().isoformat(),
        "locale": item.locale,
        "subscriptions": [_shown(row, criteria)],
    }
    if is_new:
        return told | {"status": "succ"}
    return told | {"status": "rjct", "status_reason_code": "rjct.event.already_subscribed", "status_reason_message": "this one goes on"}


def _shown(row: Subscription, criteria: SubscriptionCriteria) -> Told:
    return {
        "version": "1.0.0", "code": str(row.code), "status": "subscribe", "timestamp": row.begun_at.isoformat(), "reg_type": REGISTER,
        "reg_event_type": row.event_type, "filter_type": "idtype-value", "filter": criteria.filter,
        "notify_record_type": criteria.notify_record_type,
    }  # fmt: skip


def _uuid(code: str) -> UUID | None:
    try:
        return UUID(code)
    except ValueError:
        return None
