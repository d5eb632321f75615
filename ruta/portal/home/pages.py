"""What does the State promise, where are its offices, and how far is what it planned?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.base.clock import today
from ruta.cases.selectors.labels import told_of
from ruta.directory.selectors import offices
from ruta.insights.selectors import counted_on, kept_promises, kept_waits
from ruta.portal.home.measured import BETWEEN
from ruta.roadmap.enums import WORK, PlanKind
from ruta.roadmap.models import PlanVersion
from ruta.roadmap.selectors import Line, lines_of, plans, rows_of
from ruta.taxonomy.selectors import catalogue, label

SHOWN_KINDS = (PlanKind.ROADMAP, PlanKind.ACTION_PLAN, PlanKind.REINTEGRATION)
LIGHTS = ("done", "ok", "risk", "late", "none")
OFFICES = "si_empleo"
FIRST = "hoja-de-ruta"


@dataclass(slots=True)
class Group:
    """What gathers work: an intervention, a line, a pillar; and the work right below it."""

    title: str
    code: str
    light: str
    work: list[Line] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many pieces are finished."""
        return sum(line.light == "done" for line in self.work)

    @property
    def percent(self) -> int:
        """How far they are, one like another."""
        return round(sum(line.node.percent for line in self.work) / len(self.work))  # type: ignore[attr-defined]


@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    """Each service: how, with what, in how much time, for what; and that nobody has approved the times yet."""
    found = catalogue("service_charter")
    kept = kept_promises()
    rows = [
        {
            "code": row.code, "label": row.label(), "kept": kept.get(row.code), "kept_wait": kept_waits(row["waiting_minutes_max"]) if row.get("waiting_minutes_max") else None, "method": row.text("method"), "needed": row.text("requirements"), "result": row.text("result"),
            "days": row["standard"]["working_days"], "minutes": row["standard"].get("minutes"), "is_approved": row["standard"]["approved"],
            "waiting": row.get("waiting_minutes_max"), "channels": [label("service_charter", each, section="channels") for each in row["channels"]],
            "is_free": row["cost"] == "free", "between": BETWEEN.get(row.code),
        } for row in found
    ]  # fmt: skip
    context = {
        "rows": rows, "is_approved": all(row["is_approved"] for row in rows), "rights": told_of(found.content, "common_rights"),
        "duties": told_of(found.content, "common_duties"), "complaints": told_of(found.content, "complaint_route"), "version": found.version,
        "kept_box": kept.get("box"), "counted_on": counted_on(),
    }  # fmt: skip
    return render(request, "portal/home/charter.html", context)


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """The employment offices by department, and the other ways to say something."""
    rows = offices(kind=OFFICES).order_by("municipality__department__name", "municipality__name", "pk")
    return render(request, "portal/home/contact.html", {"rows": rows})


@require_safe
def progress(request: HttpRequest, code: str = FIRST) -> HttpResponse:
    """How far a plan is, by what it gathers; the same lights as those who follow it see."""
    shown = [each for each in plans() if each.plan.kind in SHOWN_KINDS]
    version = next((each for each in shown if each.plan.code == code), None)
    if version is None and (shown and code == FIRST):
        version = shown[0]
    if version is None:
        return render(request, "portal/home/no_plan.html", {"shown": shown}, status=404 if shown else 200)
    return render(request, "portal/home/progress.html", {"shown": shown, "version": version, **_told(version)})


def _told(version: PlanVersion) -> dict[str, Any]:
    lines = lines_of(version, list(rows_of(version)), today())
    lights = [line.light or "none" for line in lines if line.node.kind in WORK]
    return {
        "groups": gathered(lines),
        "count": len(lights),
        "lights": [(light, lights.count(light)) for light in LIGHTS if light in lights],
    }


def gathered(lines: Sequence[Line]) -> list[Group]:
    """What stands right above work, in the order of the document; tasks of an activity stay inside it."""
    groups = {line.node.pk: Group(line.node.title, line.node.code, line.light) for line in lines if line.node.kind not in WORK}
    for line in lines:
        if line.node.kind in WORK and line.node.parent_id in groups:
            groups[line.node.parent_id].work.append(line)
    return [group for group in groups.values() if group.work]
