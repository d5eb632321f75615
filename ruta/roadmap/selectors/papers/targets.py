"""What was to be reached in a year, and what is known of it?"""

from collections.abc import Iterator
from dataclasses import dataclass

from ruta.insights.papers import PaperPeriod, Value
from ruta.insights.selectors import Attentions, attentions
from ruta.roadmap.enums import WORK, State, Unit
from ruta.roadmap.models import Target, TargetValue
from ruta.roadmap.selectors.papers.standing import Standing, state_word
from ruta.roadmap.selectors.reading import Line, periods_of

LEAST = 5
GROWTH = "I01"  # the change of attentions against the year before, which the platform counts itself


@dataclass(frozen=True, slots=True)
class Reached:
    """One target of one period of a plan; `is_reached` is nothing while nobody knows."""

    line: Line
    target: Target
    value: TargetValue
    actual: Value
    known_by: str
    is_reached: bool | None


def reached_in(standing: Standing, period: PaperPeriod) -> list[Reached]:
    """The targets of the plan's own periods in which the day of the report lies."""
    codes = {each.code for each in periods_of(standing.version) if each.begins <= period.until <= each.ends}
    return list(_reached(standing, period, codes))


def _reached(standing: Standing, period: PaperPeriod, codes: set[str]) -> Iterator[Reached]:
    for line in standing.lines:
        for target in line.targets:
            for value in target.values.all():
                if value.period in codes:
                    actual, known_by, is_reached = _actual(line, target, value, period)
                    yield Reached(line, target, value, actual, known_by, is_reached)


def _actual(line: Line, target: Target, value: TargetValue, period: PaperPeriod) -> tuple[Value, str, bool | None]:
    if target.indicator == GROWTH and target.unit == Unit.PERCENT:
        found = growth_of(period)
        change = found.change.percent if found else None
        known = None if change is None else round(change, 1)
        return known, "contado por la plataforma (I01)", None if known is None else known >= float(value.value)
    state: str = line.node.state  # type: ignore[attr-defined]
    if target.unit == Unit.MILESTONE and line.node.kind in WORK and state:
        return f"{state_word(state)}, {line.node.percent} %", "anotado en el plan", state == State.DONE  # type: ignore[attr-defined]
    return None, "nadie lo ha informado", None


def growth_of(period: PaperPeriod) -> Attentions | None:
    """The change of attentions in the year, unless one of its two sums is so small that it tells of persons."""
    found = attentions(period.year)
    return found if min(found.figure or 0, found.figure_before or 0) >= LEAST else None


def said_target(reached: Reached) -> Value:
    """What was to be reached, with its unit."""
    if reached.target.unit == Unit.MILESTONE:
        return "Hecho"
    number = f"{reached.value.value:,.2f}".rstrip("0").rstrip(".")
    return f"{number} {reached.target.get_unit_display()}"


def verdict(reached: Reached, period: PaperPeriod) -> str:
    """Whether it was reached, as far as anybody knows; a period that runs may still reach it."""
    return {True: "Alcanzada", False: "No alcanzada" if period.is_over else "Todavía no", None: "Sin dato"}[reached.is_reached]
