"""How do the web processes and the worker run side by side, and stop together?"""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from ruta.base import postgres
from ruta.base.errors import RutaError
from ruta.config import installation

GRACE_SECONDS = 15
JOBS_AT_ONCE = 3  # a long job, such as a file of persons, must not keep messages waiting
START_SECONDS = 60
Children = list[subprocess.Popen[bytes]]


def demand_port(host: str, port: int) -> None:
    """Refuse with a sentence when somebody already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise RutaError(
                f"El puerto {port} ya está ocupado. Detenga el otro programa o use otro puerto, por ejemplo: make run PORT={port + 1}"
            ) from error


def serve_until_stopped(*, host: str, port: int, workers: int, threads: int = 4, greeting: Callable[[], Callable[[], None]]) -> int:
    """Run gunicorn and one worker until either ends or Ctrl-C.

    `greeting` is called while they start, and what it gives when the port answers.
    """
    web = [
        sys.executable, "-m", "gunicorn", "ruta.config.wsgi:application", "--bind", f"{host}:{port}", "--workers", str(workers),
        "--threads", str(threads), "--worker-class", "gthread", "--log-level", "warning", "--graceful-timeout", "10",
    ]  # fmt: skip
    queue = [sys.executable, "-m", "ruta.config.serving"]
    signal.signal(signal.SIGTERM, _as_interrupt)
    children: Children = []
    try:
        children.append(_begun(web))
        greet = greeting()
        if _answers(host, port, children):
            greet()
        children.append(_begun(queue))  # nobody waits for the worker
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)
    return 1


def _begun(command: list[str]) -> subprocess.Popen[bytes]:
    """A process in a session of its own: Ctrl-C reaches us alone, and we end it."""
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - ourselves


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    """A polite end is an end like Ctrl-C."""
    raise KeyboardInterrupt


def _answers(host: str, port: int, children: Children) -> bool:
    """Wait until the port answers, or until a process has ended."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and all(child.poll() is None for child in children):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _stop(children: Children) -> None:
    """End the processes, then the database; a second Ctrl-C does not hurry it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
    stop_database()


def stop_database() -> None:
    """Stop the embedded server cleanly; a server of somebody else is left alone."""
    if not installation.DATABASE_URL:
        postgres.stop(installation.SERVER)


def run_worker(*, wait: bool = True) -> None:
    """Work on the queue; `wait=False` stops when it is empty. Heartbeat options exist only here, not on the library's command line."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    django.setup()
    from procrastinate.contrib.django import app

    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    connector: Any = app.connector
    app.with_connector(connector.get_worker_connector()).run_worker(
        wait=wait, install_signal_handlers=True, listen_notify=True, update_heartbeat_interval=10, stalled_worker_timeout=30,
        delete_jobs="never", concurrency=JOBS_AT_ONCE,
    )  # fmt: skip


if __name__ == "__main__":
    run_worker()
