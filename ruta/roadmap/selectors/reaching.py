"""What is known of each target so far: the value that counts, what was wished by now, and the light of the two?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial

from ruta.roadmap.enums import WORK, AskKind, Direction, State, Unit
from ruta.roadmap.models import Node, PlanVersion, RoundAsk, RoundVerdict, Target
from ruta.roadmap.rules import Step, planned_share, reached_day, reached_share, target_light
from ruta.roadmap.selectors.counted import Shared, counted_value
from ruta.roadmap.selectors.reading import Line, Period, Span, periods_of

Said = Mapping[tuple[str, str], Sequence[RoundAsk]]


@dataclass(frozen=True)
class Reaching:
    """One target in the last period of it that has begun; `said` is nothing while nobody knows."""

    target: Target
    period: Period
    wished: float
    said: float | None
    light: str
    is_over: bool  # its period has ended: no later one wants anything
    met: frozenset[str]  # the periods whose value is reached
    filled: Span | None  # the days that the bar is filled over


@dataclass(frozen=True)
class _Known:
    """What a plan knows on a day: its periods, accepted answers by row and series, and the platform's own counts."""

    periods: Sequence[Period]
    said: Said
    count: Callable[[str, date, date, str], Decimal | None]
    day: date

    @property
    def begun(self) -> list[Period]:
        """The periods that have begun."""
        return [period for period in self.periods if period.begins <= self.day]

    def value(self, node: Node, target: Target, period: Period) -> float | None:
        """The platform's own count; else what was last accepted of each institution; a milestone also by its finished activity."""
        counted = self.count(target.indicator, period.begins, min(period.ends, self.day), target.unit)
        if counted is not None:
            return float(counted)
        if target.unit == Unit.MILESTONE and node.kind in WORK and node.state == State.DONE:  # type: ignore[attr-defined]
            return 1.0
        first = self.periods[0].begins if target.is_cumulative else period.begins
        asks = [ask for ask in self.said.get((node.key, target.series), ()) if first <= ask.round.ends <= period.ends]
        last = {ask.owner_institution_id: ask.answer.value for ask in asks}
        return _together(target, [float(value) for value in last.values() if value is not None])


def reachings_of(version: PlanVersion, lines: Iterable[Line], day: date) -> dict[int, Reaching]:
    """What is known on a day of every target that wants something by then."""
    known = _Known(periods_of(version), _accepted(version, day), cache(partial(counted_value, shared=Shared())), day)
    every = (_reaching(line.node, target, known) for line in lines for target in line.targets) if known.begun else ()
    return {each.target.pk: each for each in every if each}


def _accepted(version: PlanVersion, day: date) -> Said:
    """The questions about targets whose answer was accepted, by row and series, in the order of time."""
    done = RoundVerdict.objects.filter(is_accepted=True, round__plan=version.plan_id, round__ends__lte=day).values("answer__ask")
    asks = RoundAsk.objects.filter(pk__in=done, kind=AskKind.TARGET).select_related("round", "answer").order_by("round__ends", "pk")
    found: dict[tuple[str, str], list[RoundAsk]] = {}
    for ask in asks:
        found.setdefault((ask.key, ask.series), []).append(ask)
    return found


def _together(target: Target, values: Sequence[float]) -> float | None:
    """What several institutions said of one target: counts add up, shares are their mean, a milestone is reached once."""
    if not values:
        return None
    if target.unit == Unit.MILESTONE:
        return max(values)
    return sum(values) / (len(values) if target.unit == Unit.PERCENT else 1)


def _reaching(node: Node, target: Target, known: _Known) -> Reaching | None:
    wished = {value.period: float(value.value) for value in target.values.all()}
    named = [period for period in known.begun if period.code in wished] or ([known.begun[-1]] if "" in wished else [])
    if not named:
        return None
    period, values = named[-1], {each.code: known.value(node, target, each) for each in named}
    wanted = {code: wished.get(code, wished.get("", 0.0)) for code in values}
    said = values[period.code]
    is_growth, is_down = target.unit == Unit.PERCENT and not target.is_cumulative, target.direction == Direction.DOWN
    planned = planned_share(period.begins, period.ends, known.day)
    return Reaching(
        target=target,
        period=period,
        wished=wanted[period.code],
        said=said,
        light=target_light(said, wanted[period.code], planned, is_growth=is_growth, is_down=is_down),
        is_over=period.ends < known.day,
        met=frozenset(code for code, value in values.items() if _is_met(value, wanted[code], is_down=is_down)),
        filled=None if is_down else _filled(target, said, known.periods, period, wished),
    )


def _is_met(value: float | None, wanted: float, *, is_down: bool) -> bool:
    return value is not None and reached_share(value, wanted, is_down=is_down) >= 100


def _filled(target: Target, said: float | None, periods: Sequence[Period], now: Period, wished: Mapping[str, float]) -> Span | None:
    """From the beginning up to where a cumulative target stands; of a yearly one, its share of the last year that has begun."""
    named = [each for each in periods if each.code in wished and (target.is_cumulative or each == now)]
    if not named or not said or said < 0:
        return None
    return named[0].begins, reached_day(said, [Step(each.begins, each.ends, wished[each.code]) for each in named])
