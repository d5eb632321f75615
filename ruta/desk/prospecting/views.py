"""In which month is there work in which sector and place, and who was visited?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS, MONTHS_3
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.clock import today
from ruta.base.numbers import read_number
from ruta.base.spelling import folded
from ruta.desk.employers.lists import departments_named, sections
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.prospecting.lists import VISITS
from ruta.directory.models import Office
from ruta.employers.policies import PROSPECTOR_ROLES, READER_ROLES, can_prospect
from ruta.employers.selectors import calendar, visits

EVERYWHERE = "todos"
MOST_WORDS = 8


@require_safe
@roles(READER_ROLES)
def matrix(request: DeskRequest) -> HttpResponse:
    """Sectors by month in a department, or departments by month in a sector; first the department of the office."""
    asked = _asked(request)
    year = asked["year"]
    lines = calendar(request.actor, year, department=asked["department"], section=asked["section"])
    is_by_place = bool(asked["section"]) or not asked["department"]
    now = today()
    context = asked | {
        "lines": lines, "is_by_place": is_by_place, "months": [(number, MONTHS_3[number], MONTHS[number]) for number in MONTHS_3],
        "this_month": now.month if year == now.year else 0, "years": [now.year - 1, now.year, now.year + 1],
        "places": departments_named(), "sectors": sections(), "everywhere": EVERYWHERE, "may_prospect": can_prospect(request.actor),
        "totals": {"employers": sum(line.employers for line in lines), "non_users": sum(line.non_users for line in lines),
                   "planned": sum(cell.planned for line in lines for cell in line.cells), "done": sum(cell.done for line in lines for cell in line.cells)},
    }  # fmt: skip
    return render(request, "desk/prospecting/matrix.html", context)


matrix.menu_roles = PROSPECTOR_ROLES  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The visits, by sector, place, month and outcome."""

    def found(text: str) -> Any:
        rows = visits(request.actor)
        for word in folded(text).split()[:MOST_WORDS]:
            rows = rows.filter(employer__sort_name__contains=word)
        return rows

    def told(_page: Any) -> dict[str, Any]:
        return {"places": dict(departments_named()), "sections": dict(sections()), "may_prospect": can_prospect(request.actor)}

    return answered(request, VISITS, found, "desk/prospecting/list.html", told)


def _asked(request: DeskRequest) -> dict[str, Any]:
    """Year, department and sector that the address names; without a word the department of the office."""
    places, names = dict(departments_named()), dict(sections())
    place = request.GET.get("lugar", "")
    section = request.GET.get("sector", "")
    if not place and not section:
        place = Office.objects.filter(pk=request.actor.office_id or 0).values_list("municipality__department", flat=True).first() or ""
    year, now = read_number(request.GET.get("anio", "")), today().year
    return {
        "department": place if place in places else "", "section": section if section in names else "", "place": places.get(place, ""),
        "sector": names.get(section, ""), "year": year if abs(year - now) <= 1 else now,
    }  # fmt: skip
