"""Which codes do procedures, dossiers and certificates know?"""

from enum import StrEnum


class Stage(StrEnum):
    """Where a dossier stands. `received` to `resolution` are steps of a procedure; the rest is common to all."""

    RECEIVED = "received"
    REVIEW = "review"
    INSPECTION = "inspection"
    RESOLUTION = "resolution"
    OBSERVED = "observed"
    GRANTED = "granted"
    DENIED = "denied"
    APPEALED = "appealed"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Verb(StrEnum):
    """What can be done to a dossier."""

    FORWARD = "forward"
    OBSERVE = "observe"
    ANSWER = "answer"
    GRANT = "grant"
    DENY = "deny"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


class Party(StrEnum):
    """On whose behalf a verb is done."""

    DESK = "desk"
    APPLICANT = "applicant"


class Hand(StrEnum):
    """Which roles of the desk do a verb: those that keep dossiers, or those that decide them."""

    KEEPER = "keeper"
    DECIDER = "decider"


class Needed(StrEnum):
    """What must be there before a verb."""

    NOTE = "note"
    REASON = "reason"
    REQUIREMENTS = "requirements"
    PAYMENTS = "payments"
    INSPECTION = "inspection"
    IN_TIME = "in_time"
    LATE = "late"
    OTHER_EYES = "other_eyes"


class Waits(StrEnum):
    """Whose turn it is."""

    OFFICE = "office"
    APPLICANT = "applicant"
    NOBODY = "nobody"


class RequirementState(StrEnum):
    """What became of one requirement."""

    MISSING = "missing"
    GIVEN = "given"
    ACCEPTED = "accepted"
    OBSERVED = "observed"
    WAIVED = "waived"


class CertificateState(StrEnum):
    """What a certificate is worth. `upcoming` and `expired` are never written: the calendar says it."""

    UPCOMING = "upcoming"
    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"
    EXPIRED = "expired"


class CertificateVerb(StrEnum):
    """What can be done to a certificate after it was issued."""

    SUSPEND = "suspend"
    LIFT = "lift"
    REVOKE = "revoke"


class MeasureKind(StrEnum):
    """What supervision leaves behind: a visit, something promised, a sanction."""

    INSPECTION = "inspection"
    IMPROVEMENT = "improvement"
    SANCTION = "sanction"
