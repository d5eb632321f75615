"""How far round is the loop: n of 6, and was it cut? (sent, received, accepted, appointment, delivered, confirmed)"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruta.referrals.enums import ReferralState, ReferralVerb
from ruta.referrals.rules.table import next_state

S = ReferralState
WHOLE = 6
POSITIONS: Mapping[ReferralState, int] = {
    S.DRAFT: 0,
    S.SENT: 1,
    S.RECEIVED: 2,
    S.ACCEPTED: 3,
    S.SCHEDULED: 4,
    S.ATTENDED: 4,
    S.NO_SHOW: 4,
    S.DELIVERED: 5,
    S.DISPUTED: 5,
    S.CONFIRMED: 6,
}
CUTS = frozenset({S.DECLINED, S.EXPIRED, S.REROUTED, S.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Ring:
    """What the ring of six shows."""

    position: int
    cut: bool

    @property
    def whole(self) -> bool:
        """It closes only when the person confirms."""
        return self.position == WHOLE


def reached(position: int, state: ReferralState) -> int:
    """Carry the position on: a state without a place of its own keeps the last one."""
    return POSITIONS.get(state, position)


def ring(state: ReferralState, position: int = 0) -> Ring:
    """Show a state; `position` is how far it had come, for the states that cut or close the loop."""
    now = reached(position, state)
    return Ring(now, state in CUTS or (state is S.CLOSED and now < WHOLE))


def ring_of(steps: Iterable[ReferralVerb]) -> Ring:
    """Show what the steps add up to."""
    state, position = S.DRAFT, 0
    for verb in steps:
        state = next_state(state, verb)
        position = reached(position, state)
    return ring(state, position)
