"""What does each indicator say, how is it computed, and where does its value stand?"""

from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.spelling import folded
from ruta.desk.gate import DeskRequest, roles
from ruta.insights.definitions import Indicator, families, indicator, indicators, word
from ruta.insights.enums import Dimension
from ruta.insights.policies import FIGURE_ROLES
from ruta.quality.policies import READER_ROLES
from ruta.roadmap.selectors import is_counted

# Pages of values that fewer roles open than the sheets.
READERS = {"opinions": READER_ROLES, "suggestions": {Role.CENTRAL_COORDINATION}}
STATES = {
    "counted": gettext_lazy("Lo calcula la plataforma"),
    "reported": gettext_lazy("Se informa con evidencia en cada ronda"),
    "waits": gettext_lazy("Todavía no se calcula"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One indicator in the language of the reader; `url` opens its value."""

    code: str
    label: str
    formula: str
    rows: str
    limits: str
    target: str
    unit: str
    by: str
    every: str
    role: str
    source: str
    family: str
    url: str
    state: str
    why: str
    apart: str
    missing: str


@require_safe
@roles(FIGURE_ROLES)
def sheets_page(request: DeskRequest) -> HttpResponse:
    """Every indicator by family, found by its number or its words."""
    sought = request.GET.get("q", "").strip()[:80]
    found = [_for(request, each) for each in indicators()]
    shown = [each for each in found if folded(sought) in folded(f"{each.code} {each.label} {each.formula}")]
    groups = [(label, [each for each in shown if each.family == code]) for code, label in families(language())]
    context = {
        "groups": [(label, group) for label, group in groups if group], "sought": sought, "count": len(found),
        "computed": sum(1 for each in indicators() if each.is_computed),
    }  # fmt: skip
    return render(request, "desk/indicators/sheets.html", context)


@require_safe
@roles(FIGURE_ROLES)
def sheet_page(request: DeskRequest, code: str) -> HttpResponse:
    """The reference sheet of one indicator."""
    found = indicator(code)
    if found is None:
        raise Http404(_("No hay un indicador con ese número."))
    return render(request, "desk/indicators/sheet.html", {"sheet": _for(request, found)})


def sheet_of(each: Indicator) -> Sheet:
    """An indicator in the reader's language."""
    spoken = language()
    return Sheet(
        code=each.code,
        label=each.label[spoken],
        formula=each.formula[spoken],
        rows=each.rows[spoken],
        limits=each.limits[spoken],
        target=each.target[spoken],
        unit=word("units", each.unit, spoken),
        by=", ".join(word("by", code, spoken) for code in each.by),
        every=word("every", each.every, spoken),
        role=str(Role(each.role).label),
        source=_("propio") if each.source == "own" else each.source,
        family=each.family,
        url=address_of(each),
        state=str(STATES[state_of(each)]),
        why=word("waits", each.arrives, spoken) if each.arrives else "",
        apart=", ".join(str(Dimension(code).label).lower() for code in each.apart),
        missing=", ".join(_("etnia") if code == "ethnicity" else str(Dimension(code).label).lower() for code in each.missing),
    )


def _for(request: DeskRequest, each: Indicator) -> Sheet:
    """An indicator whose value is linked only for whoever may open its page."""
    found = sheet_of(each)
    return found if has_role(request.actor, READERS.get(each.shown, FIGURE_ROLES)) else replace(found, url="")


def address_of(each: Indicator) -> str:
    """The page of its value; none of what is not counted."""
    if each.shown == "indicator_value":
        return reverse("desk:indicator_value", args=[each.code])
    return reverse(f"desk:{each.shown}") if each.is_computed else ""


def state_of(each: Indicator) -> str:
    """Counted here, reported with evidence in a round, or neither yet."""
    if (each.is_reported and not is_counted(each.code)) or each.arrives == "rounds":
        return "reported"
    return "counted" if each.is_computed else "waits"


def language() -> str:
    """The language of the reader among those of the definitions."""
    return "en" if (get_language() or "es").startswith("en") else "es"
