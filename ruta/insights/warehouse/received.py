"""Who received a service in some days, who was attended without it, what was known of both then, and what came before and after?

Both kinds are drawn at random where there are many: pseudonyms are evenly spread and say nothing, so the first of them are a sample.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from ruta.insights.engine.pairs import Units
from ruta.insights.warehouse.opening import Warehouse

MOST_TREATED, MOST_OTHERS = 2_000, 12_000
KNOWN_DAYS = 180  # before, in which contacts are counted
STAYED = 90  # days after which somebody who started is said to have stayed
LONG = 720
TRAITS = ("modality", "sex", "age_group", "department")
NUMBERS = ("attentions", "applications", "tenure", "profile", "needs")
PLACED, KEPT, MET = "placed", "kept", "met"
ADULTS = ("18-24", "25-29", "30-44", "45-59", "60+")


@dataclass(frozen=True, slots=True)
class Received:
    """What is compared: a service, an institution that gave it, or both; what came of it within so many days."""

    service: str
    institution: str
    outcome: str
    days: int
    since: date
    until: date
    among: tuple[str, ...] = ()
    """The services that count as received; without any, all."""

    @property
    def lag(self) -> int:
        """How many days more have to pass until the outcome is known."""
        return STAYED if self.outcome == KEPT else 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The persons to compare, how many received it in all, and the last day that the facts tell of."""

    units: Units
    treated: int
    last: date | None


def drawn(warehouse: Warehouse, asked: Received) -> Drawn:
    """Everybody whose days after are over; who received it on the first day of it, the others on the first of each quarter in which they came."""
    attended, everybody = _adults(warehouse), _everybody(warehouse)
    last = warehouse.rows(attended.aggregate(last=attended.day.max()))[0]["last"]
    if last is None:
        return Drawn(_units([]), 0, None)
    until = min(asked.until, last - timedelta(days=asked.days + asked.lag))
    first = everybody.filter(_given(everybody, asked)).group_by("person").aggregate(at=lambda t: t.day.min())
    within = first.filter(first["at"] >= ibis.date(asked.since), first["at"] <= ibis.date(until))
    of_age = attended.select("person", at="day").distinct()
    began = warehouse.held(_name("began", asked), within.semi_join(of_age, ["person", "at"]))
    others = _others(attended.anti_join(first, "person"), asked.since, until)
    both = began.order_by("person").limit(MOST_TREATED).mutate(is_treated=True).union(others.mutate(is_treated=False))
    units = warehouse.held(_name("units", asked), _described(attended, both))
    rows = warehouse.rows(_joined(warehouse, attended, units, asked).order_by("is_treated", "person", "at"))
    return Drawn(_units(rows), warehouse.rows(began.aggregate(n=began.count()))[0]["n"], last)


def given(warehouse: Warehouse, column: str, asked: Received) -> dict[str, int]:
    """How many persons received each service, or something of each institution, in some days."""
    attended = _adults(warehouse)
    table = attended.filter(_given(attended, asked), attended.day >= ibis.date(asked.since), attended.day <= ibis.date(asked.until))
    counted = table.group_by(at=table[column]).aggregate(n=lambda t: t.person.nunique())
    return {row["at"]: row["n"] for row in sorted(warehouse.rows(counted), key=lambda row: (-row["n"], row["at"]))}


def _adults(warehouse: Warehouse) -> ir.Table:
    """Attentions of persons known to be of age: of whom the age is unknown nobody says that it is no child."""
    return _everybody(warehouse).filter(lambda t: t.age_group.isin(ADULTS))


def _everybody(warehouse: Warehouse) -> ir.Table:
    return warehouse.fact("attention").filter(lambda t: t.person.notnull())


def _given(attended: ir.Table, asked: Received) -> Any:
    fits = attended.service_type.isin(asked.among) if asked.among else ibis.literal(True)  # noqa: FBT003 (an expression)
    for column, code in (("service_type", asked.service), ("institution", asked.institution)):
        if code:
            fits &= attended[column] == code
    return fits


def _name(word: str, asked: Received) -> str:
    return f"{word}_{asked.service}_{asked.institution}_{asked.outcome}_{asked.days}_{asked.since:%Y%m%d}"


