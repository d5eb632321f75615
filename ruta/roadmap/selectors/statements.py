"""What does a version say, as the rows of a file: the ground on which changes are told?"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ruta.roadmap.models import Dependency, Node, PlanVersion, Target, TargetValue
from ruta.roadmap.planning import Said
from ruta.roadmap.selectors.reading import targets_of

TEXTS = ("code", "title", "cause", "note", "section", "lines", "axis", "term", "track", "unit", "fault", "unsure", "short")
LISTS = ("responsible", "resources", "territories", "tags")
OTHERS = ("priority", "person", "deadline")
DOUBTS = ("says", "fault", "unsure", "short")


def statement_of(version: PlanVersion) -> list[Said]:
    """Every row with its targets and what it waits for; money and risks stay with their rows and are no part of a proposal."""
    nodes = list(Node.objects.filter(version=version).select_related("institution", "parent").order_by("position"))
    targets: dict[int, list[dict[str, Any]]] = {}
    for target in targets_of(version):
        targets.setdefault(target.node_id, []).append(_target(target))
    waits: dict[int, list[str]] = {}
    for node, after in Dependency.objects.filter(node__version=version).order_by("after__position").values_list("node_id", "after__key"):
        waits.setdefault(node, []).append(after)
    return [
        Said(node.key, node.parent.key if node.parent else None, _item(node, targets.get(node.pk, []), waits.get(node.pk, [])))
        for node in nodes
    ]


def number(value: Decimal | None) -> int | float | None:
    """A number as a file would write it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _item(node: Node, targets: list[dict[str, Any]], waits: list[str]) -> dict[str, Any]:
    said = {name: getattr(node, name) for name in (*TEXTS, *LISTS, *OTHERS)}
    said |= {"institution": node.institution.code if node.institution else None, "depends_on": waits, "targets": targets}
    said |= {name: day.isoformat() for name, day in (("begins", node.begins), ("ends", node.ends)) if day}
    return {"kind": node.kind} | _told(said)


def _target(target: Target) -> dict[str, Any]:
    said = {name: getattr(target, name) for name in ("indicator", "lines", "disaggregation", *DOUBTS[1:])}
    said |= {"cumulative": target.is_cumulative, "direction": target.direction if target.direction != "up" else ""}
    told = {"series": target.series, "title": target.title, "unit": target.unit} | {name: value for name, value in said.items() if value}
    if target.baseline is not None:
        told["baseline"] = number(target.baseline)
    return told | {"periods": dict(_values(target.values.all()))}


def _values(values: Iterable[TargetValue]) -> Iterable[tuple[str, Any]]:
    for value in sorted(values, key=lambda each: each.period):
        doubts = {name: getattr(value, name) for name in DOUBTS if getattr(value, name)}
        yield value.period, {"value": number(value.value)} | doubts if doubts else number(value.value)


def _told(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, "", [])}
