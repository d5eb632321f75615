"""What is the value of one indicator, by month and by each of its categories, and which rows does it count?"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.charts import BAR, Chart, Series
from ruta.base.clock import HONDURAS
from ruta.base.errors import Refused
from ruta.base.listing import Column, Listing, Sort, exported, listed
from ruta.base.numbers import read_number
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.forms import years
from ruta.desk.indicators.sheets import Sheet, sheet_of
from ruta.desk.indicators.views import ONLY_OWN, chosen_of, counts_page, marked
from ruta.desk.templatetags.words import label_of
from ruta.directory.models import Office
from ruta.insights.definitions import Indicator, indicator
from ruta.insights.enums import Dimension
from ruta.insights.policies import FIGURE_ROLES, can_open_rows
from ruta.insights.selectors import Shares, Waits, behind, mean_change, shares, waits

OWN_NUMBER = {"case": lambda row: row.case.number, "own_case": lambda row: row.number,
              "ticket": lambda row: row.number, "appointment": lambda row: row.office.short_name, "service": lambda row: row.name or label_of(row.service_type, "service_types"),
              "person": lambda row: row.office.short_name,
              "file": lambda row: _("%(valid)s de %(received)s filas") % {"valid": row.done_count - row.error_count, "received": row.done_count}}  # fmt: skip
PAGES = {"case": ("desk:case", "case_id"), "own_case": ("desk:case", "pk"),
         "appointment": ("desk:appointment", "pk"), "person": ("desk:person", "person_ref"), "file": ("desk:import", "pk")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a figure as it is listed."""

    day: Any
    what: str
    url: str
    counts: bool | None


@require_safe
@roles(FIGURE_ROLES)
def value_page(request: DeskRequest, code: str) -> HttpResponse:
    """The value of an indicator that is counted here."""
    each = _counted(code)
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


@require_safe
@roles(FIGURE_ROLES)
def behind_page(request: DeskRequest, code: str) -> Any:
    """The rows that an indicator counts in the reader's institution; each opening is logged."""
    each, actor = _counted(code), request.actor
    year, _dimension = chosen_of(request, each)
    office = Office.objects.filter(pk=read_number(request.GET.get("office"))).first()
    found = behind(each.code, actor, year, office.pk if office else None)
    if found is None:
        raise Http404
    if not can_open_rows(actor, office.institution_id if office else actor.institution_id or 0):
        raise Refused(ONLY_OWN)
    log_access(
        actor,
        "indicator_rows",
        object_id=office.pk if office else None,
        owner_institution_id=actor.institution_id,
        indicator=each.code,
        year=year,
    )
    listing = _listing(each, found.when, found.kind)
    if request.GET.get("formato"):
        return exported(listing, found.rows, request.GET, actor) or redirect("desk:indicator_value", each.code)
    page = listed(listing, found.rows, request.GET, kept={"year": str(year), "office": str(office.pk) if office else ""})
    rows = [_row(row, found.when, found.kind) for row in page.rows]
    return render(
        request, "desk/indicators/behind.html", {"sheet": sheet_of(each), "year": year, "page": page, "rows": rows, "office": office}
    )


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


def _counted(code: str) -> Indicator:
    each = indicator(code)
    if each is None or each.shown != "indicator_value":
        raise Http404(_("Ese indicador no tiene una página de valor."))
    return each


def _row(row: Any, when: str, kind: str) -> Row:
    page, key = PAGES.get(kind, ("", ""))
    url = reverse(page, args=[getattr(row, key)]) if page else ""
    return Row(_day(row, when), OWN_NUMBER[kind](row), url, getattr(row, "counts", None))


def _day(row: Any, when: str) -> Any:
    value = getattr(row, "verified_on" if when == "pk" else when)
    return value.astimezone(HONDURAS).date() if hasattr(value, "astimezone") else value


def _listing(each: Indicator, when: str, kind: str) -> Listing:
    def counts(row: Any) -> str:
        found = getattr(row, "counts", None)
        return "" if found is None else _("sí") if found else _("no")

    return Listing(
        name=each.code.lower(),
        order="-fecha",
        sorts=[Sort("fecha", ("pk",) if when == "pk" else (when, "pk"))],
        columns=[
            Column("fecha", _("Fecha"), lambda row: _day(row, when)),
            Column("registro", _("Registro"), OWN_NUMBER[kind]),
            Column("cumple", _("Cumple"), counts),
        ],
    )
