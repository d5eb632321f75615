"""What do the indicators of the plans say, and where will each target stand at the end of the year?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.sheets import language
from ruta.insights.engine.forecast import LEAST
from ruta.insights.policies import FIGURE_ROLES
from ruta.permits.policies import READER_ROLES as KEEPER_ROLES
from ruta.roadmap.policies import READER_ROLES
from ruta.roadmap.selectors import courses, roadmap_figures

PROCEDURES = ("procedure_figures", FIGURE_ROLES | KEEPER_ROLES)
ROWS = {"I04": PROCEDURES, "I16": PROCEDURES, "I17": PROCEDURES, "I63": ("kept_commitments", READER_ROLES)}
"""Pages with the very rows that a figure counts, and who opens them; dossiers are read in their institution alone."""


@require_safe
@roles(READER_ROLES)
def figures_page(request: DeskRequest) -> HttpResponse:
    """Counted indicators, and the targets of the year with their forecast."""
    context = {
        "figures": roadmap_figures(language()),
        "courses": courses(),
        "least": LEAST,
        "rows": rows_of(request.actor),
        "has_sheets": has_role(request.actor, FIGURE_ROLES),
    }
    return render(request, "desk/rounds/figures.html", context)


def rows_of(actor: Actor) -> dict[str, str]:
    """Where the rows of a figure are opened, of those that this reader may open."""
    return {code: reverse(f"desk:{page}") for code, (page, allowed) in ROWS.items() if has_role(actor, allowed)}
