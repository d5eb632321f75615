"""What does the market of a sector and a territory look like, counted of what was published and filled here?

Openings are those of the last twelve months. A filled one is somebody hired: those are of the newest year that was counted, cell by cell what
everybody reads as SDMX, so that nothing is subtracted between both.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ruta.base.addresses import address_of
from ruta.base.errors import TooMany
from ruta.employers.selectors import market_details, openings_by_place
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, Policy, SafeTable, suppress_table
from ruta.insights.papers import KINDS, made
from ruta.insights.selectors.observatory import Asked, employer_paper
from ruta.insights.selectors.observatory.cells import Cells, Shown, find_cells
from ruta.placements.selectors import job_names
from ruta.portal.links.doors import count_within
from ruta.taxonomy.models import Sector
from ruta.territory.selectors import departments

MOST = 10
FILES, WITHIN = 20, 3600
HIDDEN = Cell(None, Mark.HIDDEN)
POLICY = Policy(5, zeros_public=True)  # most sectors of most territories offer nothing: nobody is in a zero


@dataclass(frozen=True, slots=True)
class Row:
    """One territory or one sector: what was offered, and what was filled through the service."""

    code: str
    name: str
    openings: Cell
    filled: Cell


@require_safe
def market_report(request: HttpRequest) -> HttpResponse:
    """The whole country, one sector, one territory or both; nobody has to sign in."""
    told = _told_of(request)
    endings = [(kind.ending, kind.label) for kind in KINDS.values()]
    return render(
        request,
        "portal/companies/market.html",
        told | {"endings": endings, "query": urlencode({"sector": told["section"], "lugar": told["place"]})},
    )


@never_cache
@require_safe
def market_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The same to take along; making one costs the server something, so one address gets some in an hour."""
    if ending not in KINDS:
        raise Http404
    if count_within(f"market:{address_of(request)}", WITHIN) > FILES:
        raise TooMany(_("Desde aquí se pidieron muchos archivos en poco tiempo. Espere una hora y vuelva a intentarlo."))
    with override("es-hn"):
        paper = employer_paper(_asked(_told_of(request)))
    name = f"{paper.file_name}.{ending}"
    return HttpResponse(
        made(paper, ending), content_type=KINDS[ending].media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _asked(told: dict[str, Any]) -> Asked:
    by_sector = bool(told["place"])
    name = f"{told['section_name'] or _('Todos los sectores')}, {told['place_name'] or _('Todo el país')}"
    return Asked(
        section=told["section"], place=told["place"], name=name, openings=told["whole"].openings, filled=told["whole"].filled, wage=told["wage"],
        occupations=told["occupations"], parts=[(row.name, row.openings, row.filled) for row in told["rows"]],
        part_label=_("Sector") if by_sector else _("Departamento"), year=told["year"],
    )  # fmt: skip


def _told_of(request: HttpRequest) -> dict[str, Any]:
    sections, places = _sections(), {row.code: row.name for row in departments()}
    section = request.GET.get("sector", "") if request.GET.get("sector") in sections else ""
    place = request.GET.get("lugar", "") if request.GET.get("lugar") in places else ""
    hires = find_cells("placements")
    table = Table(list(sections), list(places), _safe(openings_by_place(), list(sections), list(places)), hires)
    details = market_details(section, place)
    wanted = details.occupations[:MOST]
    return {
        "sections": list(sections.items()), "places": list(places.items()), "section": section, "place": place,
        "section_name": sections.get(section, ""), "place_name": places.get(place, ""), "whole": table.of(section, place),
        "year": hires.period if hires else "", "rows": table.by_place(section, places) if not place else table.by_section(place, sections) if not section else [],
        "wage": details.wage, "occupations": [*zip(job_names([code for code, _n in wanted]), (count for _code, count in wanted), strict=True)],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Both counts by section and department, as they may be shown: openings in one table, so that no sum gives a cell away, hires as kept."""

    sections: list[str]
    places: list[str]
    openings: SafeTable
    hires: Cells | None

    def of(self, section: str, place: str) -> Row:
        """A cell, a sum of a row or a column, or the whole."""
        return self._row("", "", section, place)

    def by_place(self, section: str, names: dict[str, str]) -> list[Row]:
        """The territories of one sector or of all."""
        return _told([self._row(code, names[code], section, code) for code in self.places])

    def by_section(self, place: str, names: dict[str, str]) -> list[Row]:
        """The sectors of one territory."""
        return _told([self._row(code, names[code], code, place) for code in self.sections])

    def _row(self, code: str, name: str, section: str, place: str) -> Row:
        return Row(code, name, _cell(self.openings, self._at(section, place)), _hired(self.hires, section, place))

    def _at(self, section: str, place: str) -> tuple[int | None, int | None]:
        return self.sections.index(section) if section else None, self.places.index(place) if place else None


def _safe(counts: Any, sections: list[str], places: list[str]) -> SafeTable:
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


def _sections() -> dict[str, str]:
    is_english = (get_language() or "").startswith("en")
    return {row.code: (row.name_en if is_english else "") or row.name_es for row in Sector.objects.filter(level=1).order_by("code")}
