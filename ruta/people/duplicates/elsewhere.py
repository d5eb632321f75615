"""Does another institution hold a record of this person, as far as may be known here?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from ruta.base.clock import now
from ruta.people.enums import TieState
from ruta.people.models import Person, TieWord

TIES = "SELECT tie, person_id, is_asker, state, ground, agreed, asked_at, answered_at, readable FROM ruta_ties(%s::bigint[])"
RESTORED_WITHIN = timedelta(days=30)  # as ruta_restore_tie has it
QUESTIONS = "SELECT tie, person_id, agreed, asked_at FROM ruta_same_questions()"


@dataclass(frozen=True, slots=True)
class TieHalf:
    """What one side may know of a tie: `readable` is the other record, only where the person's permission opens it."""

    tie: UUID
    person_id: int
    is_asker: bool
    state: str
    ground: str
    agreed: tuple[str, ...]
    asked_at: datetime
    answered_at: datetime | None
    readable: int | None

    @property
    def is_same(self) -> bool:
        """Whether another institution holds a record of this person."""
        return self.state == TieState.SAME


@dataclass(frozen=True, slots=True)
class Question:
    """Another institution asks whether a person of ours is one of theirs; which institution is not said."""

    tie: UUID
    person: Person
    agreed: tuple[str, ...]
    asked_at: datetime


def ties_of(person_ids: Iterable[int]) -> list[TieHalf]:
    """What is known of these persons of the actor's institution, the newest first. One query."""
    rows = (
        TieHalf(tie, pk, asks, state, ground, tuple(agreed), *rest)
        for tie, pk, asks, state, ground, agreed, *rest in _rows(TIES, [list(person_ids)])
    )
    return sorted(rows, key=lambda half: (half.answered_at or half.asked_at, str(half.tie)), reverse=True)


def restorable(halves: Iterable[TieHalf]) -> set[UUID]:
    """Which of these links our own institution ended less than a month ago. No query where none has ended."""
    ended = {half.tie: half.answered_at for half in halves if half.state == TieState.ENDED and half.answered_at}
    if not ended:
        return set()
    words = TieWord.objects.filter(tie__in=ended, word="ended", said_at__gt=now() - RESTORED_WITHIN).values_list("tie", "said_at")
    return {tie for tie, said_at in words if said_at >= ended[tie]}


def questions() -> list[Question]:
    """What other institutions ask ours, the oldest first. Two queries."""
    rows = _rows(QUESTIONS, [])
    persons = {person.pk: person for person in Person.objects.filter(pk__in=[row[1] for row in rows]).select_related("office")}
    return [Question(tie, persons[pk], tuple(agreed), asked_at) for tie, pk, agreed, asked_at in rows if pk in persons]


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
