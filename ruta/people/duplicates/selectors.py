"""Which pairs wait, and what do both records of one say, side by side?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.people.enums import PairAnswer
from ruta.people.imports.drafts import Draft
from ruta.people.linkage import Candidate, Record, Scorer, rank
from ruta.people.models import ComparisonPass, DuplicatePair, Person
from ruta.people.selectors import records_by_id, user_names
from ruta.people.selectors.in_force import in_force

WAITING = ("", PairAnswer.UNSURE)
PARTS = ("person__municipality", "person__office", "other__municipality", "other__office", "import_row__batch__office", "asked_office")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records: a registered person, or a row of a file that is not one yet."""

    record: Record
    name: str
    office: str
    since: datetime | None
    person: Person | None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair with both sides and why they are alike; the left one is the newer."""

    pair: DuplicatePair
    left: Side
    right: Side
    candidate: Candidate
    decided_by: str

    @property
    def is_row(self) -> bool:
        """Whether the left side is a row of a file."""
        return self.left.person is None

    @property
    def shared_papers(self) -> list[str]:
        """Documents that the row and the person both carry: the row cannot be registered with them."""
        if self.left.draft is None:
            return []
        theirs = {(document.kind, document.number) for document in self.right.record.documents}
        return [paper.value for paper in self.left.draft.papers if (paper.kind, paper.normalized) in theirs]


def pairs() -> QuerySet[DuplicatePair]:
    """Every pair of the actor's institution, with what a list shows of both."""
    return DuplicatePair.objects.select_related(*PARTS)


def waiting_pairs() -> QuerySet[DuplicatePair]:
    """Those that nobody has decided for good."""
    return standing(pairs().filter(decision__in=WAITING))


def standing(rows: QuerySet[DuplicatePair]) -> QuerySet[DuplicatePair]:
    """Only pairs of which neither record went into another."""
    return rows.filter(person__merged_into=None, other__merged_into=None)


def pair_for(pair_id: int) -> DuplicatePair:
    """One pair, if it is of the actor's institution."""
    pair = pairs().filter(pk=pair_id).first()
    if pair is None:
        raise NotFound(_("Esa pareja no está entre las de su institución. Vuelva a la lista de duplicados."))
    return pair


def compared(found: Iterable[DuplicatePair]) -> list[Compared]:
    """Pairs side by side, with the reasons that a search at the counter would give."""
    rows: Sequence[DuplicatePair] = list(found)
    persons = {pk for row in rows for pk in (row.person_id, row.other_id) if pk}
    records = records_by_id(persons)
    names = user_names({row.decided_by_id for row in rows if row.decided_by_id})
    scorer = in_force().scorer
    return [each for row in rows if (each := _compared(row, records, names, scorer))]


def sides_of(one: int, other: int) -> tuple[Side, Side, Candidate] | None:
    """Two registered persons side by side, though nobody made a pair of them."""
    found = Person.objects.filter(pk__in=(one, other)).select_related("municipality", "office")
    persons, records = {person.pk: person for person in found}, records_by_id((one, other))
    sides = [_person_side(persons[pk], records) for pk in (one, other) if pk in persons]
    if len(sides) != len((one, other)) or sides[0] is None or sides[1] is None:
        return None
    return sides[0], sides[1], rank(sides[0].record, [sides[1].record], 1, in_force().scorer)[0]


def last_pass() -> ComparisonPass | None:
    """When everybody was last compared, and what came of it."""
    return ComparisonPass.objects.order_by("-started_at", "-pk").first()


def _compared(pair: DuplicatePair, records: Any, names: dict[int, str], scorer: Scorer) -> Compared | None:
    right = _person_side(pair.other, records)
    left = _person_side(pair.person, records) if pair.person else _row_side(pair)
    if left is None or right is None:
        return None
    candidate = rank(left.record, [right.record], 1, scorer)[0]
    return Compared(pair, left, right, candidate, names.get(pair.decided_by_id or 0, ""))


def _person_side(person: Person, records: Any) -> Side | None:
    record = records.get(person.pk)
    return Side(record, person.full_name, person.office.short_name, person.registered_at, person) if record else None


def _row_side(pair: DuplicatePair) -> Side | None:
    row = pair.import_row
    if row is None:
        return None
    draft = Draft.of_json(row.values or {"given_names": ""})
    name = f"{draft.given_names} {draft.surnames}".strip()
    return Side(draft.record(), name, row.batch.office.short_name, row.batch.created_at, None, draft)
