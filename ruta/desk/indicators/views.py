"""What do the figures say, how do they compare, and which rows are behind them?"""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ruta.accounts.policies import has_role
from ruta.base.charts import BAR, LINE, Chart, Series
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.forms import PeriodForm, years
from ruta.desk.indicators.sheets import language, sheet_of
from ruta.insights.definitions import Indicator, indicator, indicators
from ruta.insights.engine.change import GROWTH_TARGET
from ruta.insights.engine.forecast import Forecast, year_end
from ruta.insights.enums import Dimension
from ruta.insights.policies import FIGURE_ROLES
from ruta.insights.selectors import Attentions, attentions, attentions_by_office, referral_steps, silent_offices
from ruta.quality.policies import READER_ROLES

ONLY_OWN = gettext_lazy("Los registros detrás de esta cifra solo los abre quien atiende casos en esa institución. La cifra sí puede verla.")


@require_safe
@roles(FIGURE_ROLES)
def overview(request: DeskRequest) -> HttpResponse:
    """The first indicators, each with its value, its comparison and its light."""
    year = years()[0]
    steps = referral_steps(year=year)
    reads = has_role(request.actor, READER_ROLES)
    others = [sheet_of(each) for each in indicators() if each.shown == "indicator_value"]
    context = {"year": year, "attentions": attentions(year), "steps": steps, "may_read_opinions": reads, "others": others}
    return render(request, "desk/indicators/overview.html", context)


@require_safe
@roles(FIGURE_ROLES)
def attentions_page(request: DeskRequest) -> HttpResponse:
    """I01: attentions to migrants by month, and by office with one dimension."""
    return counts_page(request, "I01")


def counts_page(request: DeskRequest, code: str) -> HttpResponse:
    """A count of a year against the year before (I01, I03), by month, and by office with one dimension."""
    each = indicator(code)
    if each is None:
        raise Http404
    year, dimension = chosen_of(request, each)
    figures = attentions(year, code)
    breakdown = attentions_by_office(request.actor, year, dimension, code)
    context = {
        "sheet": sheet_of(each), "year": year, "years": marked(years(), year), "dimension": dimension, "dimensions": marked(each.apart, dimension),
        "figures": figures, "period": period_words(figures), "chart": chart_of(figures, each), "breakdown": breakdown, "least": breakdown.least,
        "crossed": str(Dimension(dimension).label).lower(), "forecast": forecast_of(figures), "silent": silent_offices(code, figures),
    }  # fmt: skip
    return render(request, "desk/indicators/attentions.html", context)


def chosen_of(request: DeskRequest, each: Indicator) -> tuple[int, str]:
    """The year, and the dimension among those of the indicator."""
    year, _dimension = PeriodForm(request.GET).chosen
    asked = request.GET.get("dimension", "")
    return year, asked if asked in each.apart else next(iter(each.apart), "")


def forecast_of(figures: Attentions) -> Forecast | None:
    """The close of a year under way, where every month that it stands on may be read."""
    current = figures.current[: figures.months]
    if figures.months == 12 or any(count is None for count in (*current, *figures.previous)):
        return None
    return year_end([count or 0 for count in current], [count or 0 for count in figures.previous])


@require_safe
@roles(FIGURE_ROLES)
def referrals_page(request: DeskRequest) -> HttpResponse:
    """I54: referrals sent, accepted, delivered, confirmed, and the median days of each step."""
    actor = request.actor
    form = PeriodForm(request.GET)
    year, _dimension = form.chosen
    sides = [
        (_("Todo el país"), referral_steps(year=year)),
        (_("Enviadas por su institución"), referral_steps(year=year, sender_id=actor.institution_id)),
        (_("Recibidas por su institución"), referral_steps(year=year, receiver_id=actor.institution_id)),
    ]
    return render(request, "desk/indicators/referrals.html", {"year": year, "years": marked(years(), year), "sides": sides})


def chart_of(figures: Attentions, each: Indicator) -> Chart:
    """Bars of the year, dots of the year before, and the target line."""
    target = [None if count is None else round(count * (1 + GROWTH_TARGET / 100)) for count in figures.previous]
    running = figures.months if figures.year == today().year else None
    return Chart(
        title=_("%(indicator)s por mes de %(year)s, de %(before)s y la meta")
        % {"indicator": each.label[language()], "year": figures.year, "before": figures.year - 1},
        labels=[str(MONTHS_3[month]) for month in range(1, 13)],
        series=[
            Series(str(figures.year), figures.current, "current", BAR),
            Series(str(figures.year - 1), figures.previous, "comparison", LINE),
            Series(_("Meta: %(year)s más 5 %%") % {"year": figures.year - 1}, target, "target", LINE),
        ],
        partial=running,
        partial_words=_("al %(day)s") % {"day": today().day},
    )


def period_words(figures: Attentions) -> str:
    """The whole months that are compared, in words."""
    if figures.months == 12:
        return _("Año %(year)s") % {"year": figures.year}
    if not figures.months:
        return _("Aún no hay un mes completo")
    return _("Enero a %(month)s") % {"month": str(MONTHS[figures.months])} if figures.months > 1 else _("Enero")


def marked(choices: Iterable[Any], chosen: Any) -> list[dict[str, Any]]:
    """The places of a segment, with the chosen one marked."""
    names = dict(Dimension.choices)
    return [{"code": str(choice), "label": names.get(choice, choice), "is_current": choice == chosen} for choice in choices]
