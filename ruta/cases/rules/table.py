"""Which verb is open on a case, to whom, and in which state does it leave the case? The whole table on one screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruta.base.sentences import Sentence
from ruta.cases.enums import CaseField, CaseGuard, CaseState, CaseVerb
from ruta.cases.rules.guards import GUARDS, CaseFacts, ClosingReason, missing_for_closing

S, V, G, F = CaseState, CaseVerb, CaseGuard, CaseField

CASEWORKERS = frozenset({"counsellor", "office_coordinator", "protection_officer", "child_protection_officer"})
COORDINATORS = frozenset({"office_coordinator"})
WORKING = (S.ASSESSED, S.PLANNED, S.IN_SERVICE, S.FOLLOW_UP)
OPEN = (S.INTAKE, *WORKING, S.PAUSED)


class VerbNotOpen(Exception):
    """The table has no such verb in this state."""

    def __init__(self, state: CaseState | None, verb: CaseVerb) -> None:
        """Keep both, for whoever tells the user."""
        super().__init__(f"{verb} is not open in {state}")
        self.state, self.verb = state, verb


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table. `to` is None where the case goes back to the state it was paused in."""

    state: CaseState
    verb: CaseVerb
    to: CaseState | None
    roles: frozenset[str] = CASEWORKERS
    guards: tuple[CaseGuard, ...] = ()
    needs: tuple[CaseField, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the steps of a case add up to."""

    state: CaseState
    paused_from: CaseState | None = None
    transfer_offered: bool = False
    joined_from: CaseState | None = None


def _everywhere(states: Iterable[CaseState], verb: CaseVerb, **line: object) -> tuple[Transition, ...]:
    """Write the same line for several states, each staying where it is unless `to` says otherwise."""
    return tuple(Transition(state, verb, **{"to": state, **line}) for state in states)  # type: ignore[arg-type]


CHILD_GUARDS = (G.AUTHORITY_KNOWN, G.CHILD_ASSENTED, G.BEST_INTEREST_WRITTEN, G.CHILD_RISK_ASSESSED)
PLAN_GUARDS = (G.CONSENT_GIVEN, G.HAS_ASSESSMENT, G.ASKED_BEFORE_PLAN, G.PLAN_NOT_BLOCKED, G.NEXT_STEPS_DATED)
SERVICE_GUARDS = (G.CONSENT_GIVEN, G.HAS_PLAN, G.NEXT_STEPS_DATED)

TABLE: tuple[Transition, ...] = (
    # Urgent health, protection, SENAF and shelter are never stopped: no guard, in any open state.
    *_everywhere(OPEN, V.SERVE_URGENTLY),
    # What is asked to protect a child is never stopped either, and takes no case out of intake.
    *_everywhere(OPEN, V.SAFEGUARD),
    Transition(S.INTAKE, V.ASSESS, S.ASSESSED, guards=(*CHILD_GUARDS, G.CONSENT_GIVEN, G.INTAKE_NOT_BLOCKED)),
    *_everywhere(WORKING, V.ASSESS, guards=(G.CONSENT_GIVEN,)),
    Transition(S.ASSESSED, V.PLAN, S.PLANNED, guards=PLAN_GUARDS),
    *_everywhere((S.PLANNED, S.IN_SERVICE), V.PLAN, guards=PLAN_GUARDS),
    Transition(S.FOLLOW_UP, V.PLAN, S.PLANNED, guards=PLAN_GUARDS),
    Transition(S.PLANNED, V.SERVE, S.IN_SERVICE, guards=SERVICE_GUARDS),
    Transition(S.IN_SERVICE, V.SERVE, S.IN_SERVICE, guards=SERVICE_GUARDS),
    Transition(S.IN_SERVICE, V.FOLLOW_UP, S.FOLLOW_UP, guards=(G.CONTACT_PLANNED,)),
    Transition(S.FOLLOW_UP, V.RETURN_TO_SERVICE, S.IN_SERVICE, guards=SERVICE_GUARDS),
    *_everywhere(WORKING, V.PAUSE, to=S.PAUSED, needs=(F.REASON, F.REVIEW_DATE)),
    Transition(S.PAUSED, V.RESUME, None),
    *_everywhere(OPEN, V.OFFER_TRANSFER, guards=(G.NO_TRANSFER_OFFERED,), needs=(F.OFFICE, F.NOTE)),
    *_everywhere(
        OPEN, V.ACCEPT_TRANSFER, roles=COORDINATORS, guards=(G.TRANSFER_OFFERED, G.RECEIVES_TRANSFER)
    ),
    *_everywhere(
        OPEN, V.DECLINE_TRANSFER, roles=COORDINATORS, guards=(G.TRANSFER_OFFERED, G.RECEIVES_TRANSFER), needs=(F.NOTE,)
    ),
    *_everywhere(
        OPEN, V.CLOSE, to=S.CLOSED, guards=(G.NO_OPEN_REFERRALS, G.CLOSING_NOT_BLOCKED), needs=(F.REASON,)
    ),
    # Whoever comes back begins at the door: consent may have lapsed and life has changed.
    Transition(S.CLOSED, V.REOPEN, S.INTAKE, guards=(G.MAY_REOPEN,), needs=(F.NOTE,)),
)  # fmt: skip
BY_KEY: Mapping[tuple[CaseState, CaseVerb], Transition] = {(line.state, line.verb): line for line in TABLE}


def transition(state: CaseState | None, verb: CaseVerb) -> Transition:
    """Find the line of the table, or raise `VerbNotOpen`."""
    if state is None or (state, verb) not in BY_KEY:
        raise VerbNotOpen(state, verb)
    return BY_KEY[state, verb]


def next_state(
    state: CaseState | None, verb: CaseVerb, *, paused_from: CaseState | None = None, joined_from: CaseState | None = None
) -> CaseState:
    """Tell where a verb leads. `None` is before the case exists; a paused or joined case goes back to where it was."""
    if state is None and verb is V.OPEN:
        return S.INTAKE
    # Nobody is offered these two: they follow from merging persons and from parting them.
    if verb is V.JOIN and state in OPEN:
        return S.CLOSED
    if verb is V.PART and state is S.CLOSED and joined_from:
        return joined_from
    to = transition(state, verb).to or paused_from
    if to is None:
        raise VerbNotOpen(state, verb)
    return to


def open_verbs(state: CaseState, role: str, facts: CaseFacts) -> list[CaseVerb]:
    """List what this role may do now, in the order of the table."""
    return [line.verb for line in TABLE if line.state is state and role in line.roles and not _failing(line, facts)]


def waiting_verbs(state: CaseState, role: str, facts: CaseFacts) -> dict[CaseVerb, list[Sentence]]:
    """List what this role could do but for a guard, with what is missing: the reason beside a disabled button."""
    lines = [line for line in TABLE if line.state is state and role in line.roles]
    return {line.verb: failing for line in lines if (failing := _failing(line, facts))}


def needed_fields(state: CaseState, verb: CaseVerb) -> tuple[CaseField, ...]:
    """List what must be given with a verb."""
    return transition(state, verb).needs


def closing_problems(reason: ClosingReason, facts: CaseFacts) -> list[Sentence]:
    """Say everything that still stands between the case and being closed for this reason."""
    return _failing(transition(facts.state, V.CLOSE), facts) + missing_for_closing(reason, facts)


def standing(steps: Iterable[CaseVerb]) -> Standing:
    """Fold the steps of a case, the first being `open`; an impossible history raises `VerbNotOpen`."""
    state: CaseState | None = None
    paused_from: CaseState | None = None
    joined_from: CaseState | None = None
    offered = False
    for verb in steps:
        before, state = state, next_state(state, verb, paused_from=paused_from, joined_from=joined_from)
        if verb is V.PAUSE:
            paused_from = before
        joined_from = before if verb is V.JOIN else None
        offered = _offered(verb, offered=offered)
    if state is None:
        raise VerbNotOpen(None, V.CLOSE)
    return Standing(state, paused_from if S.PAUSED in (state, joined_from) else None, offered, joined_from)


def fold(steps: Iterable[CaseVerb]) -> CaseState:
    """Give the state that the steps add up to."""
    return standing(steps).state


def _offered(verb: CaseVerb, *, offered: bool) -> bool:
    if verb is V.OFFER_TRANSFER:
        return True
    return offered and verb not in (V.ACCEPT_TRANSFER, V.DECLINE_TRANSFER, V.CLOSE)


def _failing(line: Transition, facts: CaseFacts) -> list[Sentence]:
    return [GUARDS[guard].sentence(facts) for guard in line.guards if not GUARDS[guard].holds(facts)]
