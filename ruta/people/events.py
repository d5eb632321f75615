"""What happened to a person's record and permissions? Ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """A person was registered in an office."""

    person_id: int
    office_id: int


@dataclass(frozen=True, slots=True)
class PersonUpdated:
    """Data of a person changed; `fields` names them, never their values."""

    person_id: int
    fields: list[str]


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The person allowed one institution one purpose."""

    consent_id: int
    person_id: int
    grantee_id: int
    purpose: str


@dataclass(frozen=True, slots=True)
class ConsentRefused:
    """The person said no to one institution and purpose."""

    person_id: int
    grantee_id: int
    purpose: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """A permission ended by will: reading stopped in the same statement. Open referrals on it must be withdrawn."""

    consent_id: int
    person_id: int
    grantee_id: int
    purpose: str


@dataclass(frozen=True, slots=True)
class ConsentRenewed:
    """A permission was given anew, under the notice in force; the one before was replaced."""

    consent_id: int
    replaced_id: int
    person_id: int
    grantee_id: int
    purpose: str


@dataclass(frozen=True, slots=True)
class AccessAsked:
    """Another institution asks the owner of a record for the person's permission."""

    request_id: int
    person_id: int
    institution_id: int
    purpose: str


@dataclass(frozen=True, slots=True)
class AccessAnswered:
    """The owner answered an institution that asked."""

    request_id: int
    person_id: int
    institution_id: int
    answer: str


@dataclass(frozen=True, slots=True)
class OverrideOpened:
    """Somebody reads without consent, on a legal basis; the owner must review it in time."""

    override_id: int
    person_id: int
    institution_id: int
    review_due: str


@dataclass(frozen=True, slots=True)
class OverrideReviewed:
    """The owner judged a reading without consent."""

    override_id: int
    person_id: int
    institution_id: int
    verdict: str


@dataclass(frozen=True, slots=True)
class DuplicateDecided:
    """Somebody said whether two records are one person, or that they do not know."""

    pair_id: int
    person_id: int
    other_id: int
    decision: str


@dataclass(frozen=True, slots=True)
class PersonsMerged:
    """Two records became one: all that hung on the absorbed one hangs on the survivor."""

    merge_id: int
    survivor_id: int
    absorbed_id: int


@dataclass(frozen=True, slots=True)
class MergeUndone:
    """Two records that had become one are two again."""

    merge_id: int
    survivor_id: int
    absorbed_id: int


@dataclass(frozen=True, slots=True)
class SenafTold:
    """A minor was told to SENAF, which answers within hours."""

    notice_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class SenafToldOfMany:
    """Minors whom a file brought, or of whom nobody had asked, were told to SENAF at once."""

    notices: list[int]


@dataclass(frozen=True, slots=True)
class SenafLate:
    """SENAF has not answered: it is reminded (1), or the coordination of the sender takes it up (2)."""

    notice_id: int
    person_id: int
    rung: int


@dataclass(frozen=True, slots=True)
class SenafAnswered:
    """SENAF said what it does about a minor."""

    notice_id: int
    person_id: int
    answer: str


@dataclass(frozen=True, slots=True)
class CameOfAge:
    """Somebody turned 18: what others allowed for them ended, and they are asked themselves."""

    person_id: int


@dataclass(frozen=True, slots=True)
class MarkedUnsafe:
    """A place or a contact of a person is not safe from now on; `about` is place or contact."""

    person_id: int
    about: str
    about_id: int
