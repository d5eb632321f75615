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


@dataclass(frozen=True, slots=True)
class OfApplication:
    """What every event of an application names."""

    application_id: int
    case_id: int
    person_id: int
    vacancy_id: int


@dataclass(frozen=True, slots=True)
class ApplicationSuggested(OfApplication):
    """Somebody thinks that the vacancy fits the person."""


@dataclass(frozen=True, slots=True)
class ApplicationMade(OfApplication):
    """The person wants it: they are sent to the vacancy."""


@dataclass(frozen=True, slots=True)
class ApplicationPreselected(OfApplication):
    """The institution proposes the person to the employer."""


@dataclass(frozen=True, slots=True)
class InterviewArranged(OfApplication):
    """The employer will talk to the person."""


@dataclass(frozen=True, slots=True)
class JobOffered(OfApplication):
    """The employer wants the person."""


@dataclass(frozen=True, slots=True)
class PersonHired(OfApplication):
    """There is a first day of work; a migrant contract does not count yet."""


@dataclass(frozen=True, slots=True)
class PlacementConfirmed(OfApplication):
    """It counts: contract checked where it must be."""


@dataclass(frozen=True, slots=True)
class ApplicationRefused(OfApplication):
    """It goes no further; who refused and why stand in the row."""

    reason: str


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn(OfApplication):
    """The person does not want to go on."""

    reason: str


@dataclass(frozen=True, slots=True)
class PlacementFellThrough(OfApplication):
    """Who was hired does not begin, or leaves at once."""

    reason: str


@dataclass(frozen=True, slots=True)
class ApplicationClosed(OfApplication):
    """The vacancy ended."""


@dataclass(frozen=True, slots=True)
class ShortlistSent:
    """An employer was sent its candidates."""

    shortlist_id: int
    vacancy_id: int


@dataclass(frozen=True, slots=True)
class ShortlistReceived:
    """The employer signed that they came."""

    shortlist_id: int
    vacancy_id: int


@dataclass(frozen=True, slots=True)
class EmployerSpoke:
    """The employer says whether somebody still works there."""

    application_id: int
    vacancy_id: int
    works: bool


@dataclass(frozen=True, slots=True)
class BreachReported(OfApplication):
    """A promise of the contract was broken."""

    breach_id: int
    need_id: int


OF_VERB = {
    "apply": ApplicationMade, "preselect": ApplicationPreselected, "invite": InterviewArranged, "offer": JobOffered, "hire": PersonHired,
    "refuse": ApplicationRefused, "withdraw": ApplicationWithdrawn, "fall_through": PlacementFellThrough, "close": ApplicationClosed,
}  # fmt: skip
