"""On which screen does one see where nobody works, and what is done twice?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.insights.papers import said
from ruta.insights.selectors.territories.gaps import gap_matrix, repeated, running_projects
from ruta.insights.selectors.territories.needed import need_table
from ruta.projects.policies import READER_ROLES
from ruta.projects.selectors import place_names
from ruta.taxonomy.selectors import need


@require_safe
@roles(READER_ROLES)
def gaps(request: DeskRequest) -> HttpResponse:
    """Needs by territory beside the projects that answer them, and the projects that do the same."""
    running, year = running_projects(), today().year
    places, rows = gap_matrix(need_table(year), running)
    if request.GET.get("formato") in {"csv", "xlsx"}:
        log_access(request.actor, "export", scope="brechas", format=request.GET["formato"])
        head = [_("Grupo de necesidades"), _("Territorio"), _("Necesidades"), _("Proyectos")]
        told = [[label, each.place, said(each.needed), str(each.projects)] for label, cells in rows for each in cells]
        return table_file(f"brechas-{year}", request.GET["formato"], head, told)
    pairs = repeated(running)
    names = place_names({code for pair in pairs for code in pair.places})
    told_pairs = [
        {"pair": pair, "needs": [need(code).label() for code in pair.needs], "places": [names[code] for code in pair.places]}
        for pair in pairs
    ]
    context = {
        "year": str(year), "places": places, "rows": [(label, [(each, said(each.needed)) for each in cells]) for label, cells in rows],
        "pairs": told_pairs, "count": sum(each.is_gap for _label, cells in rows for each in cells),
    }  # fmt: skip
    return render(request, "desk/territories/gaps.html", context)
