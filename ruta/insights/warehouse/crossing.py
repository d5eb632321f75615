"""What can be crossed with what, and how much is there of it by each dimension and each pair? Counted by the engine of the warehouse.

No dimension of a measure contains another (an office lies in one department): a reader who knows that would take the one from the other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import ibis
import ibis.expr.types as ir

from ruta.insights.engine.lattice import Count, Counted
from ruta.insights.warehouse.opening import Warehouse

MAJOR, UNIT = 1, 4  # letters of a CIUO major group, and of a unit group
UNITS: Mapping[str, Callable[[ir.Table], Any]] = {"occupation": lambda t: t.occupation.substr(0, UNIT), "institution": lambda t: t.office}
"""Into what the categories of a dimension are taken apart: occupations, and the offices of an institution."""
NOBODY = ""
FINER = "{}_unit"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted: rows of a fact, of one period by the day in `day`; without it, all of them as they stand."""

    code: str
    fact: str
    dimensions: tuple[str, ...]
    day: str = ""
    rows: Callable[[ir.Table], ir.Table] = lambda table: table
    finer: tuple[str, ...] = ()
    """Dimensions that are counted by their parts too."""
    amount: Callable[[ir.Table], Any] | None = None
    """What is summed; without it rows are counted."""
    person: str = "person"
    """Whose pseudonym tells persons apart; empty where no person stands behind a row, and nothing has to be hidden."""
    version: int = 0
    """Raised when what it counts was mended: what was told before is counted anew at once."""
    is_heads: bool = False
    """Whether each one that is counted is somebody, though no row says who: a filled place."""

    @property
    def is_stock(self) -> bool:
        """Whether it says how things stand, and not what happened in a period."""
        return not self.day


STAYS = ((30, "under_30"), (90, "under_90"), (180, "under_180"))  # days
WHO = ("modality", "sex", "age_group")
OVER = ("closed", "withdrawn")
MEASURES: Mapping[str, Measure] = {
    each.code: each
    for each in (
        Measure("seekers", "seeker", ("institution", "occupation", "education", *WHO), rows=lambda t: t.filter(t.is_looking), finer=("occupation",)),
        Measure("places", "seeker", ("place",), rows=lambda t: t.filter(t.is_looking, t.departments != "").mutate(place=t.departments.split(";").unnest()), version=1),
        Measure("skills", "seeker", ("skill",), rows=lambda t: t.filter(t.is_looking, t.skills != "").mutate(skill=t.skills.split(";").unnest())),
        Measure("placements", "application", ("institution", "department", "section", "occupation", "stay", "quarter", *WHO), day="confirmed_day", finer=("institution",)),
        Measure("applications", "application", ("institution", "department", "section", "occupation", "quarter", *WHO), day="day"),
        Measure("attentions", "attention", ("office", "channel", "quarter", *WHO), day="day", rows=lambda t: t.filter(t.is_attention)),
        Measure("profiles", "assessment", ("office", "segment", "quarter", *WHO), day="day", rows=lambda t: t.filter(t.instrument == "employability_profile")),
        Measure("openings", "vacancy", ("institution", "department", "section", "occupation", "contract", "education", "quarter"), day="day", amount=lambda t: t.openings, person=NOBODY, finer=("occupation",)),
        Measure("filled", "vacancy", ("institution", "department", "section", "occupation", "contract", "quarter"), day="closed_day", rows=lambda t: t.filter(t.state.isin(OVER)), amount=lambda t: t.filled, person=NOBODY, finer=("occupation", "institution"), is_heads=True),
        Measure("unfilled", "vacancy", ("cause", "institution", "department", "section", "occupation", "quarter"), day="closed_day", rows=lambda t: t.filter(t.state.isin(OVER), t.openings > t.filled), amount=lambda t: t.openings - t.filled, person=NOBODY),
    )
}  # fmt: skip


def crossed(warehouse: Warehouse, measure: Measure, since: date | None = None, until: date | None = None) -> Counted:
    """Everything that is counted of a measure between two days, both included."""
    table = warehouse.held(f"{measure.code}_{since or 'now'}", _table(warehouse, measure, since, until))

    def rows(*names: str) -> list[Row]:
        found = warehouse.rows(_counts(table, names))
        return [row | {"persons": row["n"]} for row in found] if measure.is_heads else found

    lists = {name: _listed(rows(name), name) for name in measure.dimensions}
    pairs = {pair: _paired(rows(*pair), pair) for pair in combinations(measure.dimensions, 2)}
    finer = {name: _paired(rows(name, FINER.format(name)), (name, FINER.format(name))) for name in measure.finer}
    return Counted(_count(rows()[0]), lists, pairs, finer)


def openly(warehouse: Warehouse, measure: Measure, since: date, until: date, names: Sequence[str]) -> list[Row]:
    """What is counted between two days by any dimensions at once, of what no person stands behind: nothing of it has to be hidden."""
    if measure.person or measure.is_heads:
        message = f"persons stand behind {measure.code}"
        raise ValueError(message)
    return warehouse.kept(_counts(_table(warehouse, measure, since, until), names))


def years_of(warehouse: Warehouse, measure: Measure) -> list[int]:
    """The years in which something of it happened."""
    table = warehouse.fact(measure.fact)
    days = table.filter(table[measure.day].notnull()).select(year=lambda t: t[measure.day].year())
    return sorted(int(row["year"]) for row in warehouse.kept(days.distinct()))


def _table(warehouse: Warehouse, measure: Measure, since: date | None, until: date | None) -> ir.Table:
    table = measure.rows(warehouse.fact(measure.fact))
    if since is not None and until is not None and measure.day:
        table = table.filter(table[measure.day] >= ibis.date(since), table[measure.day] <= ibis.date(until))
    amount = measure.amount(table) if measure.amount else ibis.literal(1)
    person = table[measure.person] if measure.person else ibis.literal(0)
    named = {name: DERIVED[name](table, measure) if name in DERIVED else table[name] for name in measure.dimensions}
    named |= {FINER.format(name): UNITS[name](table) for name in measure.finer}
    return table.select(**{name: column.fill_null("") for name, column in named.items()}, amount=amount.cast("int64"), who=person)


def _major(table: ir.Table, _measure: Measure) -> Any:
    return table.occupation.substr(0, MAJOR)


def _quarter(table: ir.Table, measure: Measure) -> Any:
    return ibis.literal("T") + table[measure.day].quarter().cast("string")


def _stay(table: ir.Table, _measure: Measure) -> Any:
    """How long somebody who was hired stayed, as far as anybody said."""
    days = table.left_day.delta(ibis.coalesce(table.started_day, table.confirmed_day), unit="day")
    after = [(days < most, code) for most, code in STAYS]
    return ibis.cases((table.left_day.isnull(), "no_exit"), *after, else_="later")


DERIVED: Mapping[str, Callable[[ir.Table, Measure], Any]] = {"occupation": _major, "quarter": _quarter, "stay": _stay}


def _counts(table: ir.Table, names: Sequence[str]) -> ir.Table:
    sums = {"n": table.amount.sum().fill_null(0).cast("int64"), "persons": table.who.nunique()}
    return table.group_by(*names).aggregate(**sums) if names else table.aggregate(**sums)


def _count(row: Row) -> Count:
    return Count(row["n"], row["persons"])


def _listed(rows: Iterable[Row], name: str) -> dict[str, Count]:
    return {row[name]: _count(row) for row in rows}


def _paired(rows: Iterable[Row], pair: tuple[str, str]) -> dict[tuple[str, str], Count]:
    first, second = pair
    return {(row[first], row[second]): _count(row) for row in rows}
