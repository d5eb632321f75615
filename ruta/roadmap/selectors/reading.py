"""How does a plan read from top to bottom: when is each row planned, how far is it, and what shall it reach?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from ruta.roadmap.enums import WORK
from ruta.roadmap.models import LightSaid, Node, PlanVersion, Target, TargetValue
from ruta.roadmap.rules import light_of, planned_share, worst_light
from ruta.roadmap.selectors.trees import current_rows, rows_of

Span = tuple[date, date]


@dataclass(frozen=True)
class Period:
    """A year or quarter of a plan."""

    code: str
    label: str
    begins: date
    ends: date


@dataclass(frozen=True)
class Line:
    """One row with what hangs on it. `light` is its own for work, the worst below it for what gathers."""

    node: Node
    targets: Sequence[Target] = field(default_factory=tuple)
    span: Span | None = None
    light: str = ""
    is_parent: bool = False
    is_said: bool = False  # its light was put by hand


def periods_of(version: PlanVersion) -> list[Period]:
    """The periods that a version names, in order."""
    days = ((row, date.fromisoformat(row["begins"]), date.fromisoformat(row["ends"])) for row in version.listed("periods"))
    return [Period(row["code"], row["label"], begins, ends) for row, begins, ends in days]


def targets_of(version: PlanVersion) -> QuerySet[Target]:
    """The targets of a version with their values, in the order of the document."""
    return _with_values(Target.objects.filter(node__version=version))


def lines_of(version: PlanVersion, nodes: Sequence[Node], today: date) -> list[Line]:
    """Every row (whole tree, in order) as it reads today."""
    return _lines(version, nodes, targets_of(version), _said(version), today)


def current_lines(today: date) -> list[tuple[PlanVersion, list[Line]]]:
    """The same of every plan as it stands, in as many queries as of one."""
    nodes: dict[int, list[Node]] = {}
    for node in current_rows():
        nodes.setdefault(node.version_id, []).append(node)
    targets: dict[int, list[Target]] = {}
    for target in _with_values(Target.objects.filter(node__version__is_current=True)):
        targets.setdefault(target.node.version_id, []).append(target)
    said: dict[int, dict[str, str]] = {}
    for each in LightSaid.objects.order_by("plan_id", "key", "-at", "-pk").distinct("plan_id", "key"):
        said.setdefault(each.plan_id, {})[each.key] = each.light
    plans = [(rows[0].version, rows) for rows in nodes.values()]
    return [(plan, _lines(plan, rows, targets.get(plan.pk, ()), _kept(said.get(plan.plan_id, {})), today)) for plan, rows in plans]


def line_of(version: PlanVersion, key: str, today: date) -> Line:
    """One row as it reads today, with all that it gathers."""
    return next(line for line in lines_of(version, list(rows_of(version)), today) if line.node.key == key)


def _lines(version: PlanVersion, nodes: Sequence[Node], found: Iterable[Target], said: Mapping[str, str], today: date) -> list[Line]:
    targets: dict[int, list[Target]] = {}
    for target in found:
        targets.setdefault(target.node_id, []).append(target)
    periods = {period.code: period for period in periods_of(version)}
    below = _below(nodes)
    own = {pk: _span((value for each in held for value in each.values.all()), periods) for pk, held in targets.items()}
    own |= {node.pk: (node.begins, node.ends) for node in nodes if node.begins and node.ends}  # days that were said win
    spans = _spans(nodes, below, own)
    lights = _lights(nodes, below, spans, today, said)
    return [Line(node, targets.get(node.pk, ()), spans.get(node.pk), lights[node.pk], node.pk in below, node.key in said) for node in nodes]


def _with_values(targets: QuerySet[Target]) -> QuerySet[Target]:
    return targets.select_related("node").prefetch_related("values").order_by("node__position", "position")


def _said(version: PlanVersion) -> dict[str, str]:
    """The lights that a hand put over the rule, by row."""
    latest = LightSaid.objects.filter(plan=version.plan_id).order_by("key", "-at", "-pk").distinct("key")
    return _kept({each.key: each.light for each in latest})


def _kept(lights: Mapping[str, str]) -> dict[str, str]:
    """Those that a hand did not take back."""
    return {key: light for key, light in lights.items() if light}


def _below(nodes: Iterable[Node]) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = {}
    for node in nodes:
        if node.parent_id:
            found.setdefault(node.parent_id, []).append(node)
    return found


def _span(values: Iterable[TargetValue], periods: Mapping[str, Period]) -> Span | None:
    named = [periods[value.period] for value in values if value.period]
    return (min(each.begins for each in named), max(each.ends for each in named)) if named else None


def _spans(nodes: Sequence[Node], below: Mapping[int, list[Node]], own: Mapping[int, Span | None]) -> dict[int, Span | None]:
    """Its own targets first; what gathers covers what is below it, and a task shares the time of its activity."""
    spans = dict(own)
    for node in reversed(nodes):
        found = [span for child in below.get(node.pk, ()) if (span := spans.get(child.pk))]
        if not spans.get(node.pk) and found:
            spans[node.pk] = (min(span[0] for span in found), max(span[1] for span in found))
    for node in nodes:
        if not spans.get(node.pk) and node.kind == "task" and node.parent_id:
            spans[node.pk] = spans.get(node.parent_id)
    return spans


def _lights(
    nodes: Sequence[Node], below: Mapping[int, list[Node]], spans: Mapping[int, Span | None], today: date, said: Mapping[str, str]
) -> dict[int, str]:
    lights: dict[int, str] = {}
    for node in reversed(nodes):
        if node.kind in WORK:
            span = spans.get(node.pk)
            planned = planned_share(*span, today) if span and node.state else None  # type: ignore[attr-defined]
            lights[node.pk] = said.get(node.key) or light_of(node.percent, planned)  # type: ignore[attr-defined]
        else:
            lights[node.pk] = worst_light([lights[child.pk] for child in below.get(node.pk, ())])
    return lights
