"""How long did persons wait, in all, by month and by office: the median and the 90th percentile, where enough waited?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.dates import MONTHS

from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, suppress_list
from ruta.insights.enums import Dimension
from ruta.insights.selectors.categories import named
from ruta.insights.selectors.quantiles import ALL, MONTH, NOTHING, OFFICE, Quantiles, year_quantiles

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
    """The waits of one year, and the whole of the one before."""
    found, before = year_quantiles(code, year), year_quantiles(code, year - 1, is_apart=False)
    months = [(str(at), str(MONTHS[at])) for at in range(1, 13) if str(at) in found[MONTH]]
    offices = named(Dimension.OFFICE, found[OFFICE])
    return Waits(year, _all(found), _all(before), _rows(found[MONTH], months), _rows(found[OFFICE], offices))


def _all(found: Mapping[int, Mapping[str, Quantiles]]) -> WaitRow:
    whole = found[ALL].get("", NOTHING)
    is_told = whole.count == 0 or whole.count >= LEAST
    return _row("", "", Cell(whole.count, Mark.SHOWN) if is_told else Cell(None, Mark.PRIMARY), whole)


def _rows(found: Mapping[str, Quantiles], names: list[tuple[str, str]]) -> list[WaitRow]:
    counts = [found[code].count for code, _label in names]
    try:
        cells = suppress_list(counts).cells
    except CannotProtect:
        cells = (Cell(None, Mark.HIDDEN),) * len(counts)
    return [_row(code, label, cell, found[code]) for (code, label), cell in zip(names, cells, strict=True)]


def _row(code: str, label: str, cell: Cell, found: Quantiles) -> WaitRow:
    told = cell.count or 0
    return WaitRow(code, label, cell, found.half / TENTHS if told else None, found.most / TENTHS if told >= 2 * LEAST else None)
