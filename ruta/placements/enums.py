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
