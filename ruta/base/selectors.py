"""What did the audit and the access log keep, for those who oversee? Who, when, from where and why; never the values."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ruta.base.models import AccessLog, AuditEvent, AuditSeal

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Rows from the newest back, and the id to continue from (0 at the end)."""

    rows: list[Any]
    older: int


def changes(*, before: int = 0, user_id: int = 0, table: str = "", person_id: int = 0) -> Page:
    """Changes of protected rows that this actor's institution may oversee."""
    rows = AuditEvent.objects.defer("row_ids")
    return _page(_narrow(rows, user_id=user_id, table_name=table, person_id=person_id), before)


def openings(*, before: int = 0, user_id: int = 0, kind: str = "", person_id: int = 0) -> Page:
    """Openings and searches of, or about, this actor's institution."""
    return _page(_narrow(AccessLog.objects.all(), user_id=user_id, kind=kind, person_id=person_id), before)


def seals(count: int = 10) -> list[AuditSeal]:
    """The last sealed batches, without their leaves."""
    return list(AuditSeal.objects.defer("ids", "leaves").order_by("-pk")[:count])


def _narrow(rows: QuerySet[Any], **wanted: Any) -> QuerySet[Any]:
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def _page(rows: QuerySet[Any], before: int) -> Page:
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0)
