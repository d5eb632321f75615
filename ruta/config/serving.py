"""How do the web processes and the worker run side by side, and stop together?"""

import asyncio
import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from ruta.base import postgres
from ruta.base.errors import RutaError
from ruta.config import installation
from ruta.config.keeping import Kept, Process
from ruta.config.yielding import give_way

GRACE_SECONDS = 15
ANEW_SECONDS = 5
JOBS_AT_ONCE = 3  # a long job, such as a file of persons, must not keep messages waiting
START_SECONDS = 60
Children = list[Process]


def demand_port(host: str, port: int) -> None:
    """Refuse with a sentence when somebody already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise RutaError(_why_not(host, port, error.errno)) from error


def _why_not(host: str, port: int, number: int | None) -> str:
    """What to do when nobody may listen there."""
    if number == errno.EADDRINUSE:
        return f"El puerto {port} ya está ocupado. Detenga el otro programa o use otro puerto, por ejemplo: make run PORT={port + 1}"
    if number in {errno.EACCES, errno.EPERM}:
        return f"Esta cuenta no puede abrir el puerto {port}. Use uno mayor que 1023, por ejemplo: make run PORT=8000"
    return f"Esta máquina no tiene la dirección «{host}». Quite --host para atender solo aquí, o use 0.0.0.0 para atender a toda la red."


@dataclass(frozen=True, slots=True)
class Web:
    """Where and with how many processes the pages are served."""

    host: str
    port: int
    workers: int
    threads: int = 4

    def command(self) -> list[str]:
        """How gunicorn is begun."""
        return [
            sys.executable, "-m", "gunicorn", "ruta.config.wsgi:application", "--bind", f"{self.host}:{self.port}",
            "--workers", str(self.workers), "--threads", str(self.threads), "--worker-class", "gthread", "--log-level", "warning",
            "--graceful-timeout", "10",
        ]  # fmt: skip


def serve_until_stopped(web: Web, *, greeting: Callable[[], Callable[[], None]], say: Callable[[str], None]) -> int:
    """Run gunicorn until it ends or Ctrl-C, and one worker beside it that comes back when it dies.

    `greeting` is called while they start, and what it gives when the port answers; `say` tells what happens later.
    """
    children: Children = []
    try:
        _begin(children, web.command())
        greet = greeting()
        if _answers(web, children[0]):
            greet()
        _watch(children, say)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(children)
    return 1


def _watch(children: Children, say: Callable[[str], None]) -> None:
    """Look after both until the pages end; nobody waits for the worker."""
    pages = children[0]
    queue = Kept(lambda: _begin(children, [sys.executable, "-m", "ruta.config.serving"]), say, time.monotonic())
    while pages.poll() is None:
        time.sleep(0.3)
        queue.look(time.monotonic())


def _begin(children: Children, command: list[str]) -> Process:
    """A process in a session of its own: Ctrl-C reaches us alone, and we end it."""
    children[:] = [child for child in children if child.poll() is None]
    with _held_back():
        children.append(subprocess.Popen(command, start_new_session=True))  # noqa: S603 - ourselves
    return children[-1]


@contextmanager
def _held_back() -> Iterator[None]:
    """Ctrl-C waits until what was begun is written down, or nobody would end it."""
    came: list[int] = []
    former = {number: signal.signal(number, lambda number, _frame: came.append(number)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    if came:
        raise KeyboardInterrupt


def heed_ends() -> None:
    """Let a polite end be an end like Ctrl-C."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def _answers(web: Web, process: Process) -> bool:
    """Wait until the port answers, or until the process has ended."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((web.host, web.port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def stop(children: Children) -> None:
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
    give_way()
    from procrastinate.contrib.django import app

    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    connector: Any = app.connector
    asyncio.run(_work(app.with_connector(connector.get_worker_connector()), wait=wait))


async def _work(app: Any, *, wait: bool) -> None:
    """All queues; and beside them, in the same process, the one of whoever wants to come in, which held jobs must not keep waiting."""
    from ruta.base.standstill import ENTERING, hold_jobs

    usual: dict[str, Any] = {
        "listen_notify": True, "update_heartbeat_interval": 10, "stalled_worker_timeout": 30, "delete_jobs": "never", "worker_middleware": [hold_jobs],
    }  # fmt: skip
    async with app.open_async():
        beside = asyncio.create_task(_beside(app, ENTERING, usual, wait=wait))
        try:
            await app.run_worker_async(wait=wait, install_signal_handlers=True, concurrency=JOBS_AT_ONCE, **usual)
        finally:
            if wait:
                beside.cancel()
            await asyncio.gather(beside, return_exceptions=True)


async def _beside(app: Any, queue: str, usual: dict[str, Any], *, wait: bool) -> None:
    """The worker of one queue, begun anew when the database went away under it: the other may wait long for jobs that are held."""
    while True:
        try:
            await app.run_worker_async(queues=[queue], concurrency=1, wait=wait, install_signal_handlers=False, **usual)
        except Exception:
            logging.getLogger(__name__).exception("the worker of %s ended", queue)
        if not wait:
            return
        await asyncio.sleep(ANEW_SECONDS)


if __name__ == "__main__":
    run_worker()
