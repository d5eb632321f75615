"""Who asks to come in, and which visit does a token open? Asked before anybody is bound, through two narrow doors."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from ruta.base.context import Actor, acting_as, system
from ruta.directory.models import Institution
from ruta.people.linkage.record import phone_tail
from ruta.people.models import Person
from ruta.subjects.models import Entry
from ruta.subjects.rules import Reached

FIND = "SELECT person_id, owner_institution_id, given_names, surnames, documents FROM ruta_find_subjects(%s, %s, %s)"
OPEN = "SELECT visit_id, person_id, owner_institution_id FROM ruta_open_visit(%s)"


NOBODY = system(None, "records of a visit")


@dataclass(frozen=True, slots=True)
class Record:
    """What one institution keeps of the person who is in."""

    person_id: int
    institution_id: int
    institution: str


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


def found_by(address: str, born: date) -> list[Reached]:
    """The records with this telephone or mailbox of somebody born that day; the one attended last comes first."""
    is_mail, wanted = "@" in address, written_once(address)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(FIND, ["email" if is_mail else "phone", wanted, born])
        rows = cursor.fetchall()
    return [Reached(person, institution, given, surnames, frozenset(papers)) for person, institution, given, surnames, papers in rows]


def records_of(token_sha256: str) -> list[Record]:
    """The records that whoever is in may look at, one an institution, the one first that they came in to. Only the machine knows of the others."""
    with acting_as(NOBODY):
        row = Entry.objects.filter(visit_sha256=token_sha256).first()
        if row is None or row.person_id is None or row.institution_id is None:
            return []
        pairs = [(row.person_id, row.institution_id), *map(tuple, row.others)]
        names = {each.pk: each.short_name for each in Institution.objects.filter(pk__in=[institution for _person, institution in pairs])}
    return [Record(person, institution, names.get(institution, "")) for person, institution in pairs]


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
