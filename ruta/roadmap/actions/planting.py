"""How do the items of a plan file become the rows of a version?"""

from collections.abc import Iterator, Mapping
from typing import Any

from ruta.directory.models import Institution
from ruta.roadmap import rules
from ruta.roadmap.models import BudgetLine, Dependency, Node, PlanVersion, Risk, Target, TargetValue

TEXTS = ("code", "title", "cause", "note", "lines", "axis", "term", "track", "unit", "fault", "unsure", "short")
LISTS = ("responsible", "resources", "territories", "tags")
DOUBTS = ("fault", "unsure", "short")
Nodes = Mapping[str, Node]


def plant(version: PlanVersion, content: Mapping[str, Any]) -> None:
    """Write the tree level by level, then all that hangs on it."""
    rows = rules.flattened(content["items"])
    nodes = _nodes(version, rows)
    for row in rows:
        row_node = nodes[row.key]
        Risk.objects.bulk_create(Risk(node=row_node, position=place, text=text) for place, text in enumerate(row.item.get("risks", ())))
        BudgetLine.objects.bulk_create(
            BudgetLine(node=row_node, position=place, **line) for place, line in enumerate(row.item.get("budget", ()))
        )
    Dependency.objects.bulk_create(
        Dependency(node=nodes[row.key], after=nodes[key]) for row in rows for key in row.item.get("depends_on", ())
    )
    _targets(rows, nodes)


def _nodes(version: PlanVersion, rows: list[rules.Row]) -> dict[str, Node]:
    institutions = dict(Institution.objects.order_by().values_list("code", "pk"))
    made: dict[str, Node] = {}
    for depth in range(max(row.depth for row in rows) + 1):
        level = [_node(version, place, row, made, institutions) for place, row in enumerate(rows) if row.depth == depth]
        made |= {node.key: node for node in Node.objects.bulk_create(level)}
    return made


def _node(version: PlanVersion, place: int, row: rules.Row, made: Nodes, institutions: Mapping[str, int]) -> Node:
    item = row.item
    return Node(
        version=version,
        parent=made[row.parent] if row.parent else None,
        position=place,
        depth=row.depth,
        key=row.key,
        kind=item["kind"],
        section=row.section,
        priority=item.get("priority"),
        institution_id=institutions[item["institution"]] if item.get("institution") else None,
        deadline=item.get("deadline"),
        person=item.get("person"),
        begins=item.get("begins"),
        ends=item.get("ends"),
        **{name: item.get(name, "") for name in TEXTS},
        **{name: item.get(name, []) for name in LISTS},
    )


def _targets(rows: list[rules.Row], nodes: Nodes) -> None:
    said = [(row.key, place, each) for row in rows for place, each in enumerate(row.item.get("targets", ()))]
    made = Target.objects.bulk_create(_target(nodes[key], place, each) for key, place, each in said)
    TargetValue.objects.bulk_create(
        value for target, (_key, _place, each) in zip(made, said, strict=True) for value in _values(target, each["periods"])
    )


def _target(node: Node, place: int, said: Mapping[str, Any]) -> Target:
    return Target(
        node=node,
        position=place,
        direction=said.get("direction", "up"),
        baseline=said.get("baseline"),
        is_cumulative=said.get("cumulative", False),
        disaggregation=said.get("disaggregation", []),
        **{name: said.get(name, "") for name in ("series", "title", "unit", "indicator", "lines", *DOUBTS)},
    )


def _values(target: Target, periods: Mapping[str, Any]) -> Iterator[TargetValue]:
    for period, given in periods.items():
        said = given if isinstance(given, Mapping) else {"value": given}
        yield TargetValue(
            target=target, period=period, value=said["value"], says=said.get("says", ""), **{name: said.get(name, "") for name in DOUBTS}
        )
