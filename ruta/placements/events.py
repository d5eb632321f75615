"""What happened to who looks for work, told to whoever listens? Ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeekerProfileChanged:
    """A profile was drafted or changed: what was computed from it is out of date."""

    profile_id: int
    person_id: int
    version: int


@dataclass(frozen=True, slots=True)
class SeekerProfileCompleted:
    """The person went through the profile and agrees to what it says."""

    profile_id: int
    person_id: int
