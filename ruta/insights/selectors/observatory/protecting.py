"""How do counts become cells that hide the few, and which are the cells of filled places in a year?

A filled place is somebody hired: what a report or the explorer says of them is looked up in one set for the year, by quarters, offices and all
else at once, so that a quarter beside its year, or an office beside its institution, cannot be subtracted.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ruta.base.clock import today
from ruta.insights.engine.hiding import Policy
from ruta.insights.engine.lattice import NOTHING, Counted, Lattice, lattice_of
from ruta.insights.papers import period_of
from ruta.insights.selectors.categories import least_of
from ruta.insights.selectors.observatory.cells import Cells
from ruta.insights.selectors.observatory.papers.words import OPEN, every
from ruta.taxonomy.selectors import choices

if TYPE_CHECKING:
    from ruta.insights.warehouse import Warehouse

VERSION = 2  # of how cells are protected; what was protected before is counted anew
FILLED = "filled"


def filled_cells(warehouse: "Warehouse", year: int) -> Cells:
    """Filled places of a year, whole or running, as they may be told: of whatever had a vacancy that ended, which is no secret."""
    from ruta.insights.warehouse.crossing import MEASURES, crossed

    period, least = period_of(str(year)), fewest()

    def counted() -> list[dict[str, Any]]:
        found = crossed(warehouse, MEASURES[FILLED], period.begins, period.ends)
        return [written(lattice_of(found, Policy(threshold=least)))]

    (held,) = warehouse.told(f"filled {VERSION} fact_vacancy {year} of {least}", counted)
    return Cells(FILLED, str(year), today(), least, held)


def fewest() -> int:
    """Of how many persons something may be told."""
    return least_of(code for code, _words in choices("modalities"))


def padded(counted: Counted) -> Counted:
    """With every category that a row can be of: that one is told, and as hidden, must not say that somebody is in it."""
    lists = {name: dict.fromkeys(every(name), NOTHING) | dict(found) for name, found in counted.lists.items()}
    return replace(counted, lists=lists)


def written(lattice: Lattice) -> dict[str, Any]:
    """A lattice as it is kept."""
    return {
        "whole": lattice.whole,
        **_told(lattice),
        "tables": {"|".join(pair): rows for pair, rows in lattice.tables.items()},
        "finer": {name: _shown(found) for name, found in lattice.finer.items()},
    }


def _told(lattice: Lattice) -> dict[str, Any]:
    """Of a catalogue too long to be told whole only what is shown: what is not there may be hidden, or nobody."""
    lists = {name: dict(zip(lattice.categories[name], counts, strict=True)) for name, counts in lattice.lists.items()}
    lists = {name: _shown(found) if name in OPEN else found for name, found in lists.items()}
    return {
        "categories": {name: list(found) for name, found in lists.items()},
        "lists": {name: list(found.values()) for name, found in lists.items()},
    }


def _shown(found: Mapping[str, int | None]) -> dict[str, int | None]:
    return {code: count for code, count in found.items() if count is not None}
