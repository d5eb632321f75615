"""Can any hidden cell be computed back, by algebra or by bounds, from what is published?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.insights.engine.hiding import Mark, Policy
from ruta.insights.engine.suppression import Branch, Cell, SafeBranch, SafeTable, safe_share, suppress_list, suppress_table, suppress_tree
from ruta.insights.engine.tests.attacker import Sum, computed_by_algebra, computed_by_bounds

policies = st.builds(Policy, st.just(5), st.booleans())
small = Policy(threshold=2)
counts = st.one_of(st.integers(0, 7), st.integers(0, 200))
P, C, SHOWN = Mark.PRIMARY, Mark.COMPLEMENTARY, Mark.SHOWN


def flat_list(values: list[int], policy: Policy) -> tuple[list[Cell], list[Sum]]:
    safe = suppress_list(values, policy)
    return [*safe.cells, safe.total], [(len(values), tuple(range(len(values))))]


def flat_table(safe: SafeTable) -> tuple[list[Cell], list[Sum]]:
    height, width = len(safe.rows), len(safe.column_totals)
    cells = [cell for row in safe.rows for cell in row] + [*safe.row_totals, *safe.column_totals, safe.total]
    first_row, first_column, whole = height * width, height * width + height, len(cells) - 1
    sums: list[Sum] = [(first_row + row, tuple(range(row * width, (row + 1) * width))) for row in range(height)]
    sums += [(first_column + column, tuple(range(column, first_row, width))) for column in range(width)]
    sums.append((whole, tuple(range(first_row, first_column))))
    return cells, sums


def flat_tree(root: SafeBranch) -> tuple[list[Cell], list[Sum]]:
    cells: list[Cell] = []
    sums: list[Sum] = []

    def walk(branch: SafeBranch) -> int:
        here = len(cells)
        cells.append(branch.cell)
        parts = tuple(walk(part) for part in branch.parts)
        if parts:
            sums.append((here, parts))  # sums of parts come before those of their parent
        return here

    walk(root)
    return cells, sums


def trees(depth: int, values: st.SearchStrategy[int]) -> st.SearchStrategy[Branch]:
    leaf = st.builds(Branch, st.just("leaf"), values)
    if depth == 0:
        return leaf
    parts = st.lists(trees(depth - 1, values), min_size=1, max_size=3).map(tuple)
    return st.one_of(leaf, st.builds(Branch, st.just("branch"), st.just(0), parts))


tables = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda size: st.lists(st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


def assert_honest(cells: list[Cell], policy: Policy, true: list[int]) -> None:
    for cell, count in zip(cells, true, strict=True):
        assert cell.is_shown or cell.count is None
        assert not cell.is_shown or (cell.count == count and not policy.hides(count))
        assert not policy.hides(count) or cell.mark in (P, Mark.HIDDEN)
        assert cell.mark is not P or policy.hides(count)


@given(st.lists(counts, min_size=1, max_size=12), policies)
@settings(deadline=None)
def test_a_list_cannot_be_computed_back(values: list[int], policy: Policy) -> None:
    cells, sums = flat_list(values, policy)
    assert_honest(cells, policy, [*values, sum(values)])
    assert computed_by_algebra(cells, sums) == []


@given(tables, policies)
@settings(deadline=None, max_examples=150)
def test_a_table_cannot_be_computed_back_by_algebra(rows: list[list[int]], policy: Policy) -> None:
    safe = suppress_table(rows, policy)
    cells, sums = flat_table(safe)
    true = np.array(rows)
    assert_honest(cells, policy, [*true.ravel().tolist(), *true.sum(1).tolist(), *true.sum(0).tolist(), int(true.sum())])
    assert computed_by_algebra(cells, sums) == []


@given(trees(3, counts), policies)
@settings(deadline=None, max_examples=150)
def test_a_tree_cannot_be_computed_back_by_its_parents(root: Branch, policy: Policy) -> None:
    cells, sums = flat_tree(suppress_tree(root, policy))
    assert computed_by_algebra(cells, sums) == []


small_tables = st.sampled_from([(1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2)]).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, 4), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


@given(small_tables)
@settings(deadline=None, max_examples=150)
def test_nor_by_bounds_and_marks(rows: list[list[int]]) -> None:
    """The strongest reader: knows which mark means under the threshold and which means over, and that nobody is negative."""
    cells, sums = flat_table(suppress_table(rows, small))
    assert computed_by_bounds(cells, sums, small, limit=6) == []


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), policies)
@settings(deadline=None, max_examples=80)
def test_nor_a_list_by_bounds_and_marks(values: list[int], policy: Policy) -> None:
    cells, sums = flat_list(values, policy)
    assert computed_by_bounds(cells, sums, policy, limit=11) == []


@given(trees(2, st.integers(0, 3)))
@settings(deadline=None, max_examples=80)
def test_nor_a_tree_by_bounds_and_marks(root: Branch) -> None:
    cells, sums = flat_tree(suppress_tree(root, small))
    if sum(not cell.is_shown for cell in cells) <= 8:
        assert computed_by_bounds(cells, sums, small, limit=5) == []


def test_the_attacker_finds_what_primary_suppression_alone_gives_away() -> None:
    shown, hidden = (lambda count: Cell(count, SHOWN)), Cell(None, P)
    assert computed_by_algebra([shown(20), hidden, shown(23)], [(2, (0, 1))]) == [1]
    assert computed_by_bounds([shown(20), hidden, shown(23)], [(2, (0, 1))], Policy(), 9) == [1]
    # 0 hidden as small and 5 as a complement, with their total shown: only one table is possible
    assert computed_by_algebra([hidden, Cell(None, C), shown(5)], [(2, (0, 1))]) == []
    assert computed_by_bounds([hidden, Cell(None, C), shown(5)], [(2, (0, 1))], Policy(), 9) == [0, 1]


def test_the_smallest_neighbour_is_hidden_and_the_total_stays() -> None:
    safe = suppress_list([40, 3, 12, 25])
    assert [cell.mark for cell in safe.cells] == [SHOWN, P, C, SHOWN]
    assert safe.total == Cell(80, SHOWN)


def test_two_small_ones_hide_each_other() -> None:
    assert [cell.mark for cell in suppress_list([40, 3, 2, 25]).cells] == [SHOWN, P, P, SHOWN]


def test_a_table_hides_a_rectangle_at_the_least_price() -> None:
    safe = suppress_table([[30, 3, 20], [9, 8, 40], [50, 60, 70]])
    assert [[cell.mark for cell in row] for row in safe.rows] == [[C, P, SHOWN], [C, C, SHOWN], [SHOWN, SHOWN, SHOWN]]
    assert all(cell.is_shown for cell in (*safe.row_totals, *safe.column_totals, safe.total))


def test_a_parent_does_not_give_its_only_small_part_away() -> None:
    country = Branch("HN", parts=(Branch("05", parts=(Branch("0501", 40), Branch("0502", 2))), Branch("08", parts=(Branch("0801", 90),))))
    safe = suppress_tree(country)
    assert [part.cell.mark for part in safe.parts[0].parts] == [C, P]
    assert safe.cell == Cell(132, SHOWN)


def test_zeros_are_hidden_unless_they_are_public() -> None:
    assert [cell.mark for cell in suppress_list([0, 0, 30]).cells] == [P, P, C]
    assert [cell.mark for cell in suppress_list([0, 0, 30], Policy(zeros_public=True)).cells] == [SHOWN, SHOWN, SHOWN]


def test_where_the_marks_would_tell_all_are_marked_alike() -> None:
    ones = suppress_list([1, 1, 1, 1], Policy(zeros_public=True))
    assert {cell.mark for cell in (*ones.cells, ones.total)} == {Mark.HIDDEN}


def test_the_same_table_is_always_hidden_alike() -> None:
    rows = np.random.default_rng(7).integers(0, 30, (12, 8)).tolist()
    assert suppress_table(rows) == suppress_table(rows)


def test_a_table_of_the_country_hides_every_small_cell() -> None:
    rows = np.random.default_rng(5).poisson(4, (298, 9)).tolist()
    safe = suppress_table(rows)
    assert all(cell.count is None or cell.count >= 5 for row in safe.rows for cell in row)
    assert any(cell.is_shown for row in safe.rows for cell in row)


def test_a_share_is_shown_only_with_both_numbers() -> None:
    assert safe_share(Cell(30, SHOWN), Cell(40, SHOWN)) == 0.75
    assert safe_share(Cell(None, P), Cell(40, SHOWN)) is None
    assert safe_share(Cell(30, SHOWN), Cell(None, C)) is None
    assert safe_share(Cell(0, SHOWN), Cell(0, SHOWN)) is None


def test_wrong_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="equally long"):
        suppress_table([[1, 2], [3]])
    with pytest.raises(ValueError, match="negative"):
        suppress_list([-1, 5])