def _others(attended: ir.Table, since: date, until: date) -> ir.Table:
    """A sample of persons who never received it, each on the first day of every quarter in which they came."""
    within = attended.filter(attended.day >= ibis.date(since), attended.day <= ibis.date(until))
    sample = within.select("person").distinct().order_by("person").limit(MOST_OTHERS)
    quarters = within.semi_join(sample, "person").mutate(quarter=lambda t: t.day.quarter(), year=lambda t: t.day.year())
    return quarters.group_by("person", "year", "quarter").aggregate(at=lambda t: t.day.min()).select("person", "at")


def _described(attended: ir.Table, units: ir.Table) -> ir.Table:
    """With what was written of each person on that day."""
    there = attended.select(**{name: attended[name] for name in ("person", *TRAITS)}, at=attended.day)
    traits = {name: (lambda t, name=name: t[name].min()) for name in TRAITS}
    return units.join(there, ["person", "at"]).group_by("person", "at", "is_treated").aggregate(**traits)


def _joined(warehouse: Warehouse, attended: ir.Table, units: ir.Table, asked: Received) -> ir.Table:
    """Beside each person on a day what happened to them, counted by how long before that day it was; less than nothing is after."""
    events = _events(warehouse, attended, asked)
    near = units.join(events, "person").mutate(
        gap=lambda t: t["at"].delta(t.day, unit="day"), over=lambda t: t["at"].delta(t.over_day, unit="day")
    )
    kind, gap, lag, days = near.kind, near.gap, asked.lag, asked.days
    seen = {
        "attentions": _times((kind == "attention") & (gap > 0) & (gap <= KNOWN_DAYS)),
        "applications": _times((kind == "application") & (gap > 0) & (gap <= KNOWN_DAYS)),
        "tenure": ibis.ifelse(kind == "attention", ibis.least(gap, LONG), 0).max(),
        "profile": ibis.ifelse((kind == "profile") & (gap > 0), 1, 0).max(),
        "needs": _times((kind == "need") & (gap >= 0) & (near.over.isnull() | (near.over < 0))),
        "before": ibis.ifelse((kind == "outcome") & (gap >= lag) & (gap < days + lag), 1, 0).max(),
        "after": ibis.ifelse((kind == "outcome") & (gap < 0) & (gap >= -days), 1, 0).max(),
    }
    told = near.group_by("person", "at", "is_treated", *TRAITS).aggregate(**seen)
    return told.filter(told.needs > 0) if asked.outcome == MET else told


def _times(fits: Any) -> Any:
    return ibis.ifelse(fits, 1, 0).sum()


def _events(warehouse: Warehouse, attended: ir.Table, asked: Received) -> ir.Table:
    applied, needs, seekers = (warehouse.fact(name) for name in ("application", "need", "seeker"))
    hired = applied.filter(applied.confirmed_day.notnull())
    stayed = hired.left_day.isnull() | (hired.left_day.delta(ibis.coalesce(hired.started_day, hired.confirmed_day), unit="day") >= STAYED)
    came: Mapping[str, ir.Table] = {
        PLACED: _event(hired, "outcome", hired.confirmed_day),
        KEPT: _event(hired.filter(stayed), "outcome", hired.confirmed_day),
        MET: _event(needs.filter(needs.met_day.notnull()), "outcome", needs.met_day),
    }
    return ibis.union(
        _event(attended, "attention", attended.day), _event(applied, "application", applied.day), _event(seekers, "profile", seekers.day),
        _event(needs, "need", needs.day, needs.over_day), came[asked.outcome],
    )  # fmt: skip


def _event(table: ir.Table, kind: str, day: Any, over: Any = None) -> ir.Table:
    return table.select(person=table.person, kind=ibis.literal(kind), day=day, over_day=ibis.null("date") if over is None else over)


def _units(rows: list[dict[str, Any]]) -> Units:
    return Units(
        person=[row["person"] for row in rows],
        treated=np.array([row["is_treated"] for row in rows], bool),
        equal=[f"{row['at'].year}-{(row['at'].month + 2) // 3}" for row in rows],
        named={name: [row[name] or "" for row in rows] for name in TRAITS},
        numbers={name: np.array([row[name] for row in rows], float) for name in NUMBERS},
        before=np.array([row["before"] for row in rows], bool),
        after=np.array([row["after"] for row in rows], bool),
    )
