"""How does a lower floor tell the upper ones what happened? Events in the transaction, listeners after commit."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from ruta.base.context import Actor, current_actor
from ruta.base.models import Delivery, Event

Listener = Callable[..., None]
CODE = re.compile(r"|[a-z][a-z0-9_.:-]*|\d{4}-\d\d-\d\d")  # nothing, a code or a day
_listeners: dict[str, dict[str, Listener]] = {}


def autodiscover() -> None:
    """Import the `listeners` module of every installed domain."""
    autodiscover_modules("listeners")


def listens(*events: type) -> Callable[[Listener], Listener]:
    """Register a listener: called once per event as `listener(event_id, **payload)`, as the system of the event's institution."""

    def register(listener: Listener) -> Listener:
        for event in events:
            _listeners.setdefault(event.__name__, {})[f"{listener.__module__}.{listener.__qualname__}"] = listener
        return listener

    return register


def machine() -> Actor:
    """Who acts now, as a listener needs it: it is always called as the machine of an institution."""
    actor = current_actor()
    if actor is None:
        message = "a listener runs as the machine of an institution"
        raise RuntimeError(message)
    return actor


def publish(event: Any, *, institution_id: int | None = None) -> None:
    """Write the event (a frozen dataclass of ids) beside the change and queue its delivery in the same transaction.

    Its listeners act as the system of `institution_id`, by default the actor's own.
    """
    from ruta.base.jobs import deliver

    if not transaction.get_connection().in_atomic_block:
        message = "An event is published inside the transaction of its action."
        raise RuntimeError(message)
    actor = current_actor()
    name = type(event).__name__
    _demand_codes(name, asdict(event).values())
    row = Event.objects.create(
        name=name,
        payload=asdict(event),
        institution_id=institution_id or (actor.institution_id if actor else None),
        user_id=actor.user_id if actor else None,
    )
    if name in _listeners:
        deliver.defer(event_id=row.pk)


def _demand_codes(name: str, values: Iterable[Any]) -> None:
    """Events stay for ever and are read by every listener: what a person typed has no place in them."""
    for value in values:
        if isinstance(value, list | tuple):
            _demand_codes(name, value)
        elif isinstance(value, str) and not CODE.fullmatch(value):
            message = f"{name} carries something that is neither id nor code: events hold ids and codes"
            raise ValueError(message)


def handle(event_id: int) -> None:
    """Run what is still undone of an event, all or nothing; the caller opened the transaction as the right actor."""
    event = Event.objects.select_for_update().get(pk=event_id)
    done = set(event.deliveries.values_list("listener", flat=True))
    for name, listener in listeners_of(event.name).items():
        if name not in done:
            listener(event_id=event.pk, **event.payload)
            Delivery.objects.create(event=event, listener=name)


def listeners_of(name: str) -> Mapping[str, Listener]:
    """The listeners of one kind of event, by their dotted name."""
    return _listeners.get(name, {})
