"""Where does a file stand, and what came of a row?"""

from enum import StrEnum


class BatchState(StrEnum):
    """Where a file stands."""

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


class Outcome(StrEnum):
    """What came of a row."""

    CREATED = "created"
    KNOWN = "known"
    DUPLICATE = "duplicate"
    ERROR = "error"


class Decision(StrEnum):
    """What a human said about two records."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


MOVING = frozenset({BatchState.CHECKING, BatchState.RUNNING})
"""States in which some process is reading the file."""
STARTABLE = frozenset({BatchState.MAPPING, BatchState.CHECKED, BatchState.STOPPED, BatchState.FAILED})
