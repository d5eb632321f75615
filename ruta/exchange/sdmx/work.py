"""What leaves of hires and openings, which have a sector? Out of the cells that were counted and protected once, the newest of each year, as the explorer tells them."""

from collections.abc import Callable, Iterator, Mapping

from ruta.exchange.sdmx.naming import AGE, HIRES, OPENINGS, SEX, UNKNOWN, WORK, Observation
from ruta.insights.selectors.observatory.cells import Cells, newest_cells
from ruta.taxonomy.selectors import sectors
from ruta.territory.selectors import departments

MEASURES = {HIRES: "placements", OPENINGS: "openings"}
STORED = {"AREA": "department", "SECTOR": "section", "SEX": "sex", "AGE": "age_group"}
SECTION = 1
Codes = Mapping[str, Callable[[str], str | None]]


def work() -> Iterator[Observation]:
    """Each year that is over, by its dimensions and by each pair that is told."""
    codes = _codes()
    for code, measure in MEASURES.items():
        for cells in newest_cells(measure):
            if cells.whole is not None:
                yield Observation(code, cells.period, cells.whole)
                yield from _apart(code, cells, codes)


def _apart(code: str, cells: Cells, codes: Codes) -> Iterator[Observation]:
    pairs = WORK[code][2]
    for name in dict.fromkeys(each for pair in pairs for each in pair):
        for category, count in cells.by(STORED[name]).items():
            yield from _told(code, cells, {name: codes[name](category)}, count)
    for first, second in pairs:
        for (one, other), count in cells.crossing(STORED[first], STORED[second]).items():
            yield from _told(code, cells, {first: codes[first](one), second: codes[second](other)}, count)


def _told(code: str, cells: Cells, said: Mapping[str, str | None], count: int | None) -> Iterator[Observation]:
    """Nothing of what is hidden, nor of a place or sector that no list knows."""
    named = {name.lower(): each for name, each in said.items() if each is not None}
    if count is not None and len(named) == len(said):
        yield Observation(code, cells.period, count, **named)


def _codes() -> Codes:
    places = {row.code: row.iso_code for row in departments()}
    sections = {row.code: row.code for row in sectors(SECTION)} | {"": UNKNOWN}
    return {
        "AREA": places.get,
        "SECTOR": sections.get,
        "SEX": lambda code: SEX.get(code, UNKNOWN),
        "AGE": lambda code: AGE.get(code, UNKNOWN),
    }
