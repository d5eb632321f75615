"""How do the web processes and the worker run side by side, and stop together?"""

import logging
import os
import signal
import subprocess
import sys
import time
from typing import Any

from ruta.base import postgres
from ruta.config import installation

GRACE_SECONDS = 15
JOBS_AT_ONCE = 3  # a long job, such as a file of persons, must not keep messages waiting


def serve_until_stopped(*, host: str, port: int, workers: int, threads: int = 4) -> int:
    """Run gunicorn and one worker until either ends or Ctrl-C; leaves a clean database behind."""
    web = [
        sys.executable, "-m", "gunicorn", "ruta.config.wsgi:application", "--bind", f"{host}:{port}", "--workers", str(workers),
        "--threads", str(threads), "--worker-class", "gthread", "--log-level", "warning", "--graceful-timeout", "10",
    ]  # fmt: skip
    queue = [sys.executable, "-m", "ruta.config.serving"]
    children = [subprocess.Popen(command, start_new_session=True) for command in (web, queue)]  # noqa: S603 - ourselves
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)
    return 1


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
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
