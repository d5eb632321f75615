"""Where is what the charter promises kept? By office and by way; small groups and what would give them away are not told."""

from collections.abc import Sequence
from dataclasses import dataclass

from ruta.directory.models import Office
from ruta.insights.engine.suppression import (
    CannotProtect,
    Cell,
    Mark,
    SafeList,
    safe_share,
    suppress_crossing,
    suppress_linked,
    suppress_list,
)
from ruta.insights.models import PromisePart
from ruta.insights.selectors.promises import OF_NOBODY

WAYS = {"visit": "itinerant", "video": "web", "outreach": "itinerant"}
"""How a way of a delivery or of a door is called in the charter, where it is called otherwise."""
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
            is_plain = measure == "time" and code in OF_NOBODY
            found.append(PartTable(measure, dimension, (_plain if is_plain else _protected)(rows, offices)))
    return [*found, *_on_promised_ways(known, found), *_lasting(known, offices)]


def _on_promised_ways(known: Sequence[PromisePart], told: Sequence[PartTable]) -> list[PartTable]:
    """Of what each office gave, how much on a promised way: crossed with what the tables of results tell, and only where every way is told."""
    tables = {table.dimension: table for table in told if table.measure == "result"}
    ways = {row.category: row for row in known if row.measure == "way"}
    if not ways or len(tables) < len(("office", "channel")) or not all(row.whole.is_shown for row in tables["channel"].rows):
        return []
    offices = tables["office"].rows
    counts = [(ways[row.category].part, ways[row.category].whole - ways[row.category].part) for row in offices]
    totals = [sum(pair[at] for pair in counts) for at in range(2)]
    if not all(totals):  # what is true of all of them is true of each
        parts = [row.whole if totals[0] else Cell(0, Mark.SHOWN) for row in offices]
        return [_ways_of(offices, parts)]
    firsts = [Cell(total, Mark.SHOWN) for total in totals]
    safe = suppress_crossing([[pair[at] for pair in counts] for at in range(2)], firsts, [row.whole for row in offices])
    return [_ways_of(offices, safe[0])] if any(cell.is_shown for cell in safe[0]) else []


def _ways_of(offices: Sequence[PartRow], parts: Sequence[Cell]) -> PartTable:
    rows = [PartRow(row.category, row.office, row.whole, part) for row, part in zip(offices, parts, strict=True)]
    return PartTable("way", "office", tuple(rows))


def _lasting(known: Sequence[PromisePart], offices: dict[str, Office]) -> list[PartTable]:
    """How many workshops lasted what is promised."""
    rows = [each for each in known if each.measure == "length"]
    return [PartTable("length", "office", _plain(rows, offices))] if rows else []


def _plain(rows: Sequence[PromisePart], offices: dict[str, Office]) -> tuple[PartRow, ...]:
    """What has nobody in it: workshops, announced days."""
    shown = [PartRow(row.category, offices.get(row.category), Cell(row.whole, Mark.SHOWN), Cell(row.part, Mark.SHOWN)) for row in rows]
    return tuple(sorted(shown, key=_by_name))


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
    return tuple(sorted(made, key=_by_name))


def _by_name(row: PartRow) -> str:
    return row.office.name if row.office else row.category
