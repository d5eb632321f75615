"""What would a merge move, what was moved, and what has come since?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.people.merging import tables
from ruta.people.merging.choosing import Choice, choices, restorable
from ruta.people.merging.permissions import Compared, side_by_side
from ruta.people.merging.registry import Moving, Question, clashes, moving
from ruta.people.models import Consent, Merge, MergedRow, Person

KNOWN = tables


@dataclass(frozen=True, slots=True)
class Preview:
    """All that somebody should know before two records become one."""

    survivor: Person
    absorbed: Person
    choices: list[Choice]
    moved: list[tuple[str, int]]  # kind of rows, how many go over
    alike: list[tuple[str, int]]  # what both say alike and is not written twice
    questions: list[Question]
    ended: list[Consent]  # permissions that the person's later word ends
    readers: list[str]  # institutions that read one record today, and would read all
    permissions: list[Compared]  # what both records say to whom, and what holds


@dataclass(frozen=True, slots=True)
class Later:
    """One row that came after a merge: it stays, or goes with the other record when somebody says so."""

    key: str  # table.column
    label: str
    row_id: int
    words: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """A merge as its page shows it."""

    merge: Merge
    moved: list[tuple[str, int]]
    later: list[Later]
    stays: list[tuple[str, int]]  # came since and stays, without a choice by hand
    back: list[str]  # columns of the survivor that go back
    kept: list[str]  # columns that somebody changed since: they stay


def preview(actor: Actor, survivor: Person, absorbed: Person) -> Preview:
    """What a merge of the two would do; reads only."""
    asked = [clash.ask(actor, survivor.pk, absorbed.pk) for clash in clashes()]
    found = [(each, each.twins(survivor.pk, absorbed.pk) if each.twins else []) for each in moving()]
    permissions, ended = side_by_side(survivor.pk, absorbed.pk)
    return Preview(
        survivor,
        absorbed,
        choices(survivor, absorbed),
        _counted((each, len(set(_rows(each, absorbed.pk)) - set(twins))) for each, twins in found),
        _counted((each, len(twins)) for each, twins in found if each.tell),
        [question for question in asked if question],
        ended,
        _readers(survivor, absorbed),
        permissions,
    )


def elder(one: Person, other: Person) -> tuple[Person, Person]:
    """Who stays and who goes: the record that was there first stays, its number is on more papers."""
    return (one, other) if (one.registered_at, one.pk) <= (other.registered_at, other.pk) else (other, one)


def merges() -> QuerySet[Merge]:
    """The merges of the actor's institution."""
    return Merge.objects.select_related("survivor", "absorbed", "owner_institution")


def merges_of(person_id: int) -> QuerySet[Merge]:
    """The live merges that a record took part in, the newest first."""
    return merges().filter(Q(survivor=person_id) | Q(absorbed=person_id), undone_at=None).order_by("-merged_at", "-pk")


def merge_page(merge_id: int) -> MergePage:
    """One merge, with what undoing it would do."""
    merge = merges().filter(pk=merge_id).first()
    if merge is None:
        raise NotFound(_("Esa unión no está entre las de su institución. Vuelva a la lista."))
    rows = MergedRow.objects.filter(merge=merge, came_from_id=merge.absorbed_id, is_kept=False, is_assigned=False)
    counts = Counter(rows.values_list("table_name", flat=True))
    moved = _counted((each, counts.pop(each.table, 0)) for each in moving())
    later = [(each, since) for each in moving() if merge.undone_at is None and (since := rows_since(merge, each))]
    back = restorable(merge.survivor, merge.fields)
    return MergePage(
        merge,
        moved,
        [line for each, since in later if each.tell for line in _told(each, since)],
        _counted((each, len(since)) for each, since in later if not each.tell),
        sorted(back),
        sorted(set(merge.fields) - set(back)),
    )


def rows_since(merge: Merge, each: Moving) -> list[int]:
    """Rows of the survivor that neither record had when they became one, nor came with a later merge."""
    known = MergedRow.objects.filter(merge__survivor=merge.survivor_id, table_name=each.table, column_name=each.column)
    of_this = set(known.filter(merge=merge).values_list("row_id", flat=True))
    of_others = known.exclude(merge=merge).exclude(came_from_id=merge.survivor_id)
    gone = of_this | set(of_others.filter(merge__undone_at=None).values_list("row_id", flat=True))
    return [pk for pk in _rows(each, merge.survivor_id) if pk not in gone]


def _told(each: Moving, ids: list[int]) -> list[Later]:
    words = each.tell(ids) if each.tell else {}
    return [Later(f"{each.table}.{each.column}", _(each.label), pk, words.get(pk, str(pk))) for pk in ids]


def _rows(each: Moving, person_id: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM {each.table} WHERE "{each.column}" = %s ORDER BY id', [person_id])  # noqa: S608 (registered names)
        return [row[0] for row in cursor.fetchall()]


def _counted(found: Iterable[tuple[Moving, int]]) -> list[tuple[str, int]]:
    """One line per kind of rows, those without any left out."""
    counts: Counter[str] = Counter()
    for each, count in found:
        counts[_(each.label)] += count
    return [(label, count) for label, count in counts.items() if count]


def _readers(survivor: Person, absorbed: Person) -> list[str]:
    """Institutions whose permission stands on one record only."""
    by_person: dict[int, set[Any]] = {survivor.pk: set(), absorbed.pk: set()}
    rows = Consent.objects.filter(person__in=by_person, withdrawn_at=None).exclude(grantee=survivor.owner_institution_id)
    for person_id, name in rows.values_list("person", "grantee__short_name"):
        by_person[person_id].add(name)
    return sorted(by_person[survivor.pk] ^ by_person[absorbed.pk])
