"""Which side may do which verb in which state, and whom does each state wait for? The whole loop on one screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruta.referrals.enums import ClockKind, ReasonKind, ReferralField, ReferralState, ReferralVerb, Side

S, V, F, K = ReferralState, ReferralVerb, ReferralField, ReasonKind

CASEWORKERS = frozenset({"counsellor", "office_coordinator", "protection_officer", "child_protection_officer"})
ROLES: Mapping[Side, frozenset[str]] = {
    Side.SENDER: CASEWORKERS,
    Side.RECEIVER: CASEWORKERS | {"partner_officer"},
    Side.PERSON: frozenset({"person", "guardian"}),
    Side.SYSTEM: frozenset({"system"}),
}
SENDER, RECEIVER, PERSON, SYSTEM = (frozenset({side}) for side in Side)
TERMINAL = frozenset({S.CLOSED, S.WITHDRAWN})
# With the receiver: sent and without a result.
UNDER_WAY = (S.SENT, S.RECEIVED, S.ACCEPTED, S.SCHEDULED, S.ATTENDED, S.NO_SHOW)
# Back with the sender: the loop was cut, the need is still open.
CUT_SHORT = (S.DECLINED, S.EXPIRED, S.REROUTED)
NOT_CONFIRMED = frozenset({"exp_not_confirmed"})


class StepNotOpen(Exception):
    """The table has no such verb in this state."""

    def __init__(self, state: ReferralState | None, verb: ReferralVerb) -> None:
        super().__init__(f"{verb} is not open in {state}")
        self.state, self.verb = state, verb


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table. `only_reasons` narrows the kind down to named reasons."""

    state: ReferralState
    verb: ReferralVerb
    to: ReferralState
    sides: frozenset[Side]
    needs: tuple[ReferralField, ...] = ()
    reason_kind: ReasonKind | None = None
    only_reasons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wait:
    """Whom a state waits for, by which clock; `working_days` is the term when the clock is the house's own."""

    side: Side
    clock: ClockKind
    working_days: int = 0


def _lines(
    states: Iterable[ReferralState],
    verb: ReferralVerb,
    to: ReferralState | None,
    sides: frozenset[Side],
    *needs: ReferralField,
    kind: ReasonKind | None = None,
) -> tuple[Transition, ...]:
    """Write the same line for several states; `to` None stays where it is."""
    return tuple(Transition(state, verb, to or state, sides, needs, kind) for state in states)


