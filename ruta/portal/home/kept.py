"""Where is one promise of the charter kept? Its method, time and result as promised, beside what happened, by office and by way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.cases.selectors.labels import CHANNELS
from ruta.insights.selectors import WAYS, PartTable, counted_on, kept_promises, promise_tables
from ruta.portal.home.measured import BETWEEN
from ruta.taxonomy.selectors import catalogue, label

CHARTER = "service_charter"
DOORS = {"web": _("Portal"), "outreach": _("Unidad itinerante o feria"), "data_exchange": _("De otro sistema")}
"""Ways on which something is asked for and no service is given."""


@dataclass(frozen=True, slots=True)
class Method:
    """Of what services gave on ways that may be told, how many came on a promised one. Sums of cells that the page shows, so that nothing hidden is told."""

    whole: int
    part: int

    @property
    def percent(self) -> float:
        """In hundredths."""
        return 100 * self.part / self.whole


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """One service of the charter."""
    row = next((each for each in catalogue(CHARTER) if each.code == code), None)
    if row is None:
        return render(request, "portal/home/no_service.html", status=404)
    tables, promised = promise_tables(code), row["channels"]
    context = {
        "label": row.label(), "method": row.text("method"), "result": row.text("result"), "days": row["standard"]["working_days"],
        "is_approved": row["standard"]["approved"], "channels": [label(CHARTER, each, section="channels") for each in promised],
        "kept": kept_promises().get(code), "counted_on": counted_on(), "between": BETWEEN.get(code),
        "minutes": row["standard"].get("minutes"), "has_length": any(each.measure == "length" for each in tables), "by_method": by_method(tables, promised),
        "has_visits": code == "sc_itinerant",
        "tables": [(each, [(one, (CHANNELS | DOORS).get(one.category), is_promised(one.category, promised)) for one in each.rows]) for each in tables],
    }  # fmt: skip
    return render(request, "portal/home/service.html", context)


def is_promised(way: str, promised: Iterable[str]) -> bool:
    """Whether the charter names this way of being served."""
    return WAYS.get(way, way) in promised


def by_method(tables: Iterable[PartTable], promised: Iterable[str]) -> Method | None:
    """How services were given, against how the charter says that they are."""
    given = next((each for each in tables if (each.measure, each.dimension) == ("result", "channel")), None)
    told = [(row.category, count) for row in given.rows if (count := row.whole.count)] if given else []
    whole = sum(count for _way, count in told)
    return Method(whole, sum(count for way, count in told if is_promised(way, promised))) if whole else None
