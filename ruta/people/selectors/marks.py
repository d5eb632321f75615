"""Did the data of two records change since somebody decided about them? A mark of what was compared, and nothing of what it says."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from ruta.people.linkage import Record
from ruta.people.linkage.record import profile
from ruta.people.selectors.matching import persons_with_records


def mark_of(one: Record, other: Record) -> str:
    """The same for the same data of both, in whichever order; spelling that makes no difference makes none here."""
    return sha256("\n".join(sorted((_said(one), _said(other)))).encode()).hexdigest()


def records_by_id(ids: Iterable[int]) -> Mapping[int, Record]:
    """What linkage compares of each of these persons, as far as the actor may read them."""
    return {person.pk: record for person, record in persons_with_records(ids)}


def mark_of_persons(one: int, other: int) -> str:
    """The mark of two registered persons; empty when one of them cannot be read."""
    records = records_by_id((one, other))
    return mark_of(records[one], records[other]) if len(records) == len({one, other}) else ""


def _said(record: Record) -> str:
    facts = profile(record)
    return repr([sorted(part) if isinstance(part, frozenset) else part for part in facts])
