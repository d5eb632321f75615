"""Where is one promise of the charter kept? Its method, time and result as promised, beside what happened, by office and by way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.cases.selectors.labels import CHANNELS
from ruta.insights.selectors import counted_on, kept_promises, promise_tables
from ruta.taxonomy.selectors import catalogue, label

CHARTER = "service_charter"
WAYS = {"visit": "itinerant", "video": "web", "outreach": "itinerant"}
"""How a way of a delivery or of a door is called in the charter, where it is called otherwise."""
DOORS = {"web": _("Portal"), "outreach": _("Unidad itinerante o feria"), "data_exchange": _("De otro sistema")}
"""Ways on which something is asked for and no service is given."""


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """One service of the charter."""
    row = next((each for each in catalogue(CHARTER) if each.code == code), None)
    if row is None:
        return render(request, "portal/home/no_service.html", status=404)
    context = {
        "label": row.label(), "method": row.text("method"), "result": row.text("result"), "days": row["standard"]["working_days"],
        "is_approved": row["standard"]["approved"], "channels": [label(CHARTER, each, section="channels") for each in row["channels"]],
        "kept": kept_promises().get(code), "counted_on": counted_on(),
        "tables": [(each, [(one, (CHANNELS | DOORS).get(one.category), WAYS.get(one.category, one.category) in row["channels"]) for one in each.rows]) for each in promise_tables(code)],
    }  # fmt: skip
    return render(request, "portal/home/service.html", context)
