"""Which step of a vacancy follows which, and what does closing one ask for?"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

REFRESH_AFTER = timedelta(days=15)  # then somebody asks the employer whether it is still open
STALE_AFTER = timedelta(days=30)  # so long after the last word it pauses by itself
OPEN = frozenset({"draft", "in_review", "published", "paused"})
_LIVE = frozenset({"published", "paused"})
# Verb → (states that it starts from, state that it leads to).
TRANSITIONS: Mapping[str, tuple[frozenset[str], str]] = {
    "submit": (frozenset({"draft"}), "in_review"),
    "publish": (frozenset({"in_review"}), "published"),
    "return": (frozenset({"in_review"}), "draft"),
    "refresh": (_LIVE, "published"),
    "pause": (frozenset({"published"}), "paused"),
    "lapse": (frozenset({"published"}), "paused"),  # by the machine: nobody said that it is still open
    "ended": (_LIVE, "paused"),  # its employer says that it is over: the institution closes it with what came of it
    "resume": (frozenset({"paused"}), "published"),
    "close": (_LIVE | {"in_review"}, "closed"),  # also one that was public and waits again after a change
    "withdraw": (OPEN, "withdrawn"),
    "reopen": (frozenset({"closed", "withdrawn"}), "draft"),
}
MOST_CAUSES = 2  # besides the main one


def state_after(verb: str, state: str) -> str | None:
    """Where a verb leads from a state; nothing when it is not open there."""
    starts, end = TRANSITIONS[verb]
    return end if state in starts else None


def open_verbs(state: str) -> list[str]:
    """What may be done with a vacancy in this state."""
    return [verb for verb, (starts, _) in TRANSITIONS.items() if state in starts]


def stands_until(refreshed_on: date | None, apply_until: date | None) -> date | None:
    """The last day on which a published vacancy is offered: the last to apply, or the last that somebody's word keeps it open."""
    days = (apply_until, refreshed_on + STALE_AFTER if refreshed_on else None)
    return min((day for day in days if day), default=None)


def closing_of(openings: int, filled: int) -> str:
    """What came of the openings, by their count."""
    if filled >= openings:
        return "filled"
    return "partly" if filled else "unfilled"


def closing_problems(*, left: int, cause: str, more: Sequence[str], missing: str, asks_missing: bool) -> list[str]:
    """Codes of what a closing still lacks: openings that stay empty have a main cause, at most two more, and what exactly was missing."""
    if left <= 0:
        return []
    faults = [] if cause else ["cause"]
    if len(set(more) - {cause}) > MOST_CAUSES or cause in more:
        faults.append("more_causes")
    if asks_missing and not missing.strip():
        faults.append("missing")
    return faults
