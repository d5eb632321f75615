"""What happened in the directory?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnerAsked:
    """A focal point is to be asked whether its services are still the same."""

    question_id: int


@dataclass(frozen=True, slots=True)
class AgreementPublished:
    """A revision of an agreement came into force: from now on it says who may read what."""

    agreement_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class AgreementMoved:
    """An agreement was suspended, taken up again, ended, dropped, renewed by another, or ran out."""

    agreement_id: int
    state: str
