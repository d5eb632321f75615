"""How far should a piece of work be by now, and which light does it stand under?"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

RISKY, LATE = 5, 15  # points behind schedule


class Step(NamedTuple):
    """What a target wants between two days; a cumulative one counts from the beginning of the plan."""

    begins: date
    ends: date
    wished: float


def planned_share(begins: date, ends: date, today: date) -> float:
    """Which share of the time between two days has gone by."""
    whole = (ends - begins).days + 1
    return max(0.0, min(1.0, ((today - begins).days + 1) / whole))


def light_of(percent: int, planned: float | None) -> str:
    """Done; late from 15 points behind the schedule, at risk from 5; without a schedule nothing can be said."""
    if percent >= 100:
        return "done"
    if planned is None:
        return "none"
    behind = planned * 100 - percent
    return "late" if behind >= LATE else "risk" if behind >= RISKY else "ok"


def reached_share(said: float, target: float, *, is_down: bool = False) -> int:
    """How much of a target is reached, in percent: 100 and more is all of it. Where less is better, it is turned around."""
    if is_down:
        return 100 if said <= target else round(100 * target / said)
    return 100 if said >= target else max(0, round(100 * said / target)) if target > 0 else 0


def growth_light(said: float, target: float) -> str:
    """A yearly growth: done at its target, at risk from half of it, late under that; the same as on the page of attentions."""
    return "done" if said >= target else "risk" if said >= target / 2 else "late"


def target_light(said: float | None, wished: float | None, planned: float | None, *, is_growth: bool = False, is_down: bool = False) -> str:
    """What was said of a target against what was wished by now; a growth is compared whole, the rest by the time gone by."""
    if said is None or wished is None:
        return "none"
    return growth_light(said, wished) if is_growth else light_of(reached_share(said, wished, is_down=is_down), planned)


def reached_day(said: float, steps: Sequence[Step]) -> date:
    """The day by which a cumulative target wanted as much as was said: between two steps, by their share."""
    before = 0.0
    for step in steps:
        if said < step.wished:
            share = max(0.0, (said - before) / (step.wished - before))
            return step.begins + (step.ends - step.begins) * share
        before = step.wished
    return steps[-1].ends


def worst_light(lights: Sequence[str]) -> str:
    """The worst of what is known; done only when all are; nothing when nothing below is work."""
    known = [light for light in lights if light]
    worst = next((light for light in ("late", "risk", "ok") if light in known), None)
    if worst or not known:
        return worst or ""
    return "none" if "none" in known else "done"
