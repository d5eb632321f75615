"""Of whom something was done for in some days, how many found work, and how many of those are known to stay? Of the whole country alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import ibis

from ruta.insights.warehouse.opening import Warehouse

KEPT_DAYS = (90, 180)


@dataclass(frozen=True, slots=True)
class Lasting:
    """Distinct persons by their pseudonyms, so one of two institutions counts in each; of hires those whose days were over, and who is known to stay."""

    attended: int
    placed: int
    kept: Mapping[int, tuple[int, int]]
    """By days: who is known to work there still, of how many that started so long before."""


def lasting(warehouse: Warehouse, since: date, until: date) -> Lasting:
    """Between two days, both included (I33, I35)."""
    attended, applied = warehouse.fact("attention"), warehouse.fact("application")
    came = attended.filter(attended.day >= ibis.date(since), attended.day <= ibis.date(until))
    hired = applied.filter(applied.confirmed_day >= ibis.date(since), applied.confirmed_day <= ibis.date(until))
    return Lasting(
        warehouse.kept(came.aggregate(n=came.person.nunique()))[0]["n"],
        warehouse.kept(hired.aggregate(n=hired.person.nunique()))[0]["n"],
        {days: _kept(warehouse, since, until, timedelta(days=days)) for days in KEPT_DAYS},
    )


def _kept(warehouse: Warehouse, since: date, until: date, span: timedelta) -> tuple[int, int]:
    applied = warehouse.fact("application")
    due = applied.filter(
        applied.confirmed_day.notnull(), applied.started_day >= ibis.date(since - span), applied.started_day <= ibis.date(until - span)
    )
    stays = (due.kept_day.delta(due.started_day, unit="day") >= span.days).fill_null(False)  # noqa: FBT003 (an expression)
    found = warehouse.kept(due.aggregate(kept=ibis.ifelse(stays, 1, 0).sum().fill_null(0).cast("int64"), due=due.count()))[0]
    return found["kept"], found["due"]
