"""What happened to an employer or a vacancy? Ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmployerRegistered:
    """An institution knows one more employer."""

    employer_id: int


@dataclass(frozen=True, slots=True)
class EmployerVerified:
    """Somebody said whether an employer is what it says."""

    employer_id: int
    verification: str


@dataclass(frozen=True, slots=True)
class OfVacancy:
    """What every event of a vacancy names."""

    vacancy_id: int
    employer_id: int


@dataclass(frozen=True, slots=True)
class VacancyProposed(OfVacancy):
    """An employer proposed it behind its own link."""


@dataclass(frozen=True, slots=True)
class VacancySubmitted(OfVacancy):
    """It waits for a moderator."""


@dataclass(frozen=True, slots=True)
class VacancyPublished(OfVacancy):
    """Anybody reads it from now on, and persons can be sent."""


@dataclass(frozen=True, slots=True)
class VacancyReturned(OfVacancy):
    """The moderator asked for a change; it is a draft again."""


@dataclass(frozen=True, slots=True)
class VacancyChanged(OfVacancy):
    """Its words or terms are others; one that was public waits for a moderator again."""


@dataclass(frozen=True, slots=True)
class VacancyRefreshed(OfVacancy):
    """Somebody made sure that it is still open."""


@dataclass(frozen=True, slots=True)
class VacancyPaused(OfVacancy):
    """Nobody is sent for now."""


@dataclass(frozen=True, slots=True)
class VacancyResumed(OfVacancy):
    """It is open again."""


@dataclass(frozen=True, slots=True)
class VacancyWithdrawn(OfVacancy):
    """The employer took it back, or the institution took it down."""


@dataclass(frozen=True, slots=True)
class VacancyReopened(OfVacancy):
    """One that had ended is a draft again."""


@dataclass(frozen=True, slots=True)
class VacancyClosed(OfVacancy):
    """It ended, with what came of it and why openings stayed empty."""

    closing: str
    cause: str


@dataclass(frozen=True, slots=True)
class OpeningFilled(OfVacancy):
    """A placement took an opening; how many are left."""

    left: int


@dataclass(frozen=True, slots=True)
class OpeningFreed(OfVacancy):
    """A placement fell through; how many are left."""

    left: int


@dataclass(frozen=True, slots=True)
class VacancyGrewStale(OfVacancy):
    """Nobody said for a while whether it is still open."""


@dataclass(frozen=True, slots=True)
class VacanciesLoaded:
    """A file of a private board was read; its vacancies wait for a moderator."""

    load_id: int


@dataclass(frozen=True, slots=True)
class FairInvitationsDue:
    """A fair that the public reads has employers who were not written to yet."""

    fair_id: int


@dataclass(frozen=True, slots=True)
class FairMoved:
    """A fair that was announced has another time or place."""

    fair_id: int


@dataclass(frozen=True, slots=True)
class FairCalledOff:
    """A fair that was announced will not be."""

    fair_id: int


@dataclass(frozen=True, slots=True)
class FairInvitationAnswered:
    """An employer said whether it comes to a fair."""

    fair_id: int
