"""Which files stand on the server of another institution? Reached with a key, and only where its own key is the one that was written down."""

import socket
import stat
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fnmatch import fnmatch
from typing import Any

import paramiko
from django.utils.translation import gettext as _

from ruta.base.outgoing import demand_outside
from ruta.feeds.errors import Unreachable
from ruta.feeds.models import Source
from ruta.feeds.pulling.spooling import LIST_KINDS, Arrival, secret_file, spooled

SECONDS = 30
PORT = "22"


def arrivals(source: Source, first: int | None = None) -> Iterator[Arrival]:
    """Every list in the folder by name; to look at, the newest alone."""
    place = source.address["folder"].rstrip("/")
    try:
        with _opened(source) as server:
            found = sorted((each for each in server.listdir_attr(place) if _is_list(each, source)), key=lambda each: each.filename)
            for each in sorted(found, key=lambda each: each.st_mtime or 0)[-1:] if first else found:
                with server.open(f"{place}/{each.filename}", "rb") as opened:
                    file = spooled(opened, first=first, name=each.filename)
                yield Arrival(each.filename, datetime.fromtimestamp(each.st_mtime, UTC) if each.st_mtime else None, file)
    except (OSError, paramiko.SSHException) as error:
        raise Unreachable(_("El servidor SFTP no dejó leer. Revise la dirección, la clave del servidor y la nuestra.")) from error


def _is_list(each: Any, source: Source) -> bool:
    return (
        stat.S_ISREG(each.st_mode or 0) and fnmatch(each.filename, source.address["pattern"]) and each.filename.lower().endswith(LIST_KINDS)
    )


@contextmanager
def _opened(source: Source) -> Iterator[Any]:
    key = paramiko.PKey.from_path(secret_file(source))
    kind, _space, text = source.address["host_key"].partition(" ")
    known = paramiko.PKey.from_type_string(kind, _bytes(text))
    transport = paramiko.Transport(dial(source.address["host"], int(source.address.get("port") or PORT)))
    try:
        transport.connect(hostkey=known, username=source.address["user"], pkey=key)
        server = paramiko.SFTPClient.from_transport(transport)
        yield server
    finally:
        transport.close()


def _bytes(text: str) -> bytes:
    """The key without the comment behind it."""
    return b64decode(text.partition(" ")[0])


def dial(host: str, port: int) -> socket.socket:
    """A connection to the server; tests put another one in its place."""
    connected = socket.create_connection((host, port), SECONDS)
    demand_outside(host, connected)
    return connected
