"""How does a visit begin and end? One at a time, short, behind a random token of which only the hash is kept."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from ruta.base.access import log_access
from ruta.base.clock import now
from ruta.base.context import Actor, acting_as, system
from ruta.base.transactions import action
from ruta.people.models import Person
from ruta.subjects.models import Visit

TOKEN_BYTES = 32
LONGEST = timedelta(hours=2)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


@action
def begin_visit(*, actor: Actor, person_id: int, institution_id: int, by: str, until: datetime | None = None) -> str:
    """Open a new visit under a new token, which ends every other of this person; gives the token."""
    del actor
    longest = now() + LONGEST
    token, machine = secrets.token_urlsafe(TOKEN_BYTES), system(institution_id, "a person came in")
    with acting_as(machine):
        person = Person.objects.get(pk=person_id, owner_institution=institution_id)
        Visit.objects.filter(person=person, ended_at=None).update(ended_at=now())
        made = Visit.objects.create(
            owner_institution_id=institution_id, person=person, token_sha256=token_hash(token), by=by, began_at=now(),
            ends_at=min(until or longest, longest),
        )  # fmt: skip
        log_access(machine, "own_in", person_id=person_id, object_id=made.pk, owner_institution_id=institution_id, by=by)
    return token


@action
def end_visit(*, actor: Actor, visit_id: int, institution_id: int) -> datetime:
    """The person goes, or the visit is over: its token opens nothing more. Gives until when it would have lasted."""
    machine = system(institution_id, f"visit {visit_id}")
    with acting_as(machine):
        Visit.objects.filter(pk=visit_id, ended_at=None).update(ended_at=now())
        until: datetime = Visit.objects.values_list("ends_at", flat=True).get(pk=visit_id)
    log_access(machine, "own_out", person_id=actor.person_id, object_id=visit_id, owner_institution_id=institution_id)
    return until
