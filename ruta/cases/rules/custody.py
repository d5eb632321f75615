"""Who had a case, from when to when, and how long did nobody? Folded from its steps: pure values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ruta.cases.enums import CaseVerb

NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a step says about hands."""

    at: datetime
    verb: str
    office_id: int
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """One office that had the case. `on_the_way` is the time between the offer and the acceptance that began it."""

    office_id: int
    since: datetime
    until: datetime | None = None
    officer_id: int | None = None
    on_the_way: timedelta = NONE
    without_officer: timedelta = NONE

    def lasted(self, now: datetime) -> timedelta:
        """How long the office had it."""
        return (self.until or now) - self.since

    def nobody(self) -> timedelta:
        """How long nobody answered for the case: on the way here, and here before somebody took it."""
        return self.on_the_way + self.without_officer


def tenures(turns: Iterable[Turn], now: datetime) -> list[Tenure]:
    """Fold the steps, in their order, into who had the case.

    An offer ends the giver's time only when it is accepted; a declined one never happened. A closed case is nobody's, and that is no gap.
    """
    done: list[Tenure] = []
    held: Tenure | None = None
    offered: Tenure | None = None  # as it was when it was offered; its `until` is that moment
    seen_at = now
    for turn in turns:
        if held is not None:
            held = _aged(held, seen_at, turn.at)
        if turn.verb == CaseVerb.OFFER_TRANSFER and held is not None:
            offered = replace(held, until=turn.at)
        elif turn.verb == CaseVerb.DECLINE_TRANSFER:
            offered = None
        elif turn.verb == CaseVerb.ACCEPT_TRANSFER and held is not None:
            left = offered or replace(held, until=turn.at)
            done.append(left)
            held = Tenure(turn.office_id, turn.at, on_the_way=turn.at - (left.until or turn.at))
            offered = None
        elif turn.verb == CaseVerb.CLOSE and held is not None:
            done.append(replace(held, until=turn.at))
            held = offered = None
        elif held is None:
            held = Tenure(turn.office_id, turn.at)
        held = replace(held, officer_id=turn.officer_id) if held is not None else None
        seen_at = turn.at
    return [*done, _aged(held, seen_at, now)] if held is not None else done


def without_responsible(each: Iterable[Tenure]) -> timedelta:
    """How long nobody answered for the case in all."""
    return sum((tenure.nobody() for tenure in each), NONE)


def _aged(held: Tenure, since: datetime, until: datetime) -> Tenure:
    if held.officer_id is not None:
        return held
    return replace(held, without_officer=held.without_officer + max(until - since, NONE))
