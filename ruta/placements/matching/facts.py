"""What does matching know of a person and of a vacancy? Only what a job asks for.

Sex, age, modality, ethnicity and disability have no place here: what is not a field cannot enter a score.
"""

from dataclasses import dataclass
from datetime import date

HOURS = ("day", "evening", "night", "weekend", "live_in")
"""Parts of a week in which somebody can work, or a job is done; a rotating job names several."""
CONTRACTS = ("permanent", "fixed_term", "seasonal", "apprenticeship", "self_employed")
LANGUAGE_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
COUNTRY, WORLD = "HN", "*"


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill by its code, at a level from 1 to 4; 0 when nobody told the level or none is asked."""

    code: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """An occupation that somebody has held or seeks, with the months of practice where they are known."""

    occupation: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """A language (ISO 639-1) at a level from 1 (A1) to 6 (C2)."""

    code: str
    level: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A person who seeks work. What is empty or None is not known, and is never held against the person."""

    id: str
    works: tuple[Work, ...] = ()
    skills: tuple[Skill, ...] = ()
    is_complete: bool = False
    """Whether the list of skills was completed with the person: only then is what it does not name known to be missing."""
    education: int | None = None
    """The level reached, ISCED 0 to 8."""
    languages: tuple[Language, ...] = ()
    hours: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    """Legal requirements that the person meets: a licence, a work authorisation."""
    papers_lacking: frozenset[str] = frozenset()
    available_from: date | None = None
    home: str | None = None
    """The municipality (`DDMM`) where the person lives."""
    places: frozenset[str] = frozenset()
    """Where the person accepts work: municipalities `DDMM`, departments `DD`, `HN`, another country, `*` for anywhere."""
    wage_min: int | None = None
    contracts: frozenset[str] = frozenset()
    sends: int | None = None
    """How often the person was sent to an employer in the last 90 days."""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A job that is offered. What is empty or None is not asked."""

    id: str
    occupation: str | None = None
    skills: tuple[Skill, ...] = ()
    """Essential skills."""
    desirable: tuple[Skill, ...] = ()
    months: int | None = None
    education: int | None = None
    languages: tuple[Language, ...] = ()
    hours: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    starts_on: date | None = None
    place: str | None = None
    """A municipality `DDMM`, a department `DD` or a country; None when it does not matter or is not known."""
    wage_max: int | None = None
    contract: str | None = None
    openings: int | None = None
    applicants: int | None = None
    """How many applications wait for a decision."""
