"""What does a subscriber hear when something happened to a person? What a search would tell it at that moment, and nothing where it may not know."""

from collections.abc import Collection
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.exchange.dci import telling
from ruta.exchange.dci.answering import RECORD, REGISTER, Concerned
from ruta.exchange.dci.finding import SERVICES, found, note_opening
from ruta.exchange.dci.later import Parcel, granted_of, send
from ruta.exchange.dci.subscribing import CHANGED, CLOSED, OPENED
from ruta.people.models import Identifier
from ruta.trust.actions import Granted
from ruta.trust.actions.subscriptions import Happened, key_of, tell_later
from ruta.trust.models import Subscription
from ruta.trust.selectors import clients, scopes_of_client
from ruta.trust.selectors.subscriptions import going_on, subscribers

OF_EVENT = {"CaseOpened": OPENED, "CaseReopened": OPENED, "CaseClosed": CLOSED, "PersonUpdated": CHANGED}
CATEGORY_OF = {
    **dict.fromkeys(("given_names", "surnames", "sex", "birth_date", "nationality", "identifiers"), "identity"),
    **dict.fromkeys(("contacts", "municipality_id", "place"), "contact"), **dict.fromkeys(("education", "languages"), "education_work"),
    "returns": "migration",
}  # fmt: skip
"""Which kind of data a field is; a change of any other is told to nobody."""


def happened(event_id: int, name: str, person_id: int, fields: Collection[str]) -> Happened | None:
    """What subscribers may hear of an event; nothing of one that tells of data which never leave."""
    kind = OF_EVENT[name]
    categories = {CATEGORY_OF[each] for each in fields if each in CATEGORY_OF} if kind == CHANGED else {SERVICES}
    return Happened(event_id, person_id, kind, tuple(sorted(categories))) if categories else None


def tell_subscribers(owner_id: int, told: Happened) -> None:
    """Queue it for each system of another institution that subscribed to a document of the person under an agreement with the owner."""
    rows = Identifier.objects.filter(person=told.person_id).order_by("pk")
    keys = [key_of((row.kind, row.normalized)) for row in rows]
    for client in clients().exclude(callback_uri="").exclude(institution=owner_id).order_by("pk"):
        if keys and any(each.giver_id == owner_id for each in scopes_of_client(client)):
            with acting_as(system(client.institution_id, f"event {told.event_id}")), transaction.atomic():
                for row in subscribers(client, told.event_type, keys):
                    tell_later(row, told)


def tell_subscriber(subscription_id: int, institution_id: int, told: Happened) -> None:
    """Send it, if the agreement holds and the person allows that the subscriber knows something of what it is about."""
    machine = system(institution_id, f"subscription {subscription_id}")
    with acting_as(machine, read_only=True), transaction.atomic():
        row = going_on(subscription_id)
    granted = granted_of(row.client, row.scope) if row else None
    if row is None or granted is None:
        return
    concerned = Concerned()
    with acting_as(granted.actor), transaction.atomic():
        records = _records(granted, row, told, concerned)
    if records:
        name = str(uuid5(NAMESPACE_URL, f"{row.code}/{told.event_id}"))
        send(granted, Parcel("notify", "notify", _message(row, name, records), len(records), name, "", concerned))


def _records(granted: Granted, row: Subscription, told: Happened, concerned: Concerned) -> list[dict[str, Any]]:
    """The record that the event is about and no other of the same document: whom another institution serves is not its news."""
    kind, number = row.document
    shown = [
        each for each in found(granted, kind, number) if each.person.pk == told.person_id and each.categories & frozenset(told.categories)
    ]
    concerned += [note_opening(granted, each) for each in shown]
    return [telling.member(each) for each in shown]


def _message(row: Subscription, name: str, records: list[dict[str, Any]]) -> dict[str, Any]:
    """The same event has the same numbers at every try."""
    data = {"version": "1.0.0", "reg_type": REGISTER, "reg_event_type": row.event_type, "reg_record_type": RECORD}
    moment = now().isoformat()
    return {
        "transaction_id": name,
        "notify_event": [
            {"reference_id": f"{row.code}/{place}", "timestamp": moment, "data": data | {"reg_records": each}, "locale": "spa"}
            for place, each in enumerate(records, start=1)
        ],
    }  # fmt: skip
