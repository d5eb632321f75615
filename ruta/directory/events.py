"""What happened in the directory?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnerAsked:
    """A focal point is to be asked whether its services are still the same."""

    question_id: int
