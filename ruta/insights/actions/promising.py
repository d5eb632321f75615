"""How often was what the service charter promises kept? Working days from when somebody waits until it came, over twelve months."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import connection

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.base.workdays import work_calendar
from ruta.insights.models import PromiseCount
from ruta.quality.actions import ANSWER_DAYS
from ruta.taxonomy.selectors import items

YEAR = timedelta(days=365)
BOX = "box"

Waited = tuple[date, date | None, int]  # since, until, how many


@action
def count_promises(*, actor: Actor) -> int:
    """Count anew all that can be measured; says how many promises that is."""
    del actor
    terms = {row.code: int(row["standard"]["working_days"]) for row in items("service_charter")} | {BOX: ANSWER_DAYS}
    waited: dict[str, list[Waited]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, began, ended, n FROM ruta_promise_days(%s)", [today() - YEAR])
        for code, began, ended, count in cursor.fetchall():
            waited.setdefault(code, []).append((began, ended, count))
    PromiseCount.objects.exclude(code__in=waited).delete()
    for code, rows in waited.items():
        due, in_time = kept(rows, terms[code], today(), work_calendar().add_days)
        PromiseCount.objects.update_or_create(code=code, defaults={"due": due, "in_time": in_time, "counted_at": now()})
    return len(waited)


def kept(waited: Iterable[Waited], days: int, day: date, add_days: Callable[[date, int], date]) -> tuple[int, int]:
    """How many came or should have come by this day, and how many of them within their term. Who still has time counts nowhere."""
    due = in_time = 0
    for began, ended, count in waited:
        last = add_days(began, days)
        if ended is not None or day > last:
            due += count
            in_time += count if ended is not None and ended <= last else 0
    return due, in_time
