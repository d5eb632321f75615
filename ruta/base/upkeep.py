"""How does the machine do the same for many, so that one failure stops no other?"""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

log = logging.getLogger(__name__)
I = TypeVar("I")  # noqa: E741 (an item)
R = TypeVar("R")


def one_by_one(items: Iterable[I], run: Callable[[I], R]) -> list[R]:
    """Run for each in turn. What fails is logged and the rest goes on; then the job fails with all of it, so that somebody looks."""
    done: list[R] = []
    failures: list[Exception] = []
    for each in list(items):
        try:
            done.append(run(each))
        except Exception as error:
            log.exception("upkeep failed for %s", each)
            failures.append(error)
    if failures:
        message = f"{len(failures)} of {len(done) + len(failures)} failed"
        raise ExceptionGroup(message, failures)
    return done
