"""Which persons may come back from a search, and what does linkage compare of them?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.models import AccessLog
from ruta.people.linkage import Candidate, Document, Record
from ruta.people.models import Person

SHOWN = 10
SEARCHES = 60
WINDOW = timedelta(minutes=10)
A_DAY = timedelta(days=1)
BROUGHT = "Traído del campo"
"""The reason that the log keeps beside what a device brought."""
ABSENT_BELOW = 0.02
RECORDS = "SELECT id, given_names, surnames, birth_date, sex, municipality, phones, papers FROM ruta_records(%s::bigint[])"


@dataclass(frozen=True, slots=True)
class Match:
    """A person whom the actor may read, with how alike and why."""

    person: Person
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Stranger:
    """A probable record in another institution: which fields agreed, and a handle to ask by. Nothing else is known here."""

    handle: str
    agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found, the most alike first; and of how many persons of the own register everyone was compared, if so."""

    sought: Record
    matches: tuple[Match, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    is_cut: bool = False
    looked_through: int | None = None

    @property
    def sure(self) -> tuple[Match, ...]:
        """Those who are almost surely the person."""
        return tuple(match for match in self.matches if match.candidate.band == "sure")

    @property
    def is_absent(self) -> bool:
        """Everybody of the own register was compared, with more than a name, and nobody comes near."""
        nearest = max((match.candidate.probability for match in self.matches), default=0.0)
        return self.looked_through is not None and is_telling(self.sought) and nearest < ABSENT_BELOW


def is_telling(sought: Record) -> bool:
    """Whether a person can be told from all others by it: a name with a birth date, a document or a telephone."""
    has_name = bool(sought.given_names or sought.surnames or sought.name)
    return has_name and bool(sought.birth_date or sought.documents or sought.phones)


def records(ids: Iterable[int]) -> list[Record]:
    """What linkage compares of the persons that the actor may read among these, in the order given. One query."""
    with connection.cursor() as cursor:
        cursor.execute(RECORDS, [list(ids)])
        return [record_from(row) for row in cursor.fetchall()]


def record_from(row: Sequence[Any]) -> Record:
    """A row of `ruta_records` as the engine compares it."""
    person_id, given_names, surnames, born, sex, place, phones, papers = row
    documents = tuple(Document(*paper.split(" ", 1)) for paper in papers or ())
    return Record(person_id, "", given_names, surnames, born, sex, place, tuple(phones or ()), documents)


def persons_with_records(ids: Iterable[int]) -> list[tuple[Person, Record]]:
    """The persons that the actor may read among these, each with what linkage compares. Two queries."""
    found = {record.ref: record for record in records(ids)}
    persons = Person.objects.filter(pk__in=list(found)).select_related("municipality__department", "office")
    return [(person, found[person.pk]) for person in persons]


def brought_searches(actor: Actor) -> int:
    """How often what this user brought from the field was looked for in the last day."""
    return AccessLog.objects.filter(user_id=actor.user_id, at__gt=now() - A_DAY, kind="search", reason=BROUGHT).count()
