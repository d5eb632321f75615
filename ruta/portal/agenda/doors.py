"""Who stands behind the link of an appointment, and is it still good?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from ruta.agenda.actions import token_hash
from ruta.base.context import Actor
from ruta.base.idempotency import once
from ruta.base.models import OnceKey

FIND = "SELECT invitation_id, person_id, agenda_id, owner_institution_id, status FROM ruta_open_invitation(%s)"


@dataclass(frozen=True, slots=True)
class Door:
    """A link that exists. Its actor is bound to one person at one agenda, and to nothing else."""

    token: str
    invitation_id: int
    person_id: int
    agenda_id: int
    owner_institution_id: int
    status: str

    @property
    def is_live(self) -> bool:
        """Whether it still opens."""
        return self.status == "live"

    @property
    def actor(self) -> Actor:
        """Whoever holds it."""
        return Actor(kind="person", person_id=self.person_id, invitation_id=self.invitation_id, reason=f"invitation {self.invitation_id}")

    def act(self, key: str, run: Callable[[Actor], Any]) -> str:
        """Do the verb, which uses the link up, once per form; a second click of the same form finds what was done."""
        done, _is_new = once(actor=self.actor, key=key, verb=self._verb, run=lambda: run(self.actor))
        return str(done)

    def done_by(self, key: str) -> str:
        """What this very form did already; empty when it did nothing."""
        try:
            row = OnceKey.objects.filter(key=UUID(key), verb=self._verb).first()
        except ValueError:
            return ""
        return str(row.result) if row else ""

    @property
    def _verb(self) -> str:
        return f"invitation {self.invitation_id}"


def door_of(token: str) -> Door | None:
    """The link of a token, found by its hash; nothing of a forged one is kept or said."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [token_hash(token)])
        row = cursor.fetchone()
    return Door(token, *row) if row else None
