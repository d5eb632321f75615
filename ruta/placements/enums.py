"""Which codes does the profile of a seeker know?"""

from enum import StrEnum


class ProfileState(StrEnum):
    """A draft was made of answers; a complete one was gone through with the person."""

    DRAFT = "draft"
    COMPLETE = "complete"


class Where(StrEnum):
    """Where an occupation was learned or done; abroad counts like here."""

    HERE = "here"
    ABROAD = "abroad"
    BOTH = "both"


class Evidence(StrEnum):
    """What a skill rests on, the person's own word first."""

    OWN = "own"
    ABROAD = "abroad"
    ASSESSED = "assessed"
    CERTIFIED = "certified"


class LanguageLevel(StrEnum):
    """How well a language is spoken."""

    BASIC = "basic"
    CONVERSATION = "conversation"
    FLUENT = "fluent"
    NATIVE = "native"


class Availability(StrEnum):
    """How much the person can work (the options of the employability profile)."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    SOME_DAYS = "some_days"
    NOT_NOW = "not_now"


class Shift(StrEnum):
    """In which parts of a day or a week the person can work."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"


class Licence(StrEnum):
    """Which driving licences are held."""

    MOTORCYCLE = "motorcycle"
    LIGHT = "light"
    HEAVY = "heavy"
    MACHINERY = "machinery"


class Shown(StrEnum):
    """What of the register a CV says, only if the person asks for it."""

    PHONE = "phone"
    EMAIL = "email"
    MUNICIPALITY = "municipality"
    AGE = "age"
    SEX = "sex"
    RETURN = "return"


class ApplicationState(StrEnum):
    """Where an application stands. `hired`, `refused`, `withdrawn` and `closed` wait for nobody."""

    SUGGESTED = "suggested"
    APPLIED = "applied"
    PRESELECTED = "preselected"
    INTERVIEW = "interview"
    OFFERED = "offered"
    HIRED = "hired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class ApplicationVerb(StrEnum):
    """What can be done to an application."""

    APPLY = "apply"
    PRESELECT = "preselect"
    INVITE = "invite"
    OFFER = "offer"
    HIRE = "hire"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    FALL_THROUGH = "fall_through"
    CLOSE = "close"


class Party(StrEnum):
    """Who does a verb: staff, the person behind a link, or the machine."""

    DESK = "desk"
    PERSON = "person"
    SYSTEM = "system"


class Needed(StrEnum):
    """What must come with a verb."""

    REASON = "reason"
    DAY = "day"
    SHORTLISTED = "shortlisted"
    ALLOWED = "allowed"


class CheckVerdict(StrEnum):
    """What the checklist of a migrant contract says (segments of the instrument)."""

    APPROVED = "approved"
    OBSERVED = "observed"
    STOP = "stop"


class Works(StrEnum):
    """Whether somebody who was hired still works there, in their words."""

    YES = "yes"
    NO = "no"
    TROUBLE = "trouble"
    UNKNOWN = "unknown"


class BreachPlace(StrEnum):
    """Where a promise was broken."""

    HERE = "here"
    DESTINATION = "destination"
    RETURN = "return"
