"""How long does it take, how often is the database asked, and how is that told?"""

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from django.db import connections


@dataclass(frozen=True)
class Figure:
    """One line of the table: a claim, what was measured, and the aim or the peer beside it."""

    claim: str
    value: str
    queries: str = ""
    beside: str = ""


@dataclass
class Timing:
    """The times of one thing, in milliseconds."""

    times: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The percentile: 0.5 is the median."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def __str__(self) -> str:
        ours = sorted(self.processor)[len(self.processor) // 2]
        return f"p50 {self.at(0.5):.1f} · p95 {self.at(0.95):.1f} · p99 {self.at(0.99):.1f} ms, of it Python p50 {ours:.1f}"


def interleaved(things: Mapping[str, Sequence[Callable[[], object]]], *, warm: int = 3) -> dict[str, Timing]:
    """Time every call of every thing once, in a mixed order, so that noise falls on all alike; of a process that has begun, not of its start."""
    for calls in things.values():
        for call in calls[:warm]:
            call()
    for thread in threading.enumerate():
        if thread.name == "warm":  # of ruta.config.wsgi: four seconds in which a page shares the interpreter
            thread.join()
    order = [(name, call) for name, calls in things.items() for call in calls[warm:]]
    random.Random(1).shuffle(order)
    found = {name: Timing() for name in things}
    for name, call in order:
        begin, begun = time.perf_counter(), time.thread_time()
        call()
        found[name].times.append((time.perf_counter() - begin) * 1000)
        found[name].processor.append((time.thread_time() - begun) * 1000)
    return found


def additions(count: int = 10_000_000) -> float:
    """Seconds of the clock that a loop of additions takes: the speed of one core at this moment, the least of three."""

    def once() -> float:
        begin, total = time.perf_counter(), 0
        for each in range(count):
            total += each
        return time.perf_counter() - begin

    return min(once() for _ in range(3))


@contextmanager
def counted() -> Iterator[list[tuple[str, str, object]]]:
    """What is asked of every alias inside: (alias, sql, parameters). Binding the actor at BEGIN is not counted: it goes past Django."""
    asked: list[tuple[str, str, object]] = []

    def watcher(alias: str):
        def watch(execute, sql, parameters, many, context):
            asked.append((alias, sql, parameters))
            return execute(sql, parameters, many, context)

        return watch

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(watcher(connection.alias)))
        yield asked


def queries_of(call: Callable[[], object]) -> int:
    """How many queries one call makes, savepoints left out."""
    with counted() as asked:
        call()
    return sum("SAVEPOINT" not in sql for _, sql, _ in asked)


def demand(what: str, came: bool) -> None:  # noqa: FBT001
    """A measurement of what did not happen is none."""
    if not came:
        message = f"{what} did not come"
        raise RuntimeError(message)
