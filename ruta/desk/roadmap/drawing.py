"""How is a line of a plan drawn: its place on the years, its numbers, its marks?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.gantt import Span, TimeLine
from ruta.roadmap.enums import WORK, Unit
from ruta.roadmap.models import Node, Target
from ruta.roadmap.selectors import Doubt, Line, Period, Reaching

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
    unit: str = ""
    bar: Mapping[str, Any] | None = None
    doubts: Marks = field(default_factory=list)
    is_parent: bool = False
    is_target: bool = False


@dataclass(frozen=True)
class Years:
    """The years that a plan covers, with today; nothing when it names none."""

    line: TimeLine
    today: date
    periods: Sequence[Period] = ()

    @property
    def marks(self) -> list[dict[str, str]]:
        """Where each year begins, with the plan's own name of it."""
        named = {str(period.begins.year): period.code for period in self.periods if (period.begins.month, period.begins.day) == (1, 1)}
        return [
            each | {"label": f"{named[each['label']]}, {each['label']}"} if each["label"] in named else each for each in self.line.years()
        ]

    @property
    def at(self) -> str:
        """Where today lies; nothing outside the plan."""
        return self.line.at(self.today) if self.line.begins <= self.today <= self.line.ends else ""


def years_of(periods: Sequence[Period], today: date) -> Years | None:
    """The time line of a plan that names its periods."""
    return Years(TimeLine(periods[0].begins, periods[-1].ends), today, periods) if periods else None


def drawn(lines: Iterable[Line], years: Years | None, doubts: Sequence[Doubt], reachings: Mapping[int, Reaching]) -> list[Drawn]:
    """Every line with its targets below it, each with what is known of it."""
    marks: dict[tuple[str, str], Marks] = {}
    for number, doubt in enumerate(doubts, start=1):
        if not doubt.is_remark:
            marks.setdefault((doubt.key, doubt.series), []).append((number, doubt))
    found: list[Drawn] = []
    for line in lines:
        key = line.node.key
        found.append(_row(line, years, marks.get((key, ""), [])))
        targets = ((each, _target(line.node, each, years, reachings.get(each.pk))) for each in line.targets)
        found += [replace(row, doubts=marks.get((key, each.series), [])) for each, row in targets]
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


def _target(node: Node, target: Target, years: Years | None, known: Reaching | None) -> Drawn:
    values = {value.period: value for value in target.values.all()}
    named = [period for period in years.periods if period.code in values] if years else []
    said = ", ".join(said_number(values[period.code].value) for period in named) if target.unit != Unit.MILESTONE else ""
    title = f"{target.title}: {said}{' %' if target.unit == Unit.PERCENT and said else ''}" if said else target.title
    return Drawn(
        node=node,
        level=node.depth + 1,
        code="",
        title=title,
        light=known.light if known else "",
        amount=amount_words(known) if known else "",
        unit=_unit_words(known) if known else "",
        bar=_target_bar(named, years, known) if years and named else None,
        is_target=True,
    )


def amount_words(known: Reaching) -> str:
    """«48 de 100»; a dash while nobody knows."""
    ending = " %" if known.target.unit == Unit.PERCENT else ""
    said = "—" if known.said is None else f"{said_number(round(known.said, 1))}{ending}"
    return _("%(said)s de %(wished)s") % {"said": said, "wished": f"{said_number(known.wished)}{ending}"}


def _unit_words(known: Reaching) -> str:
    """What is counted, and of which year where that one is over."""
    unit = "" if known.target.unit == Unit.PERCENT else str(known.target.get_unit_display())  # type: ignore[attr-defined]
    return ", ".join(each for each in (unit, known.period.code if known.is_over else "") if each)


def _target_bar(named: Sequence[Period], years: Years, known: Reaching | None) -> Mapping[str, Any]:
    miles = [(period.ends, bool(known and period.code in known.met)) for period in named]
    tone = known.light if known else "none"
    return years.line.row(Span(named[0].begins, named[-1].ends, tone=tone, miles=miles, reached=known.filled if known else None))
