"""In which channels do messages leave, in which states do they stand, and why is one held back?"""

from enum import StrEnum


class Channel(StrEnum):
    """A way out."""

    SMS = "sms"
    EMAIL = "email"
    WHATSAPP = "whatsapp"


class MessageState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"


class Delivery(StrEnum):
    """What a gateway said became of it after it left."""

    UNKNOWN = ""
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


class Blocked(StrEnum):
    """Why a message never left; the row stays and says so."""

    NO_CONTACT = "no_contact"
    UNSAFE = "unsafe"
    NO_CONSENT = "no_consent"
    ALERT = "alert"
    WEEKLY_LIMIT = "weekly_limit"
    UNCONFIRMED = "unconfirmed"
