"""What came of the procedures of this institution: authorisations, certified agents, plans carried out?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.accounts.policies import has_role
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.forms import PeriodForm, years
from ruta.desk.indicators.views import marked
from ruta.insights.policies import FIGURE_ROLES
from ruta.insights.selectors import procedure_figures
from ruta.permits.policies import READER_ROLES


@require_safe
@roles(FIGURE_ROLES | READER_ROLES)
def procedures_page(request: DeskRequest) -> HttpResponse:
    """I04, I16 and I17 of one year beside the one before, each with the dossiers that it counts."""
    year, _dimension = PeriodForm(request.GET).chosen
    context = {
        "year": year, "years": marked(years(), year), "figures": procedure_figures(request.actor, year),
        "may_read": has_role(request.actor, READER_ROLES), "has_sheets": has_role(request.actor, FIGURE_ROLES),
    }  # fmt: skip
    return render(request, "desk/indicators/procedures.html", context)
