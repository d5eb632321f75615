"""Which step follows which, who is next, and how long did it take? Pure arithmetic."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WAITS = frozenset({"waiting", "transferred"})
AT_WINDOW = frozenset({"called", "serving"})
# Verb → (states that it starts from, state that it leads to).
TRANSITIONS: Mapping[str, tuple[frozenset[str], str]] = {
    "call": (WAITS, "called"),
    "recall": (frozenset({"called"}), "called"),
    "serve": (frozenset({"called"}), "serving"),
    "finish": (frozenset({"serving"}), "done"),
    "transfer": (WAITS | AT_WINDOW, "transferred"),
    "miss": (frozenset({"called"}), "no_show"),
    "return": (frozenset({"no_show", "called"}), "waiting"),
    "cancel": (WAITS, "cancelled"),
}
MOST_IN_A_ROW = 2  # after so many who go first, one who waits in the common line is called
EARLY = timedelta(minutes=5)  # an appointment may be called so long before its hour


@dataclass(frozen=True, slots=True)
class Place:
    """One who waits: since when, whether the law lets them go first, and the hour of their appointment."""

    ticket_id: int
    since: datetime
    goes_first: bool = False
    due_at: datetime | None = None

    def is_held(self, now: datetime) -> bool:
        """Whether their hour has not come."""
        return self.due_at is not None and now < self.due_at - EARLY

    def is_preferred(self, now: datetime) -> bool:
        """Whether they go before the common line: by law, or because their hour has come."""
        return self.goes_first or (self.due_at is not None and not self.is_held(now))


def state_after(verb: str, state: str) -> str | None:
    """Where a verb leads from a state; nothing when it is not open there."""
    starts, end = TRANSITIONS[verb]
    return end if state in starts else None


def open_verbs(state: str) -> list[str]:
    """What may be done with a ticket in this state."""
    return [verb for verb, (starts, _) in TRANSITIONS.items() if state in starts]


def in_order(waiting: Iterable[Place], *, now: datetime, streak: int = 0, most: int = MOST_IN_A_ROW) -> list[int]:
    """Everybody who waits, the next one first.

    Who goes first by law, or whose appointment is due, is called before the common line; but after `most` of them in a row one of the common line
    is called, so that nobody waits for ever. `streak` says how many of them were just called. Whoever came before their hour stands last.
    """
    queue = sorted(waiting, key=lambda one: (one.since, one.ticket_id))
    held = [one for one in queue if one.is_held(now) and not one.goes_first]
    first = [one for one in queue if one.is_preferred(now)]
    common = [one for one in queue if not one.is_preferred(now) and one not in held]
    order: list[Place] = []
    while first or common:
        takes_first = bool(first) and (streak < most or not common)
        order.append((first if takes_first else common).pop(0))
        streak = streak + 1 if takes_first else 0
    return [one.ticket_id for one in [*order, *sorted(held, key=lambda one: (one.due_at or one.since, one.ticket_id))]]


def streak_of(called: Sequence[tuple[datetime, bool]], since: datetime | None) -> int:
    """How many in a row went first while somebody of the common line stood there; `called` is newest first, as (when, went first)."""
    count = 0
    for at, went_first in called:
        if not went_first or since is None or at < since:
            break
        count += 1
    return count


def share(values: Iterable[float], part: float) -> float | None:
    """The value that `part` of them do not exceed (0.5 is the median); nothing of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * round(part * 100) // 100) - 1))]


def numbered(letter: str, serial: int) -> str:
    """A-017."""
    return f"{letter}-{serial:03d}"


def read_ticket_number(text: str) -> tuple[str, int]:
    """The letter and the serial that somebody typed, in any of the ways a number is said: A-017, a17, 17, A; nothing and 0 for what was not said."""
    said = re.fullmatch(r"\s*([A-Za-z]?)[\s-]*([0-9]{0,6})\s*", text)
    return (said[1].upper(), int(said[2] or 0)) if said else ("", 0)
