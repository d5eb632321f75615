"""Which states, sides, verbs and fields does a referral know?"""

from enum import IntEnum, StrEnum


class ReferralState(StrEnum):
    """Where a referral stands. Only `closed` and `withdrawn` are the end; accepted never is."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DECLINED = "declined"
    REROUTED = "rerouted"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Side(StrEnum):
    """Who acts, or who is waited for."""

    SENDER = "sender"
    RECEIVER = "receiver"
    PERSON = "person"
    SYSTEM = "system"


class ReferralVerb(StrEnum):
    """What can be done to a referral."""

    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    ACCEPT = "accept"
    DECLINE = "decline"
    REFUSE = "refuse"
    REROUTE = "reroute"
    SCHEDULE = "schedule"
    ASK_OTHER_DATE = "ask_other_date"
    CALL_OFF = "call_off"
    ATTEND = "attend"
    MISS = "miss"
    REPORT_PROGRESS = "report_progress"
    DELIVER = "deliver"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    CLOSE_UNCONFIRMED = "close_unconfirmed"
    CLOSE = "close"
    RESEND = "resend"
    HAND_ON = "hand_on"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class ReferralField(StrEnum):
    """What must come with a verb."""

    PACKET = "packet"
    REASON = "reason"
    NOTE = "note"
    REVIEW_DATE = "review_date"
    ATTEMPTS = "attempts"
    APPOINTMENT = "appointment"
    OUTCOME = "outcome"
    HEARD_BY = "heard_by"
    SUCCESSOR = "successor"


class ReasonKind(StrEnum):
    """Which transition a reason may accompany (catalogue `referral_reasons`)."""

    DECLINED_BY_PROVIDER = "declined_by_provider"
    DECLINED_BY_PERSON = "declined_by_person"
    REROUTED = "rerouted"
    NO_SHOW = "no_show"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"


class ClockKind(StrEnum):
    """Which clock runs in a state: one of the service's, the appointment's, or a term of the house."""

    ACKNOWLEDGE = "acknowledge"
    CONTACT = "contact"
    RESULT = "result"
    APPOINTMENT = "appointment"
    HOUSE = "house"


class ClockTone(StrEnum):
    """How a clock looks."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    DONE = "done"


class Rung(IntEnum):
    """How far a late answer has been escalated."""

    NONE = 0
    REMINDED = 1
    LATE = 2
    COORDINATORS = 3
    REROUTE_OFFERED = 4
