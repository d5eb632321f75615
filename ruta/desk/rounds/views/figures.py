"""What do the indicators of the plans say, and where will each target stand at the end of the year?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.accounts.policies import has_role
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.sheets import language
from ruta.insights.engine.forecast import LEAST
from ruta.insights.policies import FIGURE_ROLES
from ruta.roadmap.policies import READER_ROLES
from ruta.roadmap.selectors import courses, roadmap_figures


@require_safe
@roles(READER_ROLES)
def figures_page(request: DeskRequest) -> HttpResponse:
    """Counted indicators, and the targets of the year with their forecast."""
    context = {
        "figures": roadmap_figures(language()),
        "courses": courses(),
        "least": LEAST,
        "has_sheets": has_role(request.actor, FIGURE_ROLES),
    }
    return render(request, "desk/rounds/figures.html", context)
