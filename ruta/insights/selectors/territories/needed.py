"""What do the persons attended in each territory need? Counts of cases, protected as one table for sheets and gaps alike.

Sums of groups and of places stand elsewhere (indicator I55), so they are taken as known: small cells are hidden together with others until
no sum of a row or a column gives one away. A zero is shown only where its whole row or column is.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ruta.directory.models import Office
from ruta.insights.engine.hiding import Arc, CannotProtect, Mark, Policy, protect
from ruta.insights.engine.suppression import Cell
from ruta.insights.models import IndicatorCell
from ruta.taxonomy.selectors import catalogue, items
from ruta.territory.enums import Scope
from ruta.territory.models import Territory
from ruta.territory.selectors import territories

POLICY = Policy()
HIDDEN = Cell(None, Mark.HIDDEN)
NEEDS = "I55"  # its whole counts the needs identified
ELSEWHERE = ""
"""The column of offices outside every territory."""


@dataclass(frozen=True, slots=True)
class NeedTable:
    """Groups of needs by territory, as they may be shown."""

    groups: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]  # codes of territories, then elsewhere
    cells: tuple[tuple[Cell, ...], ...]

    def column(self, territory: str) -> list[tuple[str, Cell]]:
        """The groups with their counts in one territory."""
        at = self.columns.index(territory)
        return [(label, row[at]) for (_code, label), row in zip(self.groups, self.cells, strict=True)]


def need_table(year: int) -> NeedTable:
    """The needs identified in a year; a municipality that has a sheet of its own is counted in its own."""
    rows = list(territories().order_by("-is_priority", "sort_name", "pk"))
    return table_of(_counted(year, rows), [row.pk for row in rows])


def table_of(counts: Mapping[tuple[str, str], int], places: Sequence[str]) -> NeedTable:
    """Counts by group and territory as they may be shown."""
    groups = tuple((each.code, each.label("es")) for each in items("needs", section="groups"))
    columns = (*places, ELSEWHERE)
    table = [[counts.get((group, column), 0) for column in columns] for group, _label in groups]
    return NeedTable(groups, columns, _protected(table))


def _counted(year: int, rows: list[Territory]) -> dict[tuple[str, str], int]:
    homes, groups = _homes(rows), {row.code: str(row["group"]) for row in catalogue("needs")}
    found: dict[tuple[str, str], int] = defaultdict(int)
    cells = IndicatorCell.objects.filter(code=NEEDS, dimension="item", day__year=year)
    for office, code, count in cells.order_by("pk").values_list("office_id", "category", "whole"):
        if code in groups:  # of the whole the code is empty
            found[groups[code], homes.get(office, ELSEWHERE)] += count
    return found


def _homes(rows: list[Territory]) -> dict[int, str]:
    """In which territory each office stands: that of its municipality, else that of its department."""
    towns = {row.municipality_id: row.pk for row in rows if row.scope == Scope.MUNICIPALITY}
    wide = {row.municipality.department_id: row.pk for row in rows if row.scope == Scope.DEPARTMENT}
    places = Office.objects.order_by("pk").values_list("pk", "municipality_id")
    return {pk: towns.get(place) or wide.get(place[:2], ELSEWHERE) for pk, place in places}


def _protected(table: list[list[int]]) -> tuple[tuple[Cell, ...], ...]:
    """Where a table cannot be protected, its smallest territory goes to those elsewhere, and nothing of it is shown; then it is tried again."""
    gone: set[int] = set()
    while True:
        joined = [[0 if at in gone else count for at, count in enumerate(line)] for line in table]
        for line, before in zip(joined, table, strict=True):
            line[-1] += sum(before[at] for at in gone)
        try:
            return _shown(joined, _marks(joined), gone)
        except CannotProtect:
            left = [at for at in range(len(table[0]) - 1) if at not in gone and any(line[at] for line in table)]
            if not left:
                return ((HIDDEN,) * len(table[0]),) * len(table)
            gone.add(min(left, key=lambda at: (sum(line[at] for line in table), at)))


def _marks(table: list[list[int]]) -> list[Mark]:
    """Only cells are arcs, no sum is: whatever is hidden, every sum of a row or a column stays what it is."""
    height, rows, columns = len(table), [sum(line) for line in table], [sum(column) for column in zip(*table, strict=True)]
    arcs = [Arc(row, height + at, count, count + 1) for row, line in enumerate(table) for at, count in enumerate(line)]
    empty = {place: Mark.SHOWN for place, arc in enumerate(arcs) if not rows[arc.tail] or not columns[arc.head - height]}
    return protect(arcs, POLICY, empty)


def _shown(table: list[list[int]], marks: list[Mark], gone: set[int]) -> tuple[tuple[Cell, ...], ...]:
    every = iter(marks)
    rows = [[Cell(count if (mark := next(every)) is Mark.SHOWN else None, mark) for count in line] for line in table]
    return tuple(tuple(HIDDEN if at in gone else cell for at, cell in enumerate(row)) for row in rows)
