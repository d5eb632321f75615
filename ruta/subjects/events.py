"""What happened with the rights of a person over their data?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataRequestAnswered:
    """Somebody answered what a person asked about their data."""

    request_id: int
    person_id: int
    state: str
