"""Who answers for how much work in each month?"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap.around import around
from ruta.people.selectors import user_names
from ruta.roadmap.models import Node
from ruta.roadmap.planning import months_after
from ruta.roadmap.policies import READER_ROLES
from ruta.roadmap.selectors import current_version, loads_of, plan_of, rows_of, timed_rows

MONTHS = 12
MUCH = 3  # at once, from here on it is pointed out
WAYS = (
    ("institucion", _("Institución")),
    ("unidad", _("Unidad")),
    ("persona", _("Persona")),
    ("documento", _("Como lo nombra el plan")),
)


@require_safe
@roles(READER_ROLES)
def workload(request: DeskRequest, code: str) -> HttpResponse:
    """Twelve months, a line per responsible, with how many pieces of work are open at once."""
    version = current_version(plan_of(code))
    nodes = list(rows_of(version).select_related("institution"))
    way = request.GET.get("por", "")
    way = way if way in dict(WAYS) else "institucion"
    first = _asked(request.GET.get("desde", "")) or today().replace(day=1)
    named = _naming(way, user_names({node.person for node in nodes if node.person}))
    loads = loads_of(timed_rows(version, nodes), named, first, MONTHS)
    context = around(request, version) | {
        "loads": loads,
        "months": [months_after(first, number) for number in range(MONTHS)],
        "first": first,
        "before": months_after(first, -MONTHS),
        "after": months_after(first, MONTHS),
        "way": way,
        "load_ways": [(value, label, value == way) for value, label in WAYS],
        "much": MUCH,
    }
    return render(request, "desk/roadmap_views/workload.html", context)


def _asked(said: str) -> Any:
    try:
        return datetime.strptime(said, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _naming(way: str, users: dict[int, str]) -> Callable[[Node], Iterable[str]]:
    nobody = [str(_("Sin responsable"))]
    names: dict[str, Callable[[Node], list[str]]] = {
        "institucion": lambda node: [node.institution.short_name] if node.institution else [],
        "unidad": lambda node: [node.unit] if node.unit else [],
        "persona": lambda node: [users[node.person]] if node.person in users else [],
        "documento": lambda node: list(node.responsible),
    }
    return lambda node: names[way](node) or nobody