TABLE: tuple[Transition, ...] = (
    Transition(S.DRAFT, V.SEND, S.SENT, SENDER, (F.PACKET,)),
    Transition(S.DRAFT, V.WITHDRAW, S.WITHDRAWN, SENDER),
    Transition(S.SENT, V.ACKNOWLEDGE, S.RECEIVED, RECEIVER),
    *_lines((S.SENT, S.RECEIVED), V.ACCEPT, S.ACCEPTED, RECEIVER),
    *_lines((S.ACCEPTED, S.SCHEDULED, S.ATTENDED, S.NO_SHOW), V.SCHEDULE, S.SCHEDULED, RECEIVER | SENDER, F.APPOINTMENT),
    Transition(S.SCHEDULED, V.ASK_OTHER_DATE, S.ACCEPTED, PERSON | SENDER | RECEIVER),
    Transition(S.SCHEDULED, V.CALL_OFF, S.ACCEPTED, RECEIVER, (F.NOTE,)),
    Transition(S.SCHEDULED, V.ATTEND, S.ATTENDED, RECEIVER),
    *_lines((S.SCHEDULED,), V.MISS, S.NO_SHOW, RECEIVER | SENDER | PERSON, F.REASON, kind=K.NO_SHOW),
    *_lines((S.ACCEPTED, S.SCHEDULED, S.ATTENDED), V.REPORT_PROGRESS, None, RECEIVER, F.OUTCOME, F.REVIEW_DATE),
    *_lines((S.ACCEPTED, S.SCHEDULED, S.ATTENDED, S.DISPUTED), V.DELIVER, S.DELIVERED, RECEIVER, F.OUTCOME),
    *_lines(UNDER_WAY, V.DECLINE, S.DECLINED, RECEIVER, F.REASON, kind=K.DECLINED_BY_PROVIDER),
    *_lines(UNDER_WAY, V.REFUSE, S.DECLINED, PERSON | SENDER | RECEIVER, F.REASON, kind=K.DECLINED_BY_PERSON),
    *_lines(UNDER_WAY, V.REROUTE, S.REROUTED, SENDER | RECEIVER, F.REASON, kind=K.REROUTED),
    *_lines((S.DECLINED, S.EXPIRED, S.DISPUTED), V.REROUTE, S.REROUTED, SENDER, F.REASON, kind=K.REROUTED),
    *_lines((*UNDER_WAY, *CUT_SHORT), V.WITHDRAW, S.WITHDRAWN, SENDER, F.REASON, kind=K.WITHDRAWN),
    *_lines(UNDER_WAY, V.EXPIRE, S.EXPIRED, SYSTEM, F.REASON, kind=K.EXPIRED),
    *_lines((S.DELIVERED, S.DISPUTED), V.CONFIRM, S.CONFIRMED, PERSON | SENDER),
    *_lines((S.DELIVERED, S.CONFIRMED), V.DISPUTE, S.DISPUTED, PERSON | SENDER, F.REASON, kind=K.DISPUTED),
    Transition(S.DELIVERED, V.CLOSE_UNCONFIRMED, S.CLOSED, SENDER | SYSTEM, (F.REASON,), K.EXPIRED, NOT_CONFIRMED),
    Transition(S.CONFIRMED, V.CLOSE, S.CLOSED, SENDER | SYSTEM),
    *_lines((S.DISPUTED, *CUT_SHORT), V.CLOSE, S.CLOSED, SENDER, F.NOTE),
    *_lines(CUT_SHORT, V.RESEND, S.SENT, SENDER, F.PACKET),
    Transition(S.REROUTED, V.HAND_ON, S.CLOSED, SENDER, (F.SUCCESSOR,)),
)  # fmt: skip
BY_KEY: Mapping[tuple[ReferralState, ReferralVerb], Transition] = {(line.state, line.verb): line for line in TABLE}

WAITS: Mapping[ReferralState, Wait] = {
    S.DRAFT: Wait(Side.SENDER, ClockKind.HOUSE, 2),
    S.SENT: Wait(Side.RECEIVER, ClockKind.ACKNOWLEDGE),
    S.RECEIVED: Wait(Side.RECEIVER, ClockKind.CONTACT),
    S.ACCEPTED: Wait(Side.RECEIVER, ClockKind.CONTACT),
    # The person comes, the receiver writes it down: a missing record is never the person's delay.
    S.SCHEDULED: Wait(Side.RECEIVER, ClockKind.APPOINTMENT, 1),
    S.ATTENDED: Wait(Side.RECEIVER, ClockKind.RESULT),
    S.NO_SHOW: Wait(Side.RECEIVER, ClockKind.HOUSE, 3),
    S.DELIVERED: Wait(Side.PERSON, ClockKind.HOUSE, 5),
    S.CONFIRMED: Wait(Side.SENDER, ClockKind.HOUSE, 3),
    S.DISPUTED: Wait(Side.SENDER, ClockKind.HOUSE, 3),
    S.DECLINED: Wait(Side.SENDER, ClockKind.HOUSE, 1),
    S.EXPIRED: Wait(Side.SENDER, ClockKind.HOUSE, 1),
    S.REROUTED: Wait(Side.SENDER, ClockKind.HOUSE, 2),
}


def transition(state: ReferralState, verb: ReferralVerb) -> Transition:
    """Find the line of the table, or raise `StepNotOpen`."""
    if (state, verb) not in BY_KEY:
        raise StepNotOpen(state, verb)
    return BY_KEY[state, verb]


def next_state(state: ReferralState, verb: ReferralVerb) -> ReferralState:
    """Tell where a verb leads."""
    return transition(state, verb).to


def open_verbs(state: ReferralState, side: Side, role: str) -> list[ReferralVerb]:
    """List what this side may do in this role, in the order of the table."""
    return [line.verb for line in TABLE if line.state is state and side in line.sides and role in ROLES[side]]


def waits_on(state: ReferralState) -> Wait | None:
    """Tell whom and what the state waits for; None at the end."""
    return WAITS.get(state)


def fold(steps: Iterable[ReferralVerb]) -> ReferralState:
    """Give the state that the steps add up to, beginning with a draft."""
    state = S.DRAFT
    for verb in steps:
        state = next_state(state, verb)
    return state
