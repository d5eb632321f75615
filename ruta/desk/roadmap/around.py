"""What stands around every page of a plan: its name, its version, its neighbours and the ways to look at it?"""

from typing import Any

from django.utils.translation import gettext_lazy

from ruta.desk.gate import DeskRequest
from ruta.roadmap.enums import PlanKind
from ruta.roadmap.models import Plan, PlanVersion
from ruta.roadmap.policies import can_edit_plans, can_propose

SHORT_NAMES = {
    "roadmap": gettext_lazy("Hoja de ruta"), "action_plan": gettext_lazy("SI EMPLEO"), "reintegration": gettext_lazy("Reintegración"),
    "maturity": gettext_lazy("PES-Scan"),
}  # fmt: skip
WAYS = (
    ("roadmap-plan", gettext_lazy("Árbol")),
    ("roadmap-gantt", gettext_lazy("Gantt")),
    ("roadmap-board", gettext_lazy("Tablero")),
    ("roadmap-calendar", gettext_lazy("Calendario")),
    ("roadmap-workload", gettext_lazy("Carga")),
)


def around(request: DeskRequest, version: PlanVersion) -> dict[str, Any]:
    """What the head of a page of a plan wants."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "version": version,
        "plan": version.plan,
        "may_propose": can_propose(request.actor),
        "may_annual": can_edit_plans(request.actor) and version.plan.kind != PlanKind.ANNUAL,
        "document": {"date": "", "text": ""} | version.header["document"],
        "neighbours": _neighbours(version),
        "ways": [(f"desk:{name}", label, name == here) for name, label in WAYS],
    }


def _neighbours(version: PlanVersion) -> list[tuple[Plan, Any, bool]]:
    """The plans of the institutions; annual ones stand in the list of plans, and here only when it is one of them."""
    shown = [each for each in Plan.objects.order_by("pk") if each.kind != PlanKind.ANNUAL or each.pk == version.plan_id]
    return [(each, SHORT_NAMES.get(each.kind, each.code), each.pk == version.plan_id) for each in shown]
