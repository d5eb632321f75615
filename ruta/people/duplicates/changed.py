"""Who changed since the last comparison? Read from the events, which every verb leaves in its own transaction."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ruta.base.models import Event
from ruta.people.imports.states import Outcome
from ruta.people.models import ImportRow, Person

ONE = ("PersonRegistered", "PersonUpdated")
TWO = ("PersonsMerged", "MergeUndone")
MANY = "PersonsImported"
OVERLAP = timedelta(hours=1)
"""A long transaction shows its events late; to compare somebody twice costs nothing."""


def changed_persons(institution_id: int, since: datetime) -> list[int]:
    """Persons of the institution whose data changed, by id."""
    rows = Event.objects.filter(institution_id=institution_id, occurred_at__gte=since - OVERLAP, name__in=[*ONE, *TWO, MANY])
    found = {person_id for name, payload in rows.order_by("pk").values_list("name", "payload") for person_id in _of(name, payload)}
    return sorted(found)


def everybody_after(institution_id: int, person_id: int, count: int) -> list[int]:
    """The next persons of the institution in the order of their ids."""
    rows = Person.objects.filter(owner_institution=institution_id, pk__gt=person_id, merged_into=None)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:count])


def _of(name: str, payload: dict[str, int]) -> Iterator[int]:
    if name in ONE:
        yield payload["person_id"]
    elif name in TWO:
        yield from (payload["survivor_id"], payload["absorbed_id"])
    else:
        rows = ImportRow.objects.filter(batch=payload["batch_id"], outcome=Outcome.CREATED)
        rows = rows.filter(number__gte=payload["first_row"], number__lte=payload["last_row"], person__isnull=False)
        yield from (pk for pk in rows.values_list("person", flat=True) if pk)
