"""What may be told of the market of a sector and a territory (R49), counted of what was published and filled here?

Openings are those of the last twelve months. A filled one is somebody hired: those are of the newest year that was counted, cell by cell what
everybody reads as SDMX, so that nothing is subtracted between both (ADR 0482).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from ruta.employers.selectors import market_details, openings_by_place
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, Policy, SafeTable, suppress_table
from ruta.insights.selectors.observatory.cells import Cells, Shown, find_cells
from ruta.placements.selectors import job_names
from ruta.taxonomy.selectors import sectors
from ruta.territory.selectors import departments

MOST = 10
HIDDEN = Cell(None, Mark.HIDDEN)
POLICY = Policy(5, zeros_public=True)  # most sectors of most territories offer nothing: nobody is in a zero
Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One territory or one sector: what was offered, and what was filled through the service."""

    code: str
    name: str
    openings: Cell
    filled: Cell


@dataclass(frozen=True, slots=True)
class LocalMarket:
    """A sector and a territory, empty where all: both counts, the typical wage, occupations with their openings, and the parts of it."""

    section: str
    place: str
    sections: Names
    places: Names
    whole: Row
    rows: Sequence[Row]
    wage: float | None
    occupations: Sequence[tuple[str, int]]
    year: str
    """In which the filled ones were hired; empty where no year was counted yet."""

    @property
    def section_name(self) -> str:
        """What its sector is called; empty where it is of all."""
        return self.sections.get(self.section, "")

    @property
    def place_name(self) -> str:
        """What its department is called; empty where it is of the country."""
        return self.places.get(self.place, "")


def local_market(section: str = "", place: str = "") -> LocalMarket:
    """The whole country, one sector, one territory or both; what is not known is all."""
    sections, places = section_names(), {row.code: row.name for row in departments()}
    section, place = section if section in sections else "", place if place in places else ""
    hires = find_cells("placements")
    table = _Table(list(sections), list(places), _safe(openings_by_place(), list(sections), list(places)), hires)
    details = market_details(section, place)
    wanted = details.occupations[:MOST]
    return LocalMarket(
        section=section, place=place, sections=sections, places=places, whole=table.of(section, place), year=hires.period if hires else "",
        rows=table.by_place(section, places) if not place else table.by_section(place, sections) if not section else [],
        wage=details.wage, occupations=[*zip(job_names([code for code, _n in wanted]), (n for _code, n in wanted), strict=True)],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    """Both counts by section and department, as they may be shown: openings in one table, so that no sum gives a cell away, hires as kept."""

    sections: list[str]
    places: list[str]
    openings: SafeTable
    hires: Cells | None

    def of(self, section: str, place: str) -> Row:
        """A cell, a sum of a row or a column, or the whole."""
        return self._row("", "", section, place)

    def by_place(self, section: str, names: Names) -> list[Row]:
        """The territories of one sector or of all."""
        return _told([self._row(code, names[code], section, code) for code in self.places])

    def by_section(self, place: str, names: Names) -> list[Row]:
        """The sectors of one territory."""
        return _told([self._row(code, names[code], code, place) for code in self.sections])

    def _row(self, code: str, name: str, section: str, place: str) -> Row:
        return Row(code, name, _cell(self.openings, self._at(section, place)), _hired(self.hires, section, place))

    def _at(self, section: str, place: str) -> tuple[int | None, int | None]:
        return self.sections.index(section) if section else None, self.places.index(place) if place else None


def _safe(counts: Mapping[tuple[str, str], int], sections: list[str], places: list[str]) -> SafeTable:
    rows = [[counts[section, place] for place in places] for section in sections]
    try:
        return suppress_table(rows, POLICY)
    except CannotProtect:
        hidden = (HIDDEN,) * len(places)
        return SafeTable((hidden,) * len(sections), (HIDDEN,) * len(sections), hidden, HIDDEN)


def _cell(table: SafeTable, at: tuple[int | None, int | None]) -> Cell:
    row, column = at
    if row is None:
        return table.total if column is None else table.column_totals[column]
    return table.row_totals[row] if column is None else table.rows[row][column]


def _hired(hires: Cells | None, section: str, place: str) -> Cell:
    """What was kept of it; hidden where it is hidden there, or was never counted."""
    count = _kept(hires, section, place) if hires and hires.whole is not None else None
    return HIDDEN if count is None else Cell(count, Mark.SHOWN)


def _kept(hires: Cells, section: str, place: str) -> Shown:
    if section and place:
        return hires.crossing("department", "section").get((place, section))
    if section or place:
        return hires.by("section" if section else "department").get(section or place)
    return hires.whole


def _told(rows: list[Row]) -> list[Row]:
    """Those of which something can be read, the most offered first."""
    found = [row for row in rows if row.openings.count]
    return sorted(found, key=lambda row: (-(row.openings.count or 0), row.name))


def section_names() -> Names:
    """The sections of CIIU, in the language that is spoken."""
    is_english = (get_language() or "").startswith("en")
    return {row.code: (row.name_en if is_english else "") or row.name_es for row in sectors(1).order_by("code")}
