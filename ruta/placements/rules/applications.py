"""Which verb may follow in which state of an application, by whom, and with what? The whole way to a job on one screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruta.base.sentences import Sentence, gettext_noop
from ruta.placements.enums import ApplicationState, ApplicationVerb, Needed, Party

S, V, N, P = ApplicationState, ApplicationVerb, Needed, Party
DESK, PERSON, SYSTEM = frozenset({P.DESK}), frozenset({P.PERSON}), frozenset({P.SYSTEM})
# In front of an employer: whatever ends these is told with who refused and why.
PROPOSED = (S.APPLIED, S.PRESELECTED, S.INTERVIEW, S.OFFERED)
OPEN = (S.SUGGESTED, *PROPOSED)
ENDED = frozenset({S.REFUSED, S.WITHDRAWN, S.CLOSED})
EMPLOYER, SERVICE = "employer", "service"


class VerbNotOpen(Exception):
    """The table has no such verb in this state for whoever asks."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table. `by`: whose reasons fit, where a reason is needed."""

    state: ApplicationState
    verb: ApplicationVerb
    to: ApplicationState
    parties: frozenset[Party]
    needs: tuple[Needed, ...] = ()
    by: frozenset[str] = frozenset()


def _lines(
    states: Iterable[ApplicationState], verb: ApplicationVerb, to: ApplicationState, parties: frozenset[Party], *needs: Needed, by: str = ""
) -> tuple[Transition, ...]:
    """Write the same line for several states."""
    return tuple(Transition(state, verb, to, parties, needs, frozenset(by.split())) for state in states)


TABLE: tuple[Transition, ...] = (
    Transition(S.SUGGESTED, V.APPLY, S.APPLIED, DESK | PERSON, (N.ALLOWED,)),
    Transition(S.APPLIED, V.PRESELECT, S.PRESELECTED, DESK, (N.ALLOWED,)),
    Transition(S.PRESELECTED, V.INVITE, S.INTERVIEW, DESK, (N.DAY, N.ALLOWED, N.SHORTLISTED)),
    *_lines((S.PRESELECTED, S.INTERVIEW), V.OFFER, S.OFFERED, DESK, N.ALLOWED, N.SHORTLISTED),
    Transition(S.OFFERED, V.HIRE, S.HIRED, DESK, (N.DAY,)),
    *_lines((S.SUGGESTED,), V.REFUSE, S.REFUSED, DESK | PERSON, N.REASON, by="person service"),
    *_lines(PROPOSED, V.REFUSE, S.REFUSED, DESK, N.REASON, by="employer person service"),
    *_lines(PROPOSED, V.WITHDRAW, S.WITHDRAWN, DESK | PERSON | SYSTEM, N.REASON, by="person"),
    *_lines((S.HIRED,), V.FALL_THROUGH, S.REFUSED, DESK, N.REASON, by="employer person service"),
    *_lines(OPEN, V.CLOSE, S.CLOSED, SYSTEM),
)  # fmt: skip
BY_KEY: Mapping[tuple[ApplicationState, ApplicationVerb], Transition] = {(line.state, line.verb): line for line in TABLE}
MISSING: Mapping[Needed, str] = {
    N.REASON: gettext_noop("Falta el motivo. Escoja quién dijo que no y por qué."),
    N.DAY: gettext_noop("Falta la fecha."),
    N.SHORTLISTED: gettext_noop(
        "Es una selección técnica: primero envíe la terna y espere a que el empleador firme que la recibió."
    ),
    N.ALLOWED: gettext_noop("Falta el permiso de la persona para proponerla a empleadores. Pídaselo en Permisos."),
}  # fmt: skip
WRONG_REASON = gettext_noop("Ese motivo no corresponde a este paso. Escoja otro de la lista.")


@dataclass(frozen=True, slots=True)
class StepProblem:
    """What stands against a step."""

    field: Needed
    sentence: Sentence


def transition(state: str, verb: str, party: Party) -> Transition:
    """Find the line of the table, or raise `VerbNotOpen`."""
    line = BY_KEY.get((S(state), V(verb)))
    if line is None or party not in line.parties:
        message = f"{verb} is not open in {state} for {party}"
        raise VerbNotOpen(message)
    return line


def open_verbs(state: str, party: Party) -> list[ApplicationVerb]:
    """List what this party may do, in the order of the table."""
    return [line.verb for line in TABLE if line.state == state and party in line.parties]


def step_problems(line: Transition, given: Mapping[Needed, object], reason_by: str) -> list[StepProblem]:
    """Name everything that is missing, or a reason that does not fit; `reason_by` says whose reason it is."""
    missing = [StepProblem(need, Sentence(MISSING[need])) for need in line.needs if not given.get(need)]
    if given.get(N.REASON) and reason_by not in line.by:
        missing.append(StepProblem(N.REASON, Sentence(WRONG_REASON)))
    return missing


def fold(verbs: Iterable[str], first: str = S.SUGGESTED) -> ApplicationState:
    """Give the state that the steps add up to."""
    state = S(first)
    for verb in verbs:
        state = BY_KEY[state, V(verb)].to
    return state
