"""How much work was offered in some days, what was filled and how soon, why the rest was not, and what does it ask for?

Vacancies are no persons: nothing of this has to be hidden. Who sought work and who found it is asked of the cells that were counted for that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from ruta.insights.warehouse.opening import Warehouse

GROUP = 4  # letters of a CIUO unit group; what ESCO adds to it is more than a table of the country can carry
OVER = ("closed", "withdrawn")
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Where:
    """Which part of the market: a department, a section of CIIU, an institution, an office, a country, an occupation; empty is all."""

    department: str = ""
    section: str = ""
    institution: str = ""
    office: str = ""
    country: str = ""
    occupation: str = ""

    def of(self, table: ir.Table) -> ir.Table:
        """Only the rows of that part."""
        for name in ("department", "section", "institution", "office", "country"):
            if getattr(self, name):
                table = table.filter(table[name] == getattr(self, name))
        return table.filter(_group(table) == self.occupation) if self.occupation else table


ALL = Where()


@dataclass(frozen=True, slots=True)
class Market:
    """Counts of one period and part."""

    openings: int
    vacancies: int
    for_migrants: int
    """Openings of vacancies that foreigners with a permit may take, as all are of which nobody said otherwise."""
    by_occupation: dict[str, int]
    by_department: dict[str, int]
    by_section: dict[str, int]
    ended: int
    """Openings of vacancies that ended in the period."""
    filled: int
    causes: dict[str, int]
    skills: dict[str, int]
    """In how many vacancies each skill is essential."""
    days: dict[str, tuple[int, float]]
    """Of vacancies that filled anything, by section: how many, and the median of days from publication to close; under "" of all."""
    days_by_occupation: dict[str, tuple[int, float]]
    """The same by occupation."""


def market(warehouse: Warehouse, since: date, until: date, where: Where = ALL) -> Market:
    """The market between two days, both included."""
    ask = warehouse.kept
    vacancies = where.of(warehouse.fact("vacancy"))
    offered = _between(vacancies, "day", since, until)
    ended = _ended(vacancies, since, until)
    sums = ask(_openings(offered, {}))[0]
    ends = ask(ended.aggregate(openings=_sum(ended.openings), filled=_sum(ended.filled)))[0]
    return Market(
        openings=sums["n"],
        vacancies=sums["vacancies"],
        for_migrants=ask(_openings(offered.filter(offered.is_open_to_migrants), {}))[0]["n"],
        by_occupation=_counted(ask(_openings(offered, {"at": _group}))),
        by_department=_counted(ask(_openings(offered, {"at": lambda t: t.department}))),
        by_section=_counted(ask(_openings(offered, {"at": lambda t: t.section}))),
        ended=ends["openings"],
        filled=ends["filled"],
        causes=_counted(ask(_lost(ended))),
        skills=_counted(ask(_asked(offered))),
        days=_days(ask, ended, lambda t: t.section),
        days_by_occupation={code: each for code, each in _days(ask, ended, _group).items() if code},
    )


def days_to_fill(warehouse: Warehouse, since: date, until: date, where: Where = ALL) -> tuple[int, float]:
    """Of the vacancies that closed between two days and filled anything: how many, and the median of days that it took."""
    filled = _filled(_ended(where.of(warehouse.fact("vacancy")), since, until))
    row = warehouse.kept(filled.aggregate(**_middle(filled)))[0]
    return row["n"], row["days"] or 0.0


@dataclass(frozen=True, slots=True)
class Trade:
    """What the vacancies of one occupation say of it."""

    wage: tuple[int, float | None]
    """How many say a wage, and the median of the least that is paid."""
    months: tuple[int, float | None]
    """How many ask for experience, and the median of months."""
    education: dict[str, int]
    contract: dict[str, int]


def trade(warehouse: Warehouse, since: date, until: date, where: Where) -> Trade:
    """Beside the market of an occupation."""
    offered = _between(where.of(warehouse.fact("vacancy")), "day", since, until)
    months = offered.experience_months.nullif(0)  # none is asked for
    middle = warehouse.kept(
        offered.aggregate(
            wages=offered.wage_min.count(), wage=offered.wage_min.median().cast("float64"),
            many=months.count(), months=months.median().cast("float64"),
        )
    )[0]  # fmt: skip
    ways = {
        name: _counted(warehouse.kept(_openings(offered.filter(offered[name] != ""), {"at": _column(name)})))
        for name in ("education", "contract")
    }
    return Trade((middle["wages"], middle["wage"]), (middle["many"], middle["months"]), **ways)


def vacant_on(warehouse: Warehouse, days: Mapping[str, date], where: Where = ALL) -> dict[str, int]:
    """How many openings stood open at the end of each day, by the name it is given; those of a vacancy count until it closes."""
    table = where.of(warehouse.fact("vacancy"))
    sums = {
        name: _sum(ibis.ifelse((table.day <= day) & (table.closed_day.isnull() | (table.closed_day > day)), table.openings, 0))
        for name, day in days.items()
    }
    return dict(warehouse.kept(table.aggregate(**sums))[0]) if sums else {}


def _between(table: ir.Table, column: str, since: date, until: date) -> ir.Table:
    return table.filter(table[column] >= ibis.date(since), table[column] <= ibis.date(until))


def _ended(table: ir.Table, since: date, until: date) -> ir.Table:
    return _between(table, "closed_day", since, until).filter(lambda t: t.state.isin(OVER))


def _openings(table: ir.Table, by: dict[str, Callable[[Any], Any]]) -> ir.Table:
    counted = {"n": _sum(table.openings), "vacancies": table.count()}
    return table.group_by(**by).aggregate(**counted) if by else table.aggregate(**counted)


def _lost(ended: ir.Table) -> ir.Table:
    """Openings that stayed empty, by cause (I30)."""
    left = ended.mutate(left=ended.openings - ended.filled).filter(lambda t: t.left > 0)
    return left.group_by(at=left.cause).aggregate(n=_sum(left.left))


def _asked(offered: ir.Table) -> ir.Table:
    named = offered.filter(offered.skills != "").select(at=lambda t: t.skills.split(";").unnest())
    return named.group_by("at").aggregate(n=named.count())


def _days(ask: Callable[[ir.Table], Rows], ended: ir.Table, by: Callable[[Any], Any]) -> dict[str, tuple[int, float]]:
    filled = _filled(ended)
    median = _middle(filled)
    whole, parts = ask(filled.aggregate(**median))[0], ask(filled.group_by(at=by).aggregate(**median))
    return {row["at"]: (row["n"], row["days"]) for row in [*parts, whole | {"at": ""}] if row["n"]}


def _filled(ended: ir.Table) -> ir.Table:
    return ended.filter(ended.filled > 0).mutate(taken=lambda t: t.closed_day.delta(t.day, unit="day"))


def _middle(filled: ir.Table) -> dict[str, Any]:
    return {"n": filled.count(), "days": filled.taken.median().cast("float64")}


def _group(table: Any) -> Any:
    return table.occupation.substr(0, GROUP)


def _column(name: str) -> Callable[[Any], Any]:
    return lambda table: table[name]


def _sum(column: Any) -> Any:
    return column.sum().fill_null(0).cast("int64")


def _counted(rows: Rows) -> dict[str, int]:
    return {row["at"]: row["n"] for row in sorted(rows, key=lambda row: str(row["at"]))}


def first(counts: Mapping[str, int], most: int) -> Sequence[tuple[str, int]]:
    """The rows with the most; equals in the order of their codes."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:most]
