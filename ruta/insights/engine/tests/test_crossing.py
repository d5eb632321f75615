"""Can a hidden cell be computed back once sex and age are crossed, from the tables of offices and the crossing together?

One reader knows what adds up to what. Another knows besides that behind every table stand the same rows, each of one office, sex and age.
"""

from collections import Counter
from itertools import product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint

from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, can_trade, suppress_crossing, suppress_linked, suppress_list
from ruta.insights.engine.tests.test_lattice import MANY, fixed

PATIENT = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
HIDDEN = Cell(None, Mark.HIDDEN)
ALL = "*"
Key = tuple[str, str, str]
World = dict[Key, int]
Told = dict[Key, int | None]
"""By office, sex and age; a star is every one."""


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Rows by office, sex and age: most combinations hold few, some many."""
    sizes = [draw(st.integers(low, high)) for low, high in ((1, 3), (2, 3), (2, 3))]
    few_or_many = st.one_of(st.just(0), st.integers(0, 5), st.integers(0, 40))
    return {key: draw(few_or_many) for key in product(*("abc"[:size] for size in sizes))}


def summed(world: World, key: Key) -> int:
    return sum(count for each, count in world.items() if all(one in (ALL, other) for one, other in zip(key, each, strict=True)))


def told(world: World) -> Told:
    """Everything that is shown of a world, as the indicators and the open data show it."""
    offices, sexes, ages = ([*dict.fromkeys(key[at] for key in world)] for at in range(3))
    try:
        spine = suppress_list([summed(world, (office, ALL, ALL)) for office in offices])
    except CannotProtect:
        return {}
    by_sex = suppress_linked([[summed(world, (office, sex, ALL)) for sex in sexes] for office in offices], spine)
    by_age = suppress_linked([[summed(world, (office, ALL, age)) for age in ages] for office in offices], spine)
    found: Told = {(ALL, ALL, ALL): spine.total.count}
    found |= {(office, ALL, ALL): cell.count for office, cell in zip(offices, spine.cells, strict=True)}
    for table, codes, name in ((by_sex, sexes, lambda o, c: (o, c, ALL)), (by_age, ages, lambda o, c: (o, ALL, c))):
        found |= {name(ALL, code): cell.count for code, cell in zip(codes, table.column_totals, strict=True)}
        found |= {name(o, c): cell.count for o, row in zip(offices, table.rows, strict=True) for c, cell in zip(codes, row, strict=True)}
    return found | crossed(world, sexes, ages, by_sex.column_totals, by_age.column_totals)


def crossed(world: World, sexes: list[str], ages: list[str], firsts: tuple[Cell, ...], seconds: tuple[Cell, ...]) -> Told:
    rows = suppress_crossing([[summed(world, (ALL, sex, age)) for age in ages] for sex in sexes], firsts, seconds)
    cells = {(sex, age): cell.count for sex, row in zip(sexes, rows, strict=True) for age, cell in zip(ages, row, strict=True)}
    places: dict[str, Counter[tuple[str, str]]] = {}
    for (office, sex, age), count in world.items():
        places.setdefault(office, Counter())[sex, age] += count
    is_safe = can_trade((key for key, count in cells.items() if count is None), places.values())
    return {(ALL, *key): count if is_safe else None for key, count in cells.items()}


def computed_back(cells: Told) -> list[Key]:
    """Hidden cells with one value in all whole numbers that add up."""
    names = list(cells)
    at = {name: place for place, name in enumerate(names)}
    sums: dict[tuple[Key, int], list[Key]] = {}
    for name in names:
        for place in (place for place, code in enumerate(name) if code != ALL):
            above = tuple(ALL if each == place else code for each, code in enumerate(name))
            sums.setdefault((above, place), []).append(name)
    rows = np.zeros((len(sums), len(names)))
    for row, ((above, _place), parts) in zip(rows, sums.items(), strict=True):
        row[at[above]] = -1
        row[[at[part] for part in parts]] = 1
    bounds = Bounds([count or 0 for count in cells.values()], [MANY if count is None else count for count in cells.values()])
    hidden = {name: np.eye(len(names))[at[name]] for name, count in cells.items() if count is None}
    return fixed(LinearConstraint(rows, 0, 0), bounds, hidden)


def computed_back_of_rows(cells: Told, world: World, hidden: list[Key]) -> list[Key]:
    """Those with one value in every world of rows that gives these answers."""
    keys = list(world)

    def vector(name: Key) -> np.ndarray:
        return np.array([all(one in (ALL, other) for one, other in zip(name, key, strict=True)) for key in keys], float)

    shown = [name for name, count in cells.items() if count is not None]
    rules = LinearConstraint(np.array([vector(name) for name in shown]), *[[cells[name] for name in shown]] * 2)
    return fixed(rules, Bounds(np.zeros(len(keys)), MANY), {name: vector(name) for name in hidden})


@given(worlds())
@PATIENT
def test_all_tables_together_give_no_hidden_cell_away(world: World) -> None:
    cells = told(world)
    if cells:
        assert computed_back(cells) == []


@given(worlds())
@PATIENT
def test_nor_a_cell_of_the_crossing_to_whoever_knows_that_the_same_rows_stand_behind_all(world: World) -> None:
    cells = told(world)
    hidden = [name for name, count in cells.items() if count is None and name[0] == ALL and ALL not in name[1:]]
    if any(count is not None for name, count in cells.items() if ALL not in name[1:]):
        assert computed_back_of_rows(cells, world, hidden) == []


@given(worlds())
@PATIENT
def test_what_is_shown_is_true_and_never_small(world: World) -> None:
    for name, count in told(world).items():
        assert count is None or count == summed(world, name) >= 5


def test_hiding_the_small_alone_would_give_one_away() -> None:
    world = {("a", sex, age): {"aa": 3, "ab": 20, "ba": 30, "bb": 40}[sex + age] for sex in "ab" for age in "ab"}
    naive = {name: summed(world, name) for name in product("*", "*ab", "*ab")}
    assert computed_back({name: count if count >= 5 else None for name, count in naive.items()}) == [("*", "a", "a")]
    assert [count for name, count in told(world).items() if name[0] == ALL and ALL not in name[1:]] == [None] * 4


def test_much_is_shown_where_many_are() -> None:
    chance = np.random.default_rng(3)
    world = {key: int(n) for key, n in zip(product("abc", "abc", "abc"), chance.integers(6, 60, 27), strict=True)}
    assert None not in told(world).values()
    few = world | {(office, "a", "b"): int(office == "a") for office in "abc"}
    hidden = [name for name, count in told(few).items() if count is None and name[0] == ALL]
    assert ("*", "a", "b") in hidden
    assert len(hidden) == 4, "one small cell, and three that keep it"


def test_where_no_two_could_trade_nothing_is_crossed() -> None:
    """Men of one office and women of another: each office's own tables say who is of which age."""
    world = dict.fromkeys(product("ab", "ab", "ab"), 0) | {
        ("a", "a", "a"): 30,
        ("a", "a", "b"): 3,
        ("b", "b", "a"): 30,
        ("b", "b", "b"): 30,
    }
    assert {count for name, count in told(world).items() if name[0] == ALL and ALL not in name[1:]} == {None}
