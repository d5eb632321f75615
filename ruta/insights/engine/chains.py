"""Which steps of a chain may be published, where each counts some of those before it (written to, arrived, opened, answered)?"""

from collections.abc import Sequence
from itertools import pairwise

from ruta.insights.engine.hiding import Mark
from ruta.insights.engine.suppression import Cell

LEAST = 5
HIDDEN = Cell(None, Mark.HIDDEN)


def shown_chain(counts: Sequence[int], least: int = LEAST) -> tuple[Cell, ...]:
    """Each step as it may be shown: neither it nor what is lost between two shown steps is from 1 to `least` − 1.

    Whoever sees the steps knows no more than the shown counts and their differences, so that nothing smaller can be reckoned from them.
    """
    if any(below > above for above, below in pairwise(counts)):
        message = "a step counts some of those of the step before it"
        raise ValueError(message)
    cells: list[Cell] = []
    last: int | None = None
    for count in counts:
        is_safe = _is_safe(count, least) and (last is None or _is_safe(last - count, least)) and (last is not None or not cells)
        cells.append(Cell(count, Mark.SHOWN) if is_safe else HIDDEN)
        last = count if is_safe else last
    return tuple(cells)


def _is_safe(count: int, least: int) -> bool:
    return count == 0 or count >= least
