"""How much work was offered in some days, who sought it, what was filled, and why the rest was not?"""

from collections import Counter
from collections.abc import Callable, Sequence
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
class Market:
    """Counts of one period; those of persons are not protected yet: whoever shows them does that."""

    openings: int
    vacancies: int
    by_occupation: dict[str, tuple[int, int]]
    """Openings published, and persons who sought that occupation first."""
    by_department: dict[str, tuple[int, int]]
    by_section: dict[str, int]
    seekers: int
    by_modality: dict[str, int]
    ended: int
    """Openings of vacancies that ended in the period."""
    filled: int
    causes: dict[str, int]
    placed: dict[tuple[str, str], int]
    """Persons whose hire was confirmed, by modality and sex."""
    skills: dict[str, int]


def market(warehouse: Warehouse, since: date, until: date) -> Market:
    """The market between two days, both included; who seeks work is counted as of the warehouse's last filling."""
    ask = warehouse.rows
    offered = _between(warehouse.fact("vacancy"), "day", since, until)
    ended = _between(warehouse.fact("vacancy"), "closed_day", since, until).filter(lambda t: t.state.isin(OVER))
    seeking = warehouse.fact("seeker").filter(lambda t: t.is_looking)
    placed = _between(warehouse.fact("application"), "confirmed_day", since, until)
    sums = ask(_openings(offered, {}))[0]
    ends = ask(ended.aggregate(openings=_sum(ended.openings), filled=_sum(ended.filled)))[0]
    trades = _paired(ask(_openings(offered, {"at": _group})), ask(_persons(seeking.filter(lambda t: t.occupation != ""), {"at": _group})))
    return Market(
        openings=sums["openings"],
        vacancies=sums["vacancies"],
        by_occupation=trades,
        by_department=_paired(
            ask(_openings(offered, {"at": lambda t: t.department})), ask(_persons(_by_place(seeking), {"at": lambda t: t.place}))
        ),
        by_section={row["at"]: row["openings"] for row in ask(_openings(offered, {"at": lambda t: t.section}))},
        seekers=ask(_persons(seeking, {}))[0]["n"],
        by_modality=_counted(ask(_persons(seeking, {"at": lambda t: t.modality}))),
        ended=ends["openings"],
        filled=ends["filled"],
        causes=_counted(ask(_lost(ended))),
        placed={
            (row["modality"], row["sex"]): row["n"] for row in ask(_persons(placed, {name: _column(name) for name in ("modality", "sex")}))
        },
        skills=_counted(ask(_asked(offered))),
    )


def _between(table: ir.Table, column: str, since: date, until: date) -> ir.Table:
    return table.filter(table[column] >= ibis.date(since), table[column] <= ibis.date(until))


def _openings(table: ir.Table, by: dict[str, Callable[[Any], Any]]) -> ir.Table:
    return (
        table.group_by(**by).aggregate(openings=_sum(table.openings), vacancies=table.count())
        if by
        else table.aggregate(openings=_sum(table.openings), vacancies=table.count())
    )


def _persons(table: ir.Table, by: dict[str, Callable[[Any], Any]]) -> ir.Table:
    return table.group_by(**by).aggregate(n=lambda t: t.person.nunique()) if by else table.aggregate(n=table.person.nunique())


def _lost(ended: ir.Table) -> ir.Table:
    """Openings that stayed empty, by cause (I30)."""
    left = ended.mutate(left=ended.openings - ended.filled).filter(lambda t: t.left > 0)
    return left.group_by(at=left.cause).aggregate(n=_sum(left.left))


def _asked(offered: ir.Table) -> ir.Table:
    """In how many vacancies each skill is essential."""
    named = offered.filter(offered.skills != "").select(at=lambda t: t.skills.split(";").unnest())
    return named.group_by("at").aggregate(n=named.count())


def _by_place(seeking: ir.Table) -> ir.Table:
    """Who would work in several places counts in each."""
    return seeking.filter(seeking.departments != "").mutate(place=lambda t: t.departments.split(";").unnest())


def _group(table: Any) -> Any:
    return table.occupation.substr(0, GROUP)


def _column(name: str) -> Callable[[Any], Any]:
    return lambda table: table[name]


def _sum(column: Any) -> Any:
    return column.sum().fill_null(0).cast("int64")


def _counted(rows: Rows) -> dict[str, int]:
    return {row["at"]: row["n"] for row in rows}


def _paired(offered: Rows, sought: Rows) -> dict[str, tuple[int, int]]:
    openings, persons = Counter({row["at"]: row["openings"] for row in offered}), Counter(_counted(sought))
    return {code: (openings[code], persons[code]) for code in sorted({*openings, *persons})}


def first(pairs: dict[str, tuple[int, int]], most: int) -> Sequence[tuple[str, tuple[int, int]]]:
    """The rows with the most openings, then the most persons; equals in the order of their codes."""
    return sorted(pairs.items(), key=lambda each: (-each[1][0], -each[1][1], each[0]))[:most]
