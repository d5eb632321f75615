"""How does background work leave the processor to whoever waits at a counter? It and its sessions in the database run at a lower priority."""

import os
from contextlib import suppress
from typing import Any

from ruta.config import installation

NICE = int(os.environ.get("RUTA_NICE", "10"))


def give_way() -> None:
    """From here on this process and its sessions run only when nobody else wants the processor as much."""
    from django.db.backends.signals import connection_created

    with suppress(OSError):
        os.nice(NICE)
    if not installation.DATABASE_URL:  # the server of somebody else may stand on another machine, where numbers of processes mean others
        connection_created.connect(_lower, dispatch_uid="give way")


def _lower(connection: Any, **_told: Any) -> None:
    """The server's process of a session; it serves this process alone."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, connection.connection.info.backend_pid, NICE)
