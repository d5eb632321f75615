"""How long did persons wait, in all, by month and by office: the median and the 90th percentile, where enough waited?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.dates import MONTHS

from ruta.insights.engine.medians import quantile
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, suppress_list
from ruta.insights.enums import Dimension
from ruta.insights.selectors.categories import named
from ruta.insights.selectors.cells import histogram

LEAST = 5
TENTHS = 10  # of a minute, as they are kept


@dataclass(frozen=True, slots=True)
class WaitRow:
    """How many waited, and the minutes that half and nine of ten of them waited at most; nothing where few waited."""

    code: str
    label: str
    count: Cell
    median: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Waits:
    """One year, by month and office."""

    year: int
    figure: WaitRow
    before: WaitRow
    months: list[WaitRow]
    rows: list[WaitRow]
    least: int = LEAST

    @property
    def before_year(self) -> str:
        """The year before, as text: years have no thousands."""
        return str(self.year - 1)

    @property
    def is_told(self) -> bool:
        """Whether anybody waited."""
        return self.figure.count.count != 0


def waits(code: str, year: int) -> Waits:
    """The waits of one year."""
    offices, months = histogram(code, year, "office"), histogram(code, year, "month")
    names = [(str(at), str(MONTHS[at])) for at in range(1, 13) if str(at) in months]
    return Waits(year, _all(code, year), _all(code, year - 1), _rows(months, names), _rows(offices, named(Dimension.OFFICE, offices)))


def _all(code: str, year: int) -> WaitRow:
    found = histogram(code, year).get(code, {})
    total = sum(found.values())
    return _row("", "", Cell(total, Mark.SHOWN) if total == 0 or total >= LEAST else Cell(None, Mark.PRIMARY), found)


def _rows(found: Mapping[str, Mapping[int, int]], names: list[tuple[str, str]]) -> list[WaitRow]:
    counts = [sum(found[code].values()) for code, _label in names]
    try:
        cells = suppress_list(counts).cells
    except CannotProtect:
        cells = (Cell(None, Mark.HIDDEN),) * len(counts)
    return [_row(code, label, cell, found[code]) for (code, label), cell in zip(names, cells, strict=True)]


def _row(code: str, label: str, cell: Cell, found: Mapping[int, int]) -> WaitRow:
    told = found if cell.count else {}
    return WaitRow(
        code, label, cell, _minutes(quantile(told, 0.5)), _minutes(quantile(told, 0.9) if (cell.count or 0) >= 2 * LEAST else None)
    )


def _minutes(tenths: float | None) -> float | None:
    return None if tenths is None else tenths / TENTHS
