"""How does an event reach the address of another system? Signed, in order for each subject, tried again until it is taken."""

import json
from collections.abc import Collection

from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.exchange.events.telling import MEDIA, cloud_event
from ruta.trust.actions.events import lock_of, mark_sent, mark_tried, push_later
from ruta.trust.actions.fetching import called
from ruta.trust.actions.peers import Unreached
from ruta.trust.actions.signing import signed_bytes
from ruta.trust.enums import ClientState
from ruta.trust.models import Client, OutEvent
from ruta.trust.selectors.events import heard_at, unsent, unsent_subjects


def push_events(client_id: int, institution_id: int, subject: str) -> None:
    """Everything that waits about a subject; the first that is not taken stops those after it."""
    machine = system(institution_id, f"events for client {client_id}")
    with acting_as(machine, read_only=True), transaction.atomic():
        rows = unsent(client_id, subject)
    for row in rows:
        address = heard_at(row.client)
        if row.client.state != ClientState.ACTIVE or not address:
            return
        mark_tried(actor=machine, event_id=row.pk)
        _send(row, address)
        mark_sent(actor=machine, event_id=row.pk)


def push_again(client: Client, under_way: Collection[str] = ()) -> int:
    """What still waits, should every try have failed; what stands in line for its next try keeps its place."""
    if not heard_at(client) or client.state != ClientState.ACTIVE:
        return 0
    with acting_as(system(client.institution_id, "events"), read_only=True), transaction.atomic():
        subjects = [each for each in unsent_subjects(client) if lock_of(client.pk, each) not in under_way]
    for subject in subjects:
        push_later(client, subject)
    return len(subjects)


def _send(row: OutEvent, address: str) -> None:
    body = json.dumps(cloud_event(row)).encode()
    headers = {"Content-Type": MEDIA, "Ruta-Client": row.client.our_code, "X-JWS-Signature": signed_bytes(body)}
    answer = called("POST", address, body=body, headers=headers)
    if not 200 <= answer.status < 300:
        message = f"an event was not taken: {answer.status}"
        raise Unreached(message)
