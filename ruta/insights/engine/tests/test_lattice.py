"""Can a hidden cell be computed back from every table of a lattice together?

The attacker asks everything there is to ask, knows which cells add up to which, and that counts are whole and not negative; integer
programming tries every set of cells that agrees with the answers. A stronger one knows besides that behind all tables stand the same
persons, each one row: most lattices withstand that too, not all (the last test holds one that does not).
"""

from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from ruta.insights.engine.hiding import Policy
from ruta.insights.engine.lattice import Count, Counted, Lattice, lattice_of

PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
MANY = 10_000  # more persons than any world here has: an end for what nothing else bounds
World = dict[tuple[str, ...], int]
Cell = tuple[tuple[int, ...], tuple[str, ...]]  # which dimensions, which categories


@st.composite
def worlds(draw: st.DrawFn, dimensions: int = 3, widest: int = 3) -> World:
    """Persons by their categories: most combinations hold few, some many."""
    sizes = [draw(st.integers(2, widest)) for _ in range(dimensions)]
    few_or_many = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 40))
    return {key: draw(few_or_many) for key in product(*("abc"[:size] for size in sizes))}


def counted(world: World) -> Counted:
    """What the engine is given."""
    width = len(next(iter(world)))
    names = [f"d{at}" for at in range(width)]

    def by(*places: int) -> Counter[tuple[str, ...]]:
        found: Counter[tuple[str, ...]] = Counter()
        for key, count in world.items():
            found[tuple(key[at] for at in places)] += count
        return found

    return Counted(
        Count(sum(world.values()), sum(world.values())),
        {names[at]: {code: Count(n, n) for (code,), n in by(at).items()} for at in range(width)},
        {(names[a], names[b]): {key: Count(n, n) for key, n in by(a, b).items()} for a, b in combinations(range(width), 2)},
    )


def told(lattice: Lattice) -> dict[Cell, int | None]:
    """Every cell that anybody can ask for."""
    names = list(lattice.lists)
    cells: dict[Cell, int | None] = {((), ()): lattice.whole}
    for at, name in enumerate(names):
        for code, count in zip(lattice.categories[name], lattice.lists[name], strict=True):
            cells[(at,), (code,)] = count
    for first, second in combinations(range(len(names)), 2):
        rows = lattice.tables[names[first], names[second]]
        for one, row in zip(lattice.categories[names[first]], rows, strict=True):
            for other, count in zip(lattice.categories[names[second]], row, strict=True):
                cells[(first, second), (one, other)] = count
    return cells


def sums(cells: dict[Cell, int | None]) -> list[tuple[Cell, list[Cell]]]:
    """Which cells add up to which: a dimension to the whole, and a row of a table to the category that it is of."""
    found: dict[tuple[Cell, int], list[Cell]] = {}
    for places, codes in cells:
        for at, place in enumerate(places):
            above = tuple(each for each in places if each != place), codes[:at] + codes[at + 1 :]
            found.setdefault((above, place), []).append((places, codes))
    return [(above, parts) for (above, _place), parts in found.items()]


def computed_back(cells: dict[Cell, int | None]) -> list[Cell]:
    """Hidden cells with one value in every set of cells that agrees with the answers."""
    names = list(cells)
    at = {cell: place for place, cell in enumerate(names)}
    rows = np.zeros((len(sums(cells)), len(names)))
    for row, (above, parts) in zip(rows, sums(cells), strict=True):
        row[at[above]] = -1
        row[[at[part] for part in parts]] = 1
    bounds = Bounds([count or 0 for count in cells.values()], [MANY if count is None else count for count in cells.values()])
    return fixed(
        LinearConstraint(rows, 0, 0), bounds, {cell: np.eye(len(names))[at[cell]] for cell, count in cells.items() if count is None}
    )


def computed_back_of_persons(cells: dict[Cell, int | None], world: World) -> list[Cell]:
    """The same for the stronger reader: hidden cells with one value in every world of persons that gives these answers."""
    keys = list(world)
    vectors = {cell: np.array([all(key[at] == code for at, code in zip(*cell, strict=True)) for key in keys], float) for cell in cells}
    shown = [cell for cell, count in cells.items() if count is not None]
    if not shown:
        return []  # whatever is known of nothing
    rules = LinearConstraint(np.array([vectors[cell] for cell in shown]), *[[cells[cell] for cell in shown]] * 2)
    return fixed(rules, Bounds(np.zeros(len(keys)), MANY), {cell: vectors[cell] for cell, count in cells.items() if count is None})


def fixed(rules: LinearConstraint, bounds: Bounds, hidden: dict[Cell, np.ndarray]) -> list[Cell]:
    """Those whose least and greatest value are the same."""

    def extreme(vector: np.ndarray, sign: int) -> int:
        found = milp(sign * vector, constraints=rules, bounds=bounds, integrality=np.ones(len(vector)))
        assert found.success
        return round(sign * found.fun)

    return [cell for cell, vector in hidden.items() if extreme(vector, 1) == extreme(vector, -1)]


