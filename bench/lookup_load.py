"""What do twenty counters wait for, alone and while a hundred thousand rows are imported beside them?"""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import lookup_database
from bench.looked_up import Question, Seen

COUNTERS = 20
IMPORTED = 100_000


def loads(queries: list[Question], who: Any) -> Iterator[Seen]:
    """Twenty counters, each asking once a second, alone and beside an import."""
    yield counters(queries, who, lambda _is_on: time.sleep(20), "20 counters, otherwise idle")
    with importing() as is_running:
        yield counters(queries, who, lambda is_on: wait_for(is_running, is_on), f"20 counters while {IMPORTED:,} rows are imported")


def wait_for(is_running: Callable[[], bool], is_on: threading.Event) -> None:
    until = time.monotonic() + 400
    while is_running() and is_on.is_set() and time.monotonic() < until:
        time.sleep(0.2)


def counters(queries: list[Question], who: Any, while_: Callable[[threading.Event], None], name: str) -> Seen:
    """Threads as those of a web process, each with its own connection and a second between two questions."""
    seen, is_on = Seen(name), threading.Event()
    is_on.set()
    threads = [threading.Thread(target=_counter, args=(queries, who, number, is_on, seen)) for number in range(COUNTERS)]
    for thread in threads:
        thread.start()
    while_(is_on)
    is_on.clear()
    for thread in threads:
        thread.join()
    seen.processor.clear()
    return seen


def _counter(queries: list[Question], who: Any, number: int, is_on: threading.Event, seen: Seen) -> None:
    from django.db import connections

    from ruta.base.context import acting_as
    from ruta.people.actions.searching import search_from_the_machine

    chance = random.Random(number)
    time.sleep(chance.random())
    while is_on.is_set():
        record = chance.choice(queries).record
        begin = time.perf_counter()
        with acting_as(who):
            search_from_the_machine(actor=who, sought=record)
        seen.note(time.perf_counter() - begin, 0.0)
        time.sleep(max(0.0, 1 - (time.perf_counter() - begin)))
    connections.close_all()


@contextmanager
def importing() -> Iterator[Callable[[], bool]]:
    """An import of a hundred thousand rows in a process of its own, as `ruta import persons` does it."""
    from bench.bench_import import write_file

    with tempfile.TemporaryDirectory() as folder:
        file, _pairs = write_file(
            Path(folder) / "personas.csv", IMPORTED, seed=int(time.time())
        )  # a file once imported is not imported again
        command = [
            str(Path(sys.executable).with_name("ruta")),
            "import",
            "persons",
            str(file),
            "--institution",
            "SETRASS-DGE",
            "--office",
            "SPS",
        ]
        process = subprocess.Popen(command, env={**os.environ, "RUTA_DATABASE": lookup_database.DATABASE}, stdout=sys.stderr)
        try:
            yield lambda: process.poll() is None
        finally:
            process.terminate()
            process.wait()
