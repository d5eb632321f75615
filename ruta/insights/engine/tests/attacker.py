"""What can a reader compute from a published table? Written from the sums alone, without the engine."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from ruta.insights.engine.hiding import Mark, Policy
from ruta.insights.engine.suppression import Cell

Sum = tuple[int, tuple[int, ...]]  # the cell of the total, the cells it adds up


def computed_by_algebra(cells: list[Cell], sums: list[Sum]) -> list[int]:
    """Hidden cells that the sums determine over all numbers: their unit vector lies in the span of the equations."""
    hidden = [index for index, cell in enumerate(cells) if not cell.is_shown]
    matrix = np.zeros((len(sums), len(hidden)))
    for row, (total, parts) in enumerate(sums):
        for column, cell in enumerate(hidden):
            matrix[row, column] = (cell in parts) - (cell == total)
    rank = np.linalg.matrix_rank(matrix) if matrix.size else 0
    units = np.eye(len(hidden))
    return [cell for column, cell in enumerate(hidden) if np.linalg.matrix_rank(np.vstack([matrix, units[column]])) == rank]


def computed_by_bounds(cells: list[Cell], sums: list[Sum], policy: Policy, limit: int) -> list[int]:
    """Hidden cells with one value in every table of whole numbers that agrees with all that is shown and marked."""
    seen: dict[int, set[int]] = {}
    for table in _tables(cells, sums, policy, limit):
        for index, cell in enumerate(cells):
            if not cell.is_shown:
                seen.setdefault(index, set()).add(table[index])
    return [index for index, values in seen.items() if len(values) == 1]


def _tables(cells: list[Cell], sums: list[Sum], policy: Policy, limit: int) -> Iterator[dict[int, int]]:
    """Try every value of the hidden cells that are no total, and read the totals off them."""
    totals = {total for total, _ in sums}
    known = {index: cell.count for index, cell in enumerate(cells) if cell.count is not None}
    free = [index for index, cell in enumerate(cells) if not cell.is_shown and index not in totals]
    for chosen in product(*(_range(cells[index], policy, limit) for index in free)):
        table = known | dict(zip(free, chosen, strict=True))
        if _add_up(table, cells, sums, policy):
            yield table


def _range(cell: Cell, policy: Policy, limit: int) -> range:
    low, high = policy.bounds(cell.mark)
    return range(low, int(min(high, limit)) + 1)


def _add_up(table: dict[int, int], cells: list[Cell], sums: list[Sum], policy: Policy) -> bool:
    for total, parts in sums:
        value = sum(table[part] for part in parts)
        low, high = policy.bounds(cells[total].mark) if cells[total].mark is not Mark.SHOWN else (value, value)
        if table.setdefault(total, value) != value or not low <= value <= high:
            return False
    return True
