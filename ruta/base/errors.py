"""What can go wrong, and which sentence tells the user what to do?"""

from collections.abc import Mapping
from typing import Any


class RutaError(Exception):
    """An error for a human: `message` says what happened and what to do, `status` is the HTTP answer."""

    status = 400

    def __init__(self, message: Any = "", *, fields: Mapping[str, Any] | None = None, **facts: Any) -> None:
        """`fields` names the form fields at fault; `facts` are what a screen may show beside the sentence."""
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})
        self.facts = facts


class Invalid(RutaError):
    """What was typed cannot be kept as it is."""

    status = 422


class Refused(RutaError):
    """This actor may not do this."""

    status = 403


class NotFound(RutaError):
    """There is no such row for this actor (whether it exists elsewhere is not said)."""

    status = 404


class NotThisWay(RutaError):
    """The address takes what a form sends, and somebody opened it like a page: gone back, loaded again, or typed."""

    status = 405


class Moved(NotFound):
    """The row went into another: reading leads there, writing is told where. `facts`: old, new and the name of the address's part."""

    status = 409


class NotOpen(RutaError):
    """The thing is no longer in a state where this can be done."""

    status = 409


class Conflict(RutaError):
    """Somebody else changed it meanwhile; `facts` hold both values."""

    status = 409


class TooLarge(RutaError):
    """What was sent is larger than anything the product takes."""

    status = 413


class TooMany(RutaError):
    """Too many attempts in a short time."""

    status = 429


class ReadOnlyNow(RutaError):
    """The operator lets nothing be written for a while; reading goes on."""

    status = 503
