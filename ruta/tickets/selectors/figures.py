"""How long do persons wait and how long are they served: now, today, by hour, line and priority?"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor
from ruta.tickets.enums import TicketState
from ruta.tickets.models import DayFigure, Ticket
from ruta.tickets.rules import WAITS, share

Key = TypeVar("Key", bound=Hashable)
MEDIAN, NINE_OF_TEN = 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Group:
    """Counts of some tickets, and their times in seconds; no time when nobody has one."""

    taken: int
    served: int
    missed: int
    wait_median: int | None
    wait_p90: int | None
    serve_median: int | None
    serve_p90: int | None


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """One day of an office."""

    waiting: int
    longest: int | None  # seconds that the one who waits longest has waited
    whole: Group
    by_hour: dict[int, Group]
    by_line: dict[str, Group]
    by_priority: dict[bool, Group]


def tickets_of_office(actor: Actor) -> QuerySet[Ticket]:
    """Every ticket of the actor's office that is still kept."""
    return Ticket.objects.filter(office_id=actor.office_id or 0).select_related("line", "window")


def figures_of(actor: Actor, day: date) -> OfficeFigures:
    """The figures of one day; who waits is counted for today alone."""
    rows = list(tickets_of_office(actor).filter(day=day).order_by("taken_at", "pk"))
    waiting = [row for row in rows if row.state in WAITS] if day == today() else []
    first = min((row.place_at for row in waiting), default=None)
    return OfficeFigures(
        waiting=len(waiting),
        longest=_seconds(first, now()),
        whole=_group(rows),
        by_hour=grouped(rows, lambda row: row.taken_at.astimezone(HONDURAS).hour),
        by_line=grouped(rows, lambda row: str(row.line)),
        by_priority=grouped(rows, lambda row: row.goes_first),
    )


def history_of(actor: Actor) -> QuerySet[DayFigure]:
    """What is kept of the days whose tickets went."""
    return DayFigure.objects.filter(office_id=actor.office_id or 0)


def grouped(tickets: Iterable[Ticket], key: Callable[[Ticket], Key]) -> dict[Key, Group]:
    """The figures under each key, in the order of first appearance."""
    found: dict[Key, list[Ticket]] = {}
    for ticket in tickets:
        found.setdefault(key(ticket), []).append(ticket)
    return {name: _group(rows) for name, rows in found.items()}


def _group(rows: list[Ticket]) -> Group:
    waits = [seconds for row in rows if (seconds := _seconds(row.taken_at, row.called_at)) is not None]
    serves = [seconds for row in rows if (seconds := _seconds(row.served_at, row.ended_at)) is not None]
    return Group(
        taken=len(rows),
        served=sum(row.state == TicketState.DONE for row in rows),
        missed=sum(row.state == TicketState.NO_SHOW for row in rows),
        wait_median=_whole(share(waits, MEDIAN)),
        wait_p90=_whole(share(waits, NINE_OF_TEN)),
        serve_median=_whole(share(serves, MEDIAN)),
        serve_p90=_whole(share(serves, NINE_OF_TEN)),
    )


def _seconds(begin: datetime | None, end: datetime | None) -> int | None:
    return max(0, int((end - begin).total_seconds())) if begin and end else None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
