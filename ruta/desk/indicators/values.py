"""What is the value of one indicator, by month and by each of its categories, and which rows does it count?"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.charts import BAR, Chart, Series
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.forms import years
from ruta.desk.indicators.sheets import Sheet, sheet_of
from ruta.desk.indicators.views import chosen_of, counts_page, marked
from ruta.insights.definitions import Indicator, indicator
from ruta.insights.enums import Dimension
from ruta.insights.policies import FIGURE_ROLES, can_open_rows
from ruta.insights.selectors import Shares, Waits, behind, mean_change, shares, waits


@require_safe
@roles(FIGURE_ROLES)
def value_page(request: DeskRequest, code: str) -> HttpResponse:
    """The value of an indicator that is counted here."""
    each = counted_here(code)
    if each.kind == "count":
        return counts_page(request, each.code)
    year, dimension = chosen_of(request, each)
    figures = figures_of(each, request, year, dimension)
    context = {
        "sheet": sheet_of(each), "each": each, "year": year, "years": marked(years(), year), "dimension": dimension,
        "dimensions": marked(each.apart, dimension) if len(each.apart) > 1 else [], "of": Dimension(dimension).label if dimension else "",
        "figures": figures, "chart": chart_of(sheet_of(each), figures), "may_open": behind(each.code, request.actor, year) is not None
        and can_open_rows(request.actor, request.actor.institution_id or 0), "moved": mean_change(each, year) if each.code == "I58" else None,
    }  # fmt: skip
    return render(request, "desk/indicators/value.html", context)


def figures_of(each: Indicator, request: DeskRequest, year: int, dimension: str) -> Shares | Waits:
    """The figures of its kind."""
    return waits(each.code, year) if each.kind == "waits" else shares(each, request.actor, year, dimension)


def chart_of(sheet: Sheet, figures: Shares | Waits) -> Chart:
    """A bar a month: the share, or the median of the minutes; a month that is too small has none."""
    if isinstance(figures, Waits):
        name, found = _("Mediana (min)"), {row.code: row.median for row in figures.months}
    else:
        name, found = _("Parte (%)"), {row.code: row.share for row in figures.months}
    values = [_one(found.get(str(month))) for month in range(1, 13)]
    title = _("%(indicator)s por mes de %(year)s") % {"indicator": sheet.label, "year": figures.year}
    return Chart(
        title=title, labels=[str(MONTHS_3[month]) for month in range(1, 13)], series=[Series(name, values, "current", BAR)], along=_("Mes")
    )


def _one(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def counted_here(code: str) -> Indicator:
    """The indicator of a page of values; no page where it is not counted here."""
    each = indicator(code)
    if each is None or each.shown != "indicator_value":
        raise Http404(_("Ese indicador no tiene una página de valor."))
    return each
