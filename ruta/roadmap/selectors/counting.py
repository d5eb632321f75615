"""How much of each thing does a version of a plan hold, by the database's own rows?"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from ruta.roadmap.enums import Kind
from ruta.roadmap.models import Node, PlanVersion, Risk, Target, TargetValue

PLURALS = {
    Kind.GENERAL_OBJECTIVE: "general_objectives", Kind.SPECIFIC_OBJECTIVE: "specific_objectives", Kind.OBJECTIVE: "objectives",
    Kind.RESULT: "results", Kind.GOAL: "goals", Kind.INTERVENTION: "interventions", Kind.ACTIVITY: "activities", Kind.TASK: "tasks",
    Kind.AREA: "areas", Kind.LINE: "lines", Kind.MEASURE: "measures", Kind.PILLAR: "pillars", Kind.KEY_ACTION: "key_actions",
    Kind.PRIORITY: "priorities", Kind.CLUSTER: "clusters", Kind.SUBTOPIC: "subtopics", Kind.FACTOR: "factors",
    Kind.OPPORTUNITY: "opportunities", Kind.IMPROVEMENT: "improvements", Kind.PROPOSAL: "proposals",
}  # fmt: skip
NONE = "none"  # the source leaves it empty


def counted(version: PlanVersion) -> dict[str, Any]:
    """Every kind of row with its number, then the breakdowns that readers check against the document."""
    nodes = list(Node.objects.filter(version=version).order_by("position"))
    kinds = Counter(node.kind for node in nodes)
    activities = [node for node in nodes if node.kind == Kind.ACTIVITY]
    values = list(TargetValue.objects.filter(target__node__version=version).order_by().values_list("period", flat=True))
    return {
        "plan": version.plan.code,
        "version": version.number,
        **{name: kinds[kind] for kind, name in PLURALS.items()},
        "by_axis": _by(node.axis for node in activities),
        "by_term": _by(node.term for node in activities),
        "by_track": _by(node.track for node in activities),
        "by_priority": _by(node.priority for node in activities),
        "measures_by_priority": _by(node.priority for node in nodes if node.kind == Kind.MEASURE),
        "by_cluster": _below(nodes, Kind.FACTOR, Kind.CLUSTER),
        "by_pillar": _below(nodes, Kind.KEY_ACTION, Kind.PILLAR),
        "targets": len(values),
        "target_series": Target.objects.filter(node__version=version).count(),
        "targets_by_period": _by(values),
        "risks": Risk.objects.filter(node__version=version).count(),
        **_doubts(version),
    }


def _by(values: Iterable[Any]) -> dict[str, int]:
    return dict(sorted(Counter(str(value) if value else NONE for value in values).items()))


def _below(nodes: list[Node], kind: str, above: str) -> dict[str, int]:
    """How many rows of a kind stand anywhere below each row of another; parents come before their children."""
    heads: dict[int, str] = {}
    for node in nodes:
        if node.kind == above:
            heads[node.pk] = node.code
        elif node.parent_id in heads:
            heads[node.pk] = heads[node.parent_id]
    return _by(heads[node.pk] for node in nodes if node.kind == kind and node.pk in heads)


def _doubts(version: PlanVersion) -> dict[str, int]:
    """How many marks the source earned: what it says wrongly, and what its text leaves unclear."""
    said: dict[str, int] = {}
    for name in ("fault", "unsure"):
        marked = ~Q(**{name: ""})
        rows = Node.objects.filter(marked, version=version).count()
        rows += Target.objects.filter(marked, node__version=version).count()
        rows += TargetValue.objects.filter(marked, target__node__version=version).count()
        said[name] = rows + sum(1 for remark in version.listed("remarks") if remark.get(name))
    return {"faults": said["fault"], "unsure": said["unsure"]}
