"""Can a hidden cell be computed back from several tables of one page, its files, or the pages of two years together?"""

from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruta.insights.engine.hiding import Policy
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, SafeList, SafeTable, suppress_linked, suppress_list
from ruta.insights.engine.tests.attacker import Sum, computed_by_algebra

PATIENT = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
counts = st.one_of(st.integers(0, 7), st.integers(0, 60))
small = Policy(threshold=2)


def spine_of(totals: list[int], policy: Policy) -> SafeList:
    try:
        return suppress_list(totals, policy)
    except CannotProtect:
        return SafeList((Cell(None, Mark.HIDDEN),) * len(totals), Cell(None, Mark.HIDDEN))


@st.composite
def pages(draw: st.DrawFn, most: int = 5, values: st.SearchStrategy[int] = counts, tables: int = 3) -> list[list[list[int]]]:
    """Several tables of the same offices: the same persons taken apart by sex, by age, by the months of the other page's year."""
    offices = draw(st.integers(1, most))
    first = draw(st.lists(st.lists(values, min_size=2, max_size=3), min_size=offices, max_size=offices))
    first = [row[: min(map(len, first))] for row in first]
    return [first, *([[cut := draw(st.integers(0, sum(row))), sum(row) - cut] for row in first] for _ in range(tables - 1))]


def published(page: list[list[list[int]]], policy: Policy) -> tuple[SafeList, list[SafeTable]]:
    spine = spine_of([sum(row) for row in page[0]], policy)
    return spine, [suppress_linked(table, spine, policy) for table in page]


def flat(spine: SafeList, tables: list[SafeTable]) -> tuple[list[Cell], list[Sum]]:
    """Every cell of every table once, with every sum that a reader knows."""
    cells, height = [*spine.cells, spine.total], len(spine.cells)
    sums: list[Sum] = [(height, tuple(range(height)))]
    for table in tables:
        start, width = len(cells), len(table.column_totals)
        cells += [cell for row in table.rows for cell in row] + list(table.column_totals)
        columns = start + height * width
        sums += [(row, tuple(range(start + row * width, start + (row + 1) * width))) for row in range(height)]
        sums += [(columns + at, tuple(range(start + at, columns, width))) for at in range(width)]
        sums.append((height, tuple(range(columns, columns + width))))
    return cells, sums


@given(pages(), st.builds(Policy, st.just(5), st.booleans()))
@PATIENT
def test_no_tables_of_a_page_give_a_hidden_cell_away_together(page: list[list[list[int]]], policy: Policy) -> None:
    spine, tables = published(page, policy)
    cells, sums = flat(spine, tables)
    assert computed_by_algebra(cells, sums) == []
    true = [sum(row) for row in page[0]]
    true.append(sum(true))
    for table in page:
        true += [count for row in table for count in row] + [sum(column) for column in zip(*table, strict=True)]
    for cell, count in zip(cells, true, strict=True):
        assert cell.count in (None, count)
        assert not cell.is_shown or not policy.hides(count)


@given(pages(most=2, values=st.integers(0, 3), tables=2))
@PATIENT
def test_nor_by_bounds_and_marks_over_all_tables(page: list[list[list[int]]]) -> None:
    """The strongest reader tries every world of whole numbers that agrees with all that is shown and marked, in all tables at once."""
    pair = [[row[0], sum(row) - row[0]] for row in page[0]]
    spine, tables = published([pair, page[1]], small)
    cells = [[*spine.cells], *([cell for row in table.rows for cell in row] for table in tables)]
    seen: list[list[set[int]]] = [[set() for _ in group] for group in cells]
    for totals in product(*(fits(cell, 12) for cell in spine.cells)):
        worlds = [list(agreeing(table, totals)) for table in tables]
        if sum(totals) in fits(spine.total, 24) and all(worlds):
            told = [(0, totals)] + [(1 + at, [n for row in world for n in row]) for at, found in enumerate(worlds) for world in found]
            for group, values in told:
                for at, value in enumerate(values):
                    seen[group][at].add(value)
    exposed = [
        (group, at) for group, row in enumerate(cells) for at, cell in enumerate(row) if not cell.is_shown and len(seen[group][at]) == 1
    ]
    assert exposed == []


def fits(cell: Cell, limit: int) -> range:
    """Which counts a cell may have for a reader."""
    if cell.count is not None:
        return range(cell.count, cell.count + 1)
    low, high = small.bounds(cell.mark)
    return range(low, int(min(high, limit)) + 1)


def agreeing(table: SafeTable, totals: tuple[int, ...]):
    """The tables of two columns that agree with what is shown, given the totals of the rows."""
    for firsts in product(*(fits(row[0], total) for row, total in zip(table.rows, totals, strict=True))):
        world = [(first, total - first) for first, total in zip(firsts, totals, strict=True)]
        columns = [sum(row[at] for row in world) for at in (0, 1)]
        rights = all(row[1] in fits(cells[1], 99) for row, cells in zip(world, table.rows, strict=True))
        if rights and all(column in fits(cell, 99) for column, cell in zip(columns, table.column_totals, strict=True)):
            yield world


def test_a_total_hidden_once_is_hidden_in_every_table() -> None:
    page = [[[2, 1], [30, 20], [9, 8]], [[3, 0], [25, 25], [10, 7]]]
    spine, tables = published(page, Policy(5))
    assert [cell.is_shown for cell in spine.cells] == [False, True, False]
    assert all(not cell.is_shown for table in tables for at in (0, 2) for cell in table.rows[at])
    assert all(table.row_totals == spine.cells for table in tables)
