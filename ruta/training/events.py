"""What happened in training? Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonEnrolled:
    """A person of the register was given a place."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class PlaceFreed:
    """A person gave their place back, or what they sat in is not given."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class PlaceGivenBack:
    """What was called off by mistake is given after all, and a person has their place again."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class EditionChanged:
    """What many sit in is called off, given after all, or held at another time or place next."""

    edition_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class EnrolmentDecided:
    """It is known how it ended for somebody."""

    enrolment_id: int
    state: str


@dataclass(frozen=True, slots=True)
class AwardIssued:
    """Somebody who passed holds a certificate."""

    award_id: int


@dataclass(frozen=True, slots=True)
class AwardRevoked:
    """A certificate is worth nothing any more."""

    award_id: int
