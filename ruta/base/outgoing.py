"""How does a request leave for the address that was written down, and for no other?

A redirect would carry a token, or us, elsewhere. An address that somebody wrote at a desk must not open what stands inside the network beside
us: where the connection really ended is looked at, and not only what a name server said before.
"""

import socket
from http.client import HTTPConnection, HTTPSConnection
from ipaddress import ip_address
from typing import Any
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, OpenerDirector, build_opener

from django.conf import settings


class InsideError(OSError):
    """The address is one of this network, and the operator did not name its host."""


def demand_outside(host: str, connected: socket.socket) -> None:
    """Refuse a machine of this network, unless RUTA_INSIDE_HOSTS names it; a demonstration talks to itself."""
    if settings.IS_DEMO or host.lower() in settings.INSIDE_HOSTS:
        return
    there = ip_address(connected.getpeername()[0].partition("%")[0])
    if not (getattr(there, "ipv4_mapped", None) or there).is_global:
        connected.close()
        message = f"{host} is inside the network"
        raise InsideError(message)


class _Plain(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        demand_outside(self.host, self.sock)


class _Sealed(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        demand_outside(self.host, self.sock)


class _Plainly(HTTPHandler):
    def http_open(self, req: Any) -> Any:
        """Over a connection that is looked at."""
        return self.do_open(_Plain, req)


class _Sealedly(HTTPSHandler):
    def https_open(self, req: Any) -> Any:
        """Over a connection that is looked at."""
        return self.do_open(_Sealed, req)


class _NoWayOn(HTTPRedirectHandler):
    """What an administrator or the settings wrote down is what is asked."""

    def redirect_request(self, *_given: Any, **_more: Any) -> None:
        """Follow nothing."""


def straight() -> OpenerDirector:
    """Opens an address outside and follows it nowhere."""
    return build_opener(_NoWayOn, _Plainly, _Sealedly)
