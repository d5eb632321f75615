"""Who carries how much in which month, what is due on which day, and where does a plan work?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruta.roadmap.enums import WORK
from ruta.roadmap.models import Node, Plan, PlanVersion, Reach, TargetValue
from ruta.roadmap.planning import due_days, months_after, months_of
from ruta.roadmap.selectors.reading import periods_of
from ruta.roadmap.selectors.timing import Basis, Timed, beginning_of

OWN = {Basis.SAID, Basis.TARGETS, Basis.TERM, Basis.DEADLINE}
REACHING = "strategy_territories"  # the series of the roadmap that counts territories by year
YEARS_AHEAD = 24


@dataclass(frozen=True)
class Due:
    """What ends or falls due on a day."""

    day: date
    node: Node
    basis: Basis
    times: int = 0  # of something that returns: which time


@dataclass(frozen=True)
class Load:
    """One responsible with the work of each month."""

    name: str
    months: Sequence[Sequence[Timed]]
    rows: Sequence[Timed]

    @property
    def most(self) -> int:
        """The most at once."""
        return max((len(each) for each in self.months), default=0)


def dues_of(version: PlanVersion, rows: Iterable[Timed]) -> list[Due]:
    """Every deadline of the work of a plan, the earliest first; what only lies around other rows has none."""
    begins = beginning_of(version)
    found: list[Due] = []
    for row in rows:
        if row.node.kind not in WORK or row.span is None or row.basis not in OWN:
            continue
        returning = (row.node.deadline or {}) if row.basis == Basis.DEADLINE else {}
        if begins and returning.get("every_months"):
            days = due_days(begins, returning, months_after(begins, YEARS_AHEAD))
            found += [Due(day, row.node, row.basis, times) for times, day in enumerate(days, start=1)]
        else:
            found.append(Due(row.span[1], row.node, row.basis or Basis.SAID))
    return sorted(found, key=lambda due: (due.day, due.node.position))


def loads_of(rows: Iterable[Timed], named: Callable[[Node], Iterable[str]], first: date, months: int) -> list[Load]:
    """Per responsible the open work of each month; whoever carries most comes first."""
    work = [row for row in rows if row.node.kind in WORK and row.span and row.basis in OWN and row.node.percent < 100]  # type: ignore[attr-defined]
    by_name: dict[str, list[Timed]] = {}
    for row in work:
        for name in named(row.node):
            by_name.setdefault(name, []).append(row)
    days = [months_after(first, number) for number in range(months)]
    touched = {row.node.pk: set(months_of(row.span)) for row in work if row.span}
    loads = [Load(name, [[row for row in held if day in touched[row.node.pk]] for day in days], held) for name, held in by_name.items()]
    return sorted(loads, key=lambda load: (-load.most, load.name))


def reached(plan: Plan) -> dict[str, Reach]:
    """The latest word about each territory that is reached."""
    latest: dict[str, Reach] = {}
    for each in Reach.objects.filter(plan=plan).select_related("territory").order_by("id"):
        latest[each.territory_id] = each
    return {code: each for code, each in latest.items() if each.since}


def reach_targets(version: PlanVersion) -> list[dict[str, Any]]:
    """How many territories the plan wants by the end of each period."""
    values = dict(
        TargetValue.objects.filter(target__node__version=version, target__series=REACHING).order_by("period").values_list("period", "value")
    )
    return [{"period": period, "value": int(values[period.code])} for period in periods_of(version) if period.code in values]
