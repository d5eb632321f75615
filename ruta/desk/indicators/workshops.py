"""Who finished the workshops and programmes of this institution, and what followed?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.accounts.policies import has_role
from ruta.base.access import log_access
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.desk.indicators.exports import shown
from ruta.desk.indicators.forms import PeriodForm, years
from ruta.desk.indicators.views import marked
from ruta.insights.policies import FIGURE_ROLES
from ruta.insights.selectors import ShareRow, WorkshopFigures, workshop_figures
from ruta.training.policies import READER_ROLES


@require_safe
@roles(FIGURE_ROLES)
def workshops_page(request: DeskRequest) -> HttpResponse:
    """I61 of one year beside the one before, by kind and office, each kind with the editions that it counts."""
    year, _dimension = PeriodForm(request.GET).chosen
    found, kind = workshop_figures(request.actor, year), request.GET.get("formato")
    if kind in {"csv", "xlsx"}:
        log_access(request.actor, "export", scope="talleres", format=kind)
        head = [_("Tipo u oficina"), _("Ediciones terminadas"), _("Inscritas"), _("Aprobaron"), _("Parte (%)")]
        return table_file(f"talleres-{year}", kind, head, told(found))
    context = {"year": year, "years": marked(years(), year), "found": found, "may_read": has_role(request.actor, READER_ROLES)}
    return render(request, "desk/indicators/workshops.html", context)


def told(found: WorkshopFigures) -> list[list[str]]:
    """The page as a table."""
    rows = [(found.figure, ""), *((row, str(held)) for row, held in found.kinds), *((row, "") for row in found.offices)]
    return [_line(row, held, found.least) for row, held in rows]


def _line(row: ShareRow, held: str, least: int) -> list[str]:
    share = "" if row.share is None else f"{row.share:.1f}"
    return [row.label or _("Total"), held, str(shown(row.whole, least)), str(shown(row.part, least)), share]
