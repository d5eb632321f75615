"""What does the source of a plan say wrongly or not clearly, and where?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.roadmap.models import PlanVersion, Target
from ruta.roadmap.selectors.reading import Line

SHORT = {True: _("falta en la fuente"), False: _("duda en la fuente")}


@dataclass(frozen=True)
class Doubt:
    """One mark: a fault of the document, or something that its text leaves unclear."""

    key: str  # of the row that it stands at; of the remark when it is about the whole plan
    is_fault: bool
    short: Any
    text: str
    where: str
    lines: str
    series: str = ""  # of the target that it stands at, if it does
    is_remark: bool = False


def doubts_of(version: PlanVersion, lines: list[Line]) -> list[Doubt]:
    """Every mark: first those of the whole plan, then in the order of the document."""
    remarks = [
        Doubt(row["key"], "fault" in row, row["short"], row.get("fault") or row["unsure"], "", row["lines"], is_remark=True)
        for row in version.listed("remarks")
    ]
    return [*remarks, *(doubt for line in lines for doubt in _of(line))]


def _of(line: Line) -> Iterator[Doubt]:
    yield from _said(line.node, line, str(line.node))
    for target in line.targets:
        yield from _said(target, line, target.title, target)
        for value in sorted(target.values.all(), key=lambda each: each.period):
            yield from _said(value, line, f"{target.title}, {value.period}", target)


def _said(doubtful: Any, line: Line, where: str, target: Target | None = None) -> Iterator[Doubt]:
    lines, series = (target.lines, target.series) if target else (line.node.lines, "")
    for text, is_fault in ((doubtful.fault, True), (doubtful.unsure, False)):
        if text:
            yield Doubt(line.node.key, is_fault, doubtful.short or SHORT[is_fault], text, where, lines, series)
