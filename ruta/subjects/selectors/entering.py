"""Who asks to come in, and which visit does a token open? Asked before anybody is bound, through two narrow doors."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from ruta.base.context import Actor
from ruta.people.linkage.record import phone_tail
from ruta.people.models import Person

FIND = "SELECT person_id, owner_institution_id FROM ruta_find_subject(%s, %s, %s)"
OPEN = "SELECT visit_id, person_id, owner_institution_id FROM ruta_open_visit(%s)"


@dataclass(frozen=True, slots=True)
class Visiting:
    """A visit that is open. Its actor is bound to one person, and to nothing else."""

    visit_id: int
    person_id: int
    owner_institution_id: int

    @property
    def actor(self) -> Actor:
        """Whoever came in."""
        return Actor(kind="person", person_id=self.person_id, visit_id=self.visit_id, reason=f"visit {self.visit_id}")

    def of_referral(self, referral_id: int) -> Actor:
        """The same person, looking at one referral of theirs as behind its link."""
        return Actor(
            kind="person", person_id=self.person_id, visit_id=self.visit_id, referral_id=referral_id, reason=f"visit {self.visit_id}"
        )


def found_by(address: str, born: date) -> tuple[int, int] | None:
    """The person with this telephone or mailbox who was born that day, and whose they are; where there are several, the one attended last."""
    is_mail, wanted = "@" in address, written_once(address)
    if not wanted:
        return None
    with connection.cursor() as cursor:
        cursor.execute(FIND, ["email" if is_mail else "phone", wanted, born])
        return cursor.fetchone()


def written_once(address: str) -> str:
    """A telephone or mailbox as it is compared and counted, however somebody writes it; nothing for what is neither."""
    return address.strip().lower() if "@" in address else phone_tail(address)


def visit_of(token_sha256: str) -> Visiting | None:
    """The visit behind a token, while it lasts."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [token_sha256])
        row = cursor.fetchone()
    return Visiting(*row) if row else None


def self_of(actor: Actor) -> Person:
    """The person who is in."""
    return Person.objects.select_related("office", "owner_institution", "municipality").get(pk=actor.person_id or 0)
