"""Which step of a fair follows which, who may look for work there, and which of its counts may everybody read?"""

from collections.abc import Mapping

STEPS: Mapping[str, tuple[frozenset[str], str]] = {
    "announce": (frozenset({"draft"}), "announced"),
    "hold": (frozenset({"announced"}), "held"),  # it is over: who confirmed and was not seen was absent
    "cancel": (frozenset({"announced"}), "cancelled"),  # everybody reads that it was called off
    "drop": (frozenset({"draft"}), "dropped"),  # nobody ever read of it
}
LEAST = 5  # smaller counts of people are not published
GOOD = 4  # of 5: from here on somebody is satisfied


def fair_after(verb: str, state: str) -> str | None:
    """Where a verb leads from a state; nothing when it is not open there."""
    starts, end = STEPS[verb]
    return end if state in starts else None


def fair_verbs(state: str) -> list[str]:
    """What may be done with a fair in this state."""
    return [verb for verb, (starts, _) in STEPS.items() if state in starts]


def entry_problem(age: int | None, permit: str, *, lowest: int, adult: int) -> str:
    """Why somebody may not look for work at a fair: `age` unknown, `too_young` for any work, or `permit` missing; empty when they may."""
    if age is None:
        return "age"
    if age < lowest:
        return "too_young"
    return "permit" if age < adult and not permit.strip() else ""


def readable(count: int) -> int | None:
    """A count as everybody may read it; a small one is not told."""
    return count if count == 0 or count >= LEAST else None


def satisfied_share(satisfied: int, answers: int) -> float | None:
    """The part of satisfied answers; nothing where few answered."""
    return round(satisfied / answers, 3) if answers >= LEAST else None