@given(worlds())
@PATIENT
def test_all_answers_together_give_no_hidden_cell_away(world: World) -> None:
    assert computed_back(told(lattice_of(counted(world)))) == []


@given(worlds(4, 2))
@PATIENT
def test_nor_over_four_dimensions(world: World) -> None:
    assert computed_back(told(lattice_of(counted(world)))) == []


@given(worlds())
@PATIENT
def test_what_is_shown_is_true_and_never_small(world: World) -> None:
    for (places, codes), count in told(lattice_of(counted(world))).items():
        true = sum(n for key, n in world.items() if all(key[at] == code for at, code in zip(places, codes, strict=True)))
        assert count is None or count == true >= 5


def test_the_attacker_finds_what_hiding_the_small_alone_gives_away() -> None:
    world = {(one, other): {"aa": 3, "ab": 20, "ba": 30, "bb": 40}[one + other] for one in "ab" for other in "ab"}
    naive = told(lattice_of(counted(world), Policy(threshold=0)))
    naive = {cell: count if count is None or count >= 5 else None for cell, count in naive.items()}
    assert computed_back(naive) == computed_back_of_persons(naive, world) == [((0, 1), ("a", "a"))]


def test_five_services_of_one_person_are_hidden() -> None:
    lists = {"sex": {"man": Count(40, 30), "woman": Count(9, 2), "unknown": Count(12, 12)}}
    lattice = lattice_of(Counted(Count(61, 44), lists, {}))
    assert lattice.whole == 61
    assert lattice.lists["sex"] == (40, None, None)


def test_parts_of_a_group_do_not_give_it_away() -> None:
    groups = {"5": Count(3, 3), "7": Count(40, 40), "9": Count(20, 20)}
    parts = {
        ("5", "5111"): Count(3, 3),
        ("7", "7111"): Count(2, 2),
        ("7", "7112"): Count(30, 30),
        ("7", "7115"): Count(8, 8),
        ("9", "9111"): Count(20, 20),
    }
    lattice = lattice_of(Counted(Count(63, 63), {"occupation": groups}, {}, {"occupation": parts}))
    assert lattice.lists["occupation"] == (None, 40, None)
    assert lattice.finer["occupation"] == {"5111": None, "7111": None, "7112": 30, "7115": None, "9111": None}


def test_much_is_shown_where_many_are() -> None:
    chance = np.random.default_rng(3)
    world = {key: int(n) for key, n in zip(product("abc", "abc", "abc"), chance.integers(4, 60, 27), strict=True)}
    cells = told(lattice_of(counted(world)))
    assert sum(count is not None for count in cells.values()) == len(cells) == 37
    few = world | {("a", "b", code): 0 for code in "abc"}
    cells = told(lattice_of(counted(few)))
    hidden = [cell for cell, count in cells.items() if count is None]
    assert ((0, 1), ("a", "b")) in hidden
    assert len(hidden) == 4


def test_too_few_in_all_are_told_nothing() -> None:
    world = {(one, other): 1 for one in "ab" for other in "ab"}
    assert set(told(lattice_of(counted(world))).values()) == {None}


COUNTS = "0 2 4 0 4 3 11 0 7 9 0 3 0 0 0 7 0 0 0 15 0 0 6 0 0 7 2"
FOUND_OUT = dict(zip(product("abc", "abc", "abc"), [int(each) for each in COUNTS.split()], strict=True))


def lists_of(world: World) -> dict[Cell, int | None]:
    """What everybody may ask of persons: one dimension at a time."""
    return {cell: count for cell, count in told(lattice_of(counted(world))).items() if len(cell[0]) < 2}


@given(worlds())
@PATIENT
def test_lists_alone_give_nothing_away_to_whoever_knows_that_the_same_persons_stand_behind(world: World) -> None:
    assert computed_back_of_persons(lists_of(world), world) == []


def test_nor_do_those_whose_pairs_do() -> None:
    assert None in lists_of(FOUND_OUT).values() or len(set(lists_of(FOUND_OUT).values())) > 1
    assert computed_back_of_persons(lists_of(FOUND_OUT), FOUND_OUT) == []


@pytest.mark.xfail(strict=True, reason="pairs are protected under their dimensions, and not yet against each other")
def test_nor_by_whoever_knows_that_the_same_persons_stand_behind_all_tables() -> None:
    """One of some 1,700 sparse random worlds of 80 persons: rare, and the reason why the claim stops where it does."""
    assert computed_back_of_persons(told(lattice_of(counted(FOUND_OUT))), FOUND_OUT) == []
