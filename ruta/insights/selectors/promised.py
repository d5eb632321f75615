"""Where is what the charter promises kept? By office and by way; small groups and what would give them away are not told."""

from collections.abc import Sequence
from dataclasses import dataclass

from ruta.directory.models import Office
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, SafeList, safe_share, suppress_linked, suppress_list
from ruta.insights.models import PromisePart

HIDDEN = Cell(None, Mark.HIDDEN)
NOTHING = SafeList((HIDDEN, HIDDEN), HIDDEN)
TABLES = (("time", "office"), ("time", "channel"), ("result", "office"), ("result", "channel"))


@dataclass(frozen=True, slots=True)
class PartRow:
    """One office or way: how many, and of how many it was kept."""

    category: str
    office: Office | None
    whole: Cell
    part: Cell

    @property
    def percent(self) -> float | None:
        """In hundredths, where both may be read."""
        found = safe_share(self.part, self.whole)
        return None if found is None else found * 100


@dataclass(frozen=True, slots=True)
class PartTable:
    """One measure taken apart one way. The tables of a measure share their totals, which the page shows once."""

    measure: str
    dimension: str
    rows: tuple[PartRow, ...]


def promise_tables(code: str) -> list[PartTable]:
    """The tables of one promise of which there is something."""
    known = list(PromisePart.objects.filter(code=code).order_by("measure", "dimension", "category"))
    offices = {
        str(row.pk): row
        for row in Office.objects.filter(
            pk__in=[int(each.category) for each in known if each.dimension == "office" and each.category]
        ).order_by("pk")
    }
    found = []
    for measure, dimension in TABLES:
        rows = [each for each in known if (each.measure, each.dimension) == (measure, dimension)]
        if rows:
            found.append(PartTable(measure, dimension, _protected(rows, offices)))
    return found


def _protected(rows: Sequence[PromisePart], offices: dict[str, Office]) -> tuple[PartRow, ...]:
    kept, missed = [each.part for each in rows], [each.whole - each.part for each in rows]
    try:
        spine = suppress_list([sum(kept), sum(missed)])
    except CannotProtect:
        spine = NOTHING
    table = suppress_linked([kept, missed], spine)
    made = [
        PartRow(row.category, offices.get(row.category), whole, part)
        for row, whole, part in zip(rows, table.column_totals, table.rows[0], strict=True)
    ]
    return tuple(sorted(made, key=lambda each: each.office.name if each.office else each.category))
