"""Who received a service in some days, who was attended without it, what was known of both then, and what came before and after?

Both kinds are drawn at random where there are many: pseudonyms are evenly spread and say nothing, so the first of them are a sample.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from ruta.insights.engine.pairs import Units
from ruta.insights.warehouse.opening import Warehouse

MOST_TREATED, MOST_OTHERS = 2_000, 8_000
MOST_CAME = 32_000
"""Among whom the others of every comparison are drawn."""
KNOWN_DAYS = 180  # before, in which contacts are counted
STAYED = 90  # days after which somebody who started is said to have stayed
LONG = 720
TRAITS = ("modality", "sex", "age_group", "department")
NUMBERS = ("attentions", "applications", "tenure", "profile", "needs")
MEMBER = ("code", "person", "at")
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
    return drawn_together(warehouse, [asked])[0]


def drawn_together(warehouse: Warehouse, asked: Sequence[Received]) -> list[Drawn]:
    """The same of several that differ only in what was received: what was known of a person on a day is the same in all of them.

    The facts are read a few times in all, however many are compared.
    """
    common, attended = asked[0], _adults(warehouse)
    last = warehouse.rows(attended.aggregate(last=attended.day.max()))[0]["last"]
    if last is None:
        return [Drawn(_units({}), 0, None) for _each in asked]
    until = min(common.until, last - timedelta(days=common.days + common.lag))
    first = warehouse.held("first", _first(_everybody(warehouse), asked))
    began = warehouse.held("began", _began(first, common.since, until))
    pool = warehouse.held("pool", _pool(attended, common.since, until))
    persons = warehouse.held("persons", began.select("person").union(pool.select("person"), distinct=True))
    near = warehouse.held("near", attended.semi_join(persons, "person").select("person", "day", *TRAITS))
    others = _others(_quarters(near.semi_join(pool, "person"), common.since, until), pool, first, asked)
    members = warehouse.held("members", ibis.union(_marked(began, is_treated=True), _marked(others, is_treated=False)))
    moments = warehouse.held("moments", members.select("person", "at").distinct())
    joined = _joined(_events(warehouse, near, persons, common), _described(near, moments), common)
    known = warehouse.held("known", joined.mutate(place=ibis.row_number().over(order_by=["person", "at"])))
    ordered = members.join(known, ["person", "at"]).select("code", "is_treated", "place").order_by("code", "is_treated", "place")
    counts = {row["code"]: row["n"] for row in warehouse.rows(began.select("code", "n").distinct())}
    units = _parted(warehouse.table(known.order_by("place")), warehouse.table(ordered), asked)
    return [Drawn(those, counts.get(_code(each), 0), last) for each, those in zip(asked, units, strict=True)]


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
    """What may be received; of which service or institution it has to be is asked beside it."""
    return attended.service_type.isin(asked.among) if asked.among else ibis.literal(True)  # noqa: FBT003 (an expression)


def _columns(asked: Received) -> tuple[str, ...]:
    return tuple(column for column, code in (("service_type", asked.service), ("institution", asked.institution)) if code)


def _code(asked: Received) -> str:
    return f"{asked.service}|{asked.institution}"


def _first(everybody: ir.Table, asked: Sequence[Received]) -> ir.Table:
    """On which day each person first received each, whenever that was; `grown` is the first on which they were of age."""
    kinds = sorted({_columns(each) for each in asked})
    return ibis.union(*(_first_of(everybody, columns, [each for each in asked if _columns(each) == columns]) for columns in kinds))


def _first_of(everybody: ir.Table, columns: tuple[str, ...], asked: Sequence[Received]) -> ir.Table:
    wanted = {"service_type": {each.service for each in asked}, "institution": {each.institution for each in asked}}
    fits = _given(everybody, asked[0])
    for column in columns:
        fits &= everybody[column].isin(sorted(wanted[column]))
    rows = everybody.filter(fits)
    grown = rows.day.min(where=rows.age_group.isin(ADULTS))
    found = rows.group_by("person", *columns).aggregate(at=rows.day.min(), grown=grown)
    service, institution = (found[name] if name in columns else ibis.literal("") for name in ("service_type", "institution"))
    return found.select("person", "at", "grown", code=service + "|" + institution)


def _began(first: ir.Table, since: date, until: date) -> ir.Table:
    """A sample of who received each for the first time in these days, and how many they were."""
    within = first.filter(first["at"] >= ibis.date(since), first["at"] <= ibis.date(until), first["at"] == first.grown)
    placed = within.mutate(
        place=ibis.row_number().over(group_by="code", order_by="person"), n=lambda t: t.person.count().over(group_by="code")
    )
    return placed.filter(placed.place < MOST_TREATED).select(*MEMBER, "n")


def _pool(attended: ir.Table, since: date, until: date) -> ir.Table:
    """Among whom everybody is compared: a sample of who came in these days."""
    within = attended.filter(attended.day >= ibis.date(since), attended.day <= ibis.date(until))
    # Grouped, not «distinct»: with an order and a limit behind it, Ibis loses that word on Spark.
    return within.group_by("person").aggregate(day=within.day.min()).select("person").order_by("person").limit(MOST_CAME)


def _quarters(near: ir.Table, since: date, until: date) -> ir.Table:
    """The first day of every quarter in which each of them came."""
    within = near.filter(near.day >= ibis.date(since), near.day <= ibis.date(until))
    quarters = within.mutate(quarter=lambda t: t.day.quarter(), year=lambda t: t.day.year())
    return quarters.group_by("person", "year", "quarter").aggregate(at=lambda t: t.day.min()).select("person", "at")


def _others(quarters: ir.Table, pool: ir.Table, first: ir.Table, asked: Sequence[Received]) -> ir.Table:
    """Of each that is asked a sample of persons who never received it, on their days."""
    codes = ibis.memtable({"code": sorted({_code(each) for each in asked})})
    never = pool.cross_join(codes).anti_join(first, ["person", "code"])
    placed = never.mutate(place=ibis.row_number().over(group_by="code", order_by="person"))
    return placed.filter(placed.place < MOST_OTHERS).join(quarters, "person").select(*MEMBER)


def _marked(members: ir.Table, *, is_treated: bool) -> ir.Table:
    return members.select(*MEMBER, is_treated=ibis.literal(is_treated))


def _described(near: ir.Table, moments: ir.Table) -> ir.Table:
    """With what was written of each person on that day."""
    there = near.select(**{name: near[name] for name in ("person", *TRAITS)}, at=near.day)
    traits = {name: (lambda t, name=name: t[name].min()) for name in TRAITS}
    return moments.join(there, ["person", "at"]).group_by("person", "at").aggregate(**traits)


def _joined(events: ir.Table, moments: ir.Table, asked: Received) -> ir.Table:
    """Beside each person on a day what happened to them, counted by how long before that day it was; less than nothing is after."""
    near = moments.join(events, "person").mutate(
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
    told = near.group_by("person", "at", *TRAITS).aggregate(**seen)
    return told.filter(told.needs > 0) if asked.outcome == MET else told


def _times(fits: Any) -> Any:
    return ibis.ifelse(fits, 1, 0).sum()


def _events(warehouse: Warehouse, near: ir.Table, persons: ir.Table, asked: Received) -> ir.Table:
    applied, needs, seekers = (warehouse.fact(name).semi_join(persons, "person") for name in ("application", "need", "seeker"))
    hired = applied.filter(applied.confirmed_day.notnull())
    stayed = hired.left_day.isnull() | (hired.left_day.delta(ibis.coalesce(hired.started_day, hired.confirmed_day), unit="day") >= STAYED)
    came: Mapping[str, ir.Table] = {
        PLACED: _event(hired, "outcome", hired.confirmed_day),
        KEPT: _event(hired.filter(stayed), "outcome", hired.confirmed_day),
        MET: _event(needs.filter(needs.met_day.notnull()), "outcome", needs.met_day),
    }
    return ibis.union(
        _event(near, "attention", near.day), _event(applied, "application", applied.day), _event(seekers, "profile", seekers.day),
        _event(needs, "need", needs.day, needs.over_day), came[asked.outcome],
    )  # fmt: skip


def _event(table: ir.Table, kind: str, day: Any, over: Any = None) -> ir.Table:
    return table.select(person=table.person, kind=ibis.literal(kind), day=day, over_day=ibis.null("date") if over is None else over)


def _parted(known: pa.Table, members: pa.Table, asked: Sequence[Received]) -> Iterator[Units]:
    """What was known of the members of each that was asked; they stand in the order of their codes."""
    columns = {name: _plain(known[name]) for name in known.column_names}
    codes, place, is_treated = (_plain(members[name]) for name in ("code", "place", "is_treated"))
    for each in asked:
        begin, end = np.searchsorted(codes, _code(each)), np.searchsorted(codes, _code(each), side="right")
        those = place[begin:end]
        yield _units({name: column[those] for name, column in columns.items()} | {"is_treated": is_treated[begin:end]})


def _plain(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    return column.fill_null("").to_numpy().astype(str) if pa.types.is_string(column.type) else column.to_numpy()


def _units(columns: Mapping[str, np.ndarray[Any, Any]]) -> Units:
    def column(name: str, kind: Any) -> np.ndarray[Any, Any]:
        return columns[name].astype(kind) if columns else np.array([], kind)

    quarter = column("at", "datetime64[M]").astype(int)  # months since 1970
    return Units(
        person=column("person", np.int64), treated=column("is_treated", bool),
        equal=np.char.add(np.char.add((1970 + quarter // 12).astype(str), "-"), (quarter % 12 // 3 + 1).astype(str)),
        named={name: column(name, str) for name in TRAITS},
        numbers={name: column(name, float) for name in NUMBERS},
        before=column("before", bool), after=column("after", bool),
    )  # fmt: skip
