"""What does the roadmap want of an indicator by the end of each of its years, one year added to those before?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ruta.communication.enums import StrategyAim
from ruta.communication.models import Milestone, Strategy
from ruta.communication.selectors import strategy_share
from ruta.communication.selectors.outreach import NATIONAL
from ruta.roadmap.enums import PlanKind
from ruta.roadmap.models import PlanVersion, Target
from ruta.roadmap.selectors.reading import periods_of, targets_of

SHARE_OF = {StrategyAim.COMMUNICATION: "I18", StrategyAim.ACTION: "I05"}
"""Which indicator is the share of a strategy that is verified."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The target of one year, as it stands at its end."""

    label: str
    value: int
    is_now: bool
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class WishedShare:
    """How much of a strategy the roadmap wants by the end of one year, and how much of it was verified by then.

    Nothing of years ahead, nor of those that were over before the strategy began: its rows do not tell of them.
    """

    wish: Wish
    done: float | None
    is_ahead: bool

    @property
    def is_reached(self) -> bool:
        """Whether it was."""
        return self.done is not None and self.done >= self.wish.value


def wishes_of(indicator: str, day: date) -> list[Wish]:
    """The targets of the roadmap in force; those that say what each year adds are added up."""
    version = PlanVersion.objects.filter(is_current=True, plan__kind=PlanKind.ROADMAP).select_related("plan").order_by("plan_id").first()
    target = targets_of(version).filter(indicator=indicator).first() if version else None
    return [] if version is None or target is None else added_up(version, target, day)


def added_up(version: PlanVersion, target: Target, day: date) -> list[Wish]:
    """What one target wants by the end of each period that it names."""
    said = {row.period: row.value for row in target.values.all()}
    found, reached = [], 0
    for period in periods_of(version):
        if period.code in said:
            reached = int(said[period.code]) + (0 if target.is_cumulative else reached)
            found.append(Wish(period.label, reached, period.begins <= day <= period.ends, period.begins, period.ends))
    return found


def wished_shares(strategy: Strategy, milestones: Iterable[Milestone], day: date) -> list[WishedShare]:
    """The roadmap's own weighted shares beside what was done; of a strategy that is not the country's it asks nothing."""
    if strategy.institution.code != NATIONAL:
        return []
    held = list(milestones)
    wishes = wishes_of(SHARE_OF[StrategyAim(strategy.aim)], day)
    return [
        WishedShare(
            wish,
            strategy_share(held, done_by=min(wish.ends, day)) if wish.begins <= day and strategy.begins <= wish.ends else None,
            wish.begins > day,
        )
        for wish in wishes
    ]


def wished_now(wishes: Iterable[Wish]) -> int | None:
    """What it should be by the end of the running year; where none is running, nothing."""
    return next((each.value for each in wishes if each.is_now), None)
