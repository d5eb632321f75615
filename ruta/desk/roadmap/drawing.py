"""How is a line of a plan drawn: its place on the years, its numbers, its marks?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.gantt import Span, TimeLine
from ruta.roadmap.enums import WORK
from ruta.roadmap.models import Node, Target
from ruta.roadmap.selectors import Doubt, Line, Period

# The prefix that makes a bare number of the document a code that can be spoken of.
PREFIX = {"intervention": "I", "pillar": "P"}
Marks = list[tuple[int, Doubt]]
LIGHTS = ("done", "ok", "risk", "late", "none")


@dataclass(frozen=True)
class Drawn:
    """One line as the table shows it. A target stands below its activity as a line of its own."""

    node: Node
    level: int
    code: str
    title: str
    light: str = ""
    amount: str = ""
    bar: Mapping[str, Any] | None = None
    doubts: Marks = field(default_factory=list)
    is_parent: bool = False
    is_target: bool = False


@dataclass(frozen=True)
class Years:
    """The years that a plan covers, with today; nothing when it names none."""

    line: TimeLine
    today: date

    @property
    def marks(self) -> list[dict[str, str]]:
        """Where each year begins."""
        return self.line.years()

    @property
    def at(self) -> str:
        """Where today lies; nothing outside the plan."""
        return self.line.at(self.today) if self.line.begins <= self.today <= self.line.ends else ""


def years_of(periods: Sequence[Period], today: date) -> Years | None:
    """The time line of a plan that names its periods."""
    return Years(TimeLine(periods[0].begins, periods[-1].ends), today) if periods else None


def drawn(lines: Iterable[Line], periods: Sequence[Period], years: Years | None, doubts: Sequence[Doubt]) -> list[Drawn]:
    """Every line with its targets below it."""
    marks: dict[tuple[str, str], Marks] = {}
    for number, doubt in enumerate(doubts, start=1):
        if not doubt.is_remark:
            marks.setdefault((doubt.key, doubt.series), []).append((number, doubt))
    now = next((period for period in periods if years and period.begins <= years.today <= period.ends), None)
    found: list[Drawn] = []
    for line in lines:
        key = line.node.key
        found.append(_row(line, years, marks.get((key, ""), [])))
        found += [replace(_target(line.node, each, periods, years, now), doubts=marks.get((key, each.series), [])) for each in line.targets]
    return found


def counted_lights(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """How many pieces of work stand under each light."""
    work = [line.light for line in lines if line.node.kind in WORK]
    return [(light, work.count(light)) for light in LIGHTS if light in work]


def said_number(value: Any) -> str:
    """A value without an empty decimal part."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value is not None else ""


def deadline_words(node: Node) -> str:
    """When a row is due, counted from the beginning of its plan."""
    due = node.deadline or {}
    if months := due.get("every_months"):
        return _("cada %(months)s meses") % {"months": months}
    if months := due.get("within_months"):
        return _("dentro de %(months)s meses desde el inicio") % {"months": months}
    return _("cubre %(months)s meses") % {"months": due["covers_months"]} if due else ""


def _row(line: Line, years: Years | None, doubts: Marks) -> Drawn:
    node = line.node
    is_work = node.kind in WORK
    percent = node.percent  # type: ignore[attr-defined]
    tone = line.light if is_work else "roll"
    bar = years.line.row(Span(*line.span, share=percent / 100, tone=tone)) if years and line.span else None
    return Drawn(
        node=node,
        level=node.depth,
        code=f"{PREFIX.get(node.kind, '')}{node.code}",
        title=node.title,
        light=line.light,
        amount=f"{percent} %" if is_work and node.state else "",  # type: ignore[attr-defined]
        bar=bar,
        doubts=doubts,
        is_parent=line.is_parent or bool(line.targets),
    )


def _target(node: Node, target: Target, periods: Sequence[Period], years: Years | None, now: Period | None) -> Drawn:
    values = {value.period: value for value in target.values.all()}
    named = [period for period in periods if period.code in values]
    bar = None
    if years and named:
        miles = [(period.ends, False) for period in named]
        bar = years.line.row(Span(named[0].begins, named[-1].ends, tone="none", miles=miles))
    current = values.get(now.code) if now else None
    amount = (
        "" if current is None or target.unit == "milestone" else f"{said_number(current.value)}{' %' if target.unit == 'percent' else ''}"
    )
    said = ", ".join(said_number(values[period.code].value) for period in named) if target.unit != "milestone" else ""
    title = f"{target.title}: {said}{' %' if target.unit == 'percent' and said else ''}" if said else target.title
    return Drawn(node=node, level=node.depth + 1, code="", title=title, amount=amount, bar=bar, is_target=True)
