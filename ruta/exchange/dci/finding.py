"""Which person has this document, and which of their data may leave: agreement × purpose × permission of the person × kind of data?

Row security has the first word: the system reads as its institution. What is left is narrowed to what the person allowed for this very purpose, and to what
the agreement gives. Of whom nothing is allowed nothing is said, not even that they are known.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ruta.base.access import log_access
from ruta.base.clock import now, today
from ruta.cases.models import Case
from ruta.people.linkage import check_document
from ruta.people.models import Access, Person
from ruta.trust.actions import Granted

KINDS: Mapping[str, str] = {
    "DNI": "dni", "NIN": "dni", "UIN": "dni", "PASSPORT": "passport", "CONSULAR": "consular", "REFUGEE": "refugee", "RTN": "rtn",
}  # fmt: skip
IDENTITY, SERVICES = "identity", "plan_services"


@dataclass(frozen=True, slots=True)
class Found:
    """A person, and the kinds of data that may leave."""

    person: Person
    categories: frozenset[str]


def document_in(query: Any) -> tuple[str, str] | None:
    """Kind and number as they are kept; nothing where the query is not one of a document."""
    if not isinstance(query, dict):
        return None
    named = query.get("person_identifier")
    if isinstance(named, dict):
        kind, _, number = str(named.get("eq", "")).rpartition(":")
        query = {"type": kind or "DNI", "value": number}
    kind = KINDS.get(str(query.get("type", query.get("identifier_type", ""))).upper(), "")
    value = query.get("value", query.get("identifier_value", ""))
    if not kind or not isinstance(value, str | int) or not 0 < len(str(value)) <= 40:
        return None
    number = check_document(kind, str(value), today=today()).number
    return (kind, number) if number else None


def found(granted: Granted, kind: str, number: str) -> list[Found]:
    """Whoever has it and lets this institution read something for this purpose; mostly one, of two institutions perhaps two."""
    return _shown(granted, Person.objects.filter(identifiers__kind=kind, identifiers__normalized=number))


def found_by_id(granted: Granted, person_id: int) -> Found | None:
    """The same of one record that was told before."""
    return next(iter(_shown(granted, Person.objects.filter(pk=person_id))), None)


def _shown(granted: Granted, rows: QuerySet[Person]) -> list[Found]:
    agreed = {scope.giver_id: frozenset(scope.categories) for scope in granted.scopes if scope.reader_id == granted.client.institution_id}
    rows = rows.select_related("municipality__department").filter(merged_into=None, owner_institution__in=agreed)
    persons = list(rows.order_by("pk"))
    allowed = _allowed(granted, [person.pk for person in persons])
    told = [Found(person, allowed[person.pk] & agreed[person.owner_institution_id]) for person in persons]
    return [each for each in told if IDENTITY in each.categories]


def _allowed(granted: Granted, persons: list[int]) -> dict[int, frozenset[str]]:
    """What each allowed this institution for this purpose, and allows still; a reading without consent is nobody's machine's."""
    rows = Access.objects.filter(
        person__in=persons, institution=granted.client.institution_id, purpose=granted.scope.purpose, consent__isnull=False, revoked_at=None,
        valid_until__gt=now(),
    )  # fmt: skip
    found: dict[int, set[str]] = defaultdict(set)
    for person, category in rows.order_by("pk").values_list("person", "category"):
        found[person].add(category)
    return defaultdict(frozenset, {person: frozenset(codes) for person, codes in found.items()})


def is_served(one: Found) -> bool:
    """Whether a case is open where the person is registered."""
    return Case.objects.filter(person=one.person, closed_at=None).exists()


def note_opening(granted: Granted, one: Found) -> tuple[int, int, tuple[str, ...]]:
    """Write down that the person was opened; gives what the log of messages keeps."""
    owner = one.person.owner_institution_id
    log_access(
        granted.actor, "open_person", person_id=one.person.pk, object_id=one.person.pk, owner_institution_id=owner,
        reason=granted.scope.name,
    )  # fmt: skip
    return one.person.pk, owner, tuple(sorted(one.categories))
