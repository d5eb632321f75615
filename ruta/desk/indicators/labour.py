"""What came of the work of this institution: jobs, days and kept promises?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.accounts.policies import has_role
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.beveridge import curve_of
from ruta.desk.indicators.forms import PeriodForm, years
from ruta.desk.indicators.views import marked
from ruta.employers.policies import READER_ROLES
from ruta.insights.policies import FIGURE_ROLES
from ruta.insights.selectors import active_employers, labour_figures, noncoverage, post_rates, skill_gaps
from ruta.placements.policies import can_keep_profiles


@require_safe
@roles(FIGURE_ROLES)
def labour_page(request: DeskRequest) -> HttpResponse:
    """I29 to I41, I44 and I51 of one year, each with the rows that it counts."""
    year, _dimension = PeriodForm(request.GET).chosen
    rates = post_rates(request.actor)
    context = {
        "year": year, "years": marked(years(), year), "figures": labour_figures(request.actor, year),
        "causes": noncoverage(request.actor, year), "may_read_vacancies": has_role(request.actor, READER_ROLES), "may_read_fairs": has_role(request.actor, READER_ROLES),
        "may_open": can_keep_profiles(request.actor), "employers": active_employers(request.actor, year), "gaps": skill_gaps(request.actor), "rates": rates, "curve": curve_of(rates),
    }  # fmt: skip
    return render(request, "desk/indicators/labour.html", context)
