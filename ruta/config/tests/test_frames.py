"""Does no depth of calls make a request take its memory anew at each call?"""

import resource
from collections.abc import Callable

import pytest

from ruta.config.frames import in_one_piece
from ruta.config.streams import Lines

CALLS, DEEPEST = 200, 400


def nothing() -> None:
    """What a loop calls."""


def loop() -> int:
    """How often memory was taken from the system while a loop called."""
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(CALLS):
        nothing()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def at_depth(depth: int) -> int:
    return loop() if depth == 0 else at_depth(depth - 1)


def plain(depth: int) -> int:
    return at_depth(depth)


@in_one_piece
def roomy(depth: int) -> int:
    return at_depth(depth)


@pytest.mark.parametrize(("called", "is_met"), [(plain, True), (roomy, False)])
def test_a_loop_takes_memory_anew_only_without_room(called: Callable[[int], int], is_met) -> None:
    assert any(called(depth) >= CALLS // 2 for depth in range(DEEPEST)) is is_met


def test_the_product_is_called_with_room() -> None:
    assert Lines.__call__.__code__.co_stacksize == roomy.__code__.co_stacksize
