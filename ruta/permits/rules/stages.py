"""Which verb may follow in which stage of a dossier, by whom, and with what? The whole procedure on one screen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ruta.permits.enums import Hand, Needed, Party, Stage, Verb
from ruta.permits.rules.procedures import Procedure

S, V, N, P = Stage, Verb, Needed, Party
STEPS = (S.RECEIVED, S.REVIEW, S.INSPECTION, S.RESOLUTION)
OPEN = frozenset({*STEPS, S.OBSERVED, S.APPEALED})
"""Somebody has to do something; a denied dossier waits for nobody, and may still be appealed."""
ENDED = frozenset({S.GRANTED, S.UPHELD, S.WITHDRAWN, S.LAPSED})
STANDING = frozenset({N.OTHER_EYES, N.IN_TIME, N.LATE})
"""Needs that nothing which is typed or brought meets: where one is missing, the verb is not offered to whoever looks."""
DESK, BOTH = frozenset({P.DESK}), frozenset({P.DESK, P.APPLICANT})


class VerbNotOpen(Exception):
    """The table has no such verb in this stage for whoever asks."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. Without `to` the procedure's own data say what follows."""

    starts: frozenset[Stage]
    to: Stage | None
    parties: frozenset[Party] = DESK
    hand: Hand = Hand.KEEPER
    needs: tuple[Needed, ...] = ()


LINES: Mapping[Verb, Line] = {
    V.FORWARD: Line(frozenset({S.RECEIVED, S.REVIEW, S.INSPECTION}), None),
    V.OBSERVE: Line(frozenset({S.RECEIVED, S.REVIEW, S.INSPECTION}), S.OBSERVED, needs=(N.NOTE,)),
    V.ANSWER: Line(frozenset({S.OBSERVED}), None, BOTH),
    V.GRANT: Line(frozenset({S.RESOLUTION}), S.GRANTED, hand=Hand.DECIDER, needs=(N.OTHER_EYES,)),
    V.DENY: Line(frozenset({S.RESOLUTION}), S.DENIED, hand=Hand.DECIDER, needs=(N.OTHER_EYES, N.REASON, N.NOTE)),
    V.APPEAL: Line(frozenset({S.DENIED}), S.APPEALED, BOTH, needs=(N.IN_TIME, N.NOTE)),
    V.UPHOLD: Line(frozenset({S.APPEALED}), S.UPHELD, hand=Hand.DECIDER, needs=(N.OTHER_EYES, N.NOTE)),
    V.OVERTURN: Line(frozenset({S.APPEALED}), S.GRANTED, hand=Hand.DECIDER, needs=(N.OTHER_EYES, N.NOTE)),
    V.WITHDRAW: Line(frozenset({*STEPS, S.OBSERVED}), S.WITHDRAWN, BOTH, needs=(N.NOTE,)),
    V.LAPSE: Line(frozenset({S.OBSERVED}), S.LAPSED, needs=(N.LATE,)),
}


def open_verbs(stage: str, party: Party) -> list[Verb]:
    """What this party may do in this stage, in the order of the table; whether all is there for it comes after."""
    return [verb for verb, line in LINES.items() if stage in line.starts and party in line.parties]


def offered_verbs(procedure: Procedure, stage: str, party: Party, standing: Collection[Needed]) -> list[Verb]:
    """The open verbs that this party would not be refused today whatever it brought."""
    verbs = open_verbs(stage, party)
    return [verb for verb in verbs if not STANDING & set(unmet(procedure, LINES[verb], stage, standing))]


def line_of(stage: str, verb: str, party: Party) -> Line:
    """The line of the table, or the refusal that there is none."""
    found = LINES.get(Verb(verb)) if verb in set(Verb) else None
    if found is None or stage not in found.starts or party not in found.parties:
        raise VerbNotOpen(f"{verb} in {stage} by {party}")
    return found


def target_of(procedure: Procedure, line: Line, stage: str, before: str = "") -> Stage:
    """Where the line leads: its own end, the next step of the procedure, or the step where the dossier was observed."""
    if line.to is not None:
        return line.to
    return Stage(before or STEPS[0]) if stage == S.OBSERVED else procedure.after(stage)


def unmet(procedure: Procedure, line: Line, stage: str, met: Collection[Needed]) -> list[Needed]:
    """What is still missing: the needs of the line, on the way forward those of the step that is left, and to grant those of every step."""
    step = procedure.step(stage)
    own = step.needs if step is not None and line is LINES[V.FORWARD] else ()
    if line is LINES[V.GRANT]:  # what was accepted on the way may have been found wanting since
        own = tuple(dict.fromkeys(need for each in procedure.steps for need in each.needs))
    waived = () if procedure.four_eyes else (N.OTHER_EYES,)
    return [need for need in (*line.needs, *own) if need not in met and need not in waived]
