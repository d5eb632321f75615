"""What do the answers say: scores with reasons, segment, needs, barriers, plans and alerts?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import cel

from ruta.cases.instruments.answering import Answers, Facts, bound, effective_answers
from ruta.cases.instruments.model import Alert, Instrument, NeedRule, Priority, Segment, Suggestion
from ruta.cases.instruments.scoring import Driver, ScoreResult, compute_scores, drivers_of, score_values

GRAVEST_FIRST = tuple(Priority)


@dataclass(frozen=True, slots=True)
class RaisedNeed:
    """A need the answers open. Where a rule names no priority or deadline, the catalogue of needs decides."""

    need: str
    reasons_es: tuple[str, ...]
    priorities: tuple[Priority | None, ...]
    deadlines: tuple[int | None, ...]

    def priority(self, default: Priority) -> Priority:
        """Give the highest priority asked for."""
        return min((priority or default for priority in self.priorities), key=GRAVEST_FIRST.index)

    def deadline_days(self, default: int) -> int:
        """Give the shortest deadline asked for."""
        return min(default if days is None else days for days in self.deadlines)


@dataclass(frozen=True, slots=True)
class Result:
    """The whole reading of one set of answers; it suggests, a person decides."""

    answers: Mapping[str, object]
    scores: Mapping[str, ScoreResult]
    drivers: tuple[Driver, ...]
    segment: Segment | None
    raised_needs: tuple[RaisedNeed, ...]
    raised_barriers: tuple[str, ...]
    suggested_plans: tuple[Suggestion, ...]
    alerts: tuple[Alert, ...]

    @property
    def blocks(self) -> frozenset[str]:
        """What may not go on until the alerts are resolved."""
        return frozenset(block for alert in self.alerts for block in alert.blocks)


def applies(instrument: Instrument, facts: Facts) -> bool:
    """Tell whether the instrument is meant for this person."""
    return instrument.applies_when is None or instrument.applies_when.holds(bound(instrument, {}, facts))


def assess(instrument: Instrument, answers: Answers, facts: Facts) -> Result:
    """Read the answers. Wrong or hidden ones count as unanswered, so a draft can be read too."""
    effective = effective_answers(instrument, answers, facts)
    scores = compute_scores(instrument, effective, facts)
    bindings = bound(instrument, effective, facts, score_values(scores))
    return Result(
        answers=effective,
        scores=scores,
        drivers=drivers_of(instrument, scores),
        segment=next((segment for segment in instrument.segments if segment.when.holds(bindings)), None),
        raised_needs=_needs(instrument.raises_needs, bindings),
        raised_barriers=_once(rule.barrier for rule in instrument.raises_barriers if rule.when.holds(bindings)),
        suggested_plans=tuple(plan for plan in instrument.suggests_plans if plan.when.holds(bindings)),
        alerts=tuple(alert for alert in instrument.alerts if alert.when.holds(bindings)),
    )


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _needs(rules: Iterable[NeedRule], bindings: cel.Context) -> tuple[RaisedNeed, ...]:
    """Open each need once, with every reason that asked for it."""
    grouped: dict[str, list[NeedRule]] = {}
    for rule in rules:
        if rule.when.holds(bindings):
            grouped.setdefault(rule.need, []).append(rule)
    return tuple(
        RaisedNeed(
            need,
            _once(rule.reason_es for rule in asked),
            tuple(rule.priority for rule in asked),
            tuple(rule.deadline_days for rule in asked),
        )
        for need, asked in grouped.items()
    )
