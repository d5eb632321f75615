"""What can go wrong with a person's record that a screen answers in its own way?"""

from typing import Any

from ruta.base.errors import Conflict


class LooksRegistered(Conflict):
    """Somebody almost surely the same is registered already; `people` are the ids, to be opened or dismissed with a reason."""

    def __init__(self, message: Any, *, people: list[int]) -> None:
        """Keep who stopped the registration."""
        super().__init__(message, people=people)
        self.people = people


class ChangedMeanwhile(Conflict):
    """Somebody else changed the same data; `differences` hold both values of each field."""

    def __init__(self, message: Any, *, version: int, differences: dict[str, tuple[Any, Any]]) -> None:
        """`differences`: field → (theirs, mine); `version` is the one to send next time."""
        super().__init__(message, version=version, differences=differences)
        self.version = version
        self.differences = differences
