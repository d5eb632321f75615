"""How does a request leave for the address that was written down, and for no other? A redirect would carry a token, or us, elsewhere."""

from typing import Any
from urllib.request import HTTPRedirectHandler, OpenerDirector, build_opener


class _NoWayOn(HTTPRedirectHandler):
    """What an administrator or the settings wrote down is what is asked."""

    def redirect_request(self, *_given: Any, **_more: Any) -> None:
        """Follow nothing."""


def straight() -> OpenerDirector:
    """Opens an address and follows it nowhere."""
    return build_opener(_NoWayOn)
