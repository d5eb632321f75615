"""Does anybody compute a hidden hire out of public reports of parts of the market, laid beside the figures in SDMX?"""

import random
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

import pytest

from ruta.exchange.sdmx.figures import observations
from ruta.exchange.sdmx.naming import AGE, ALL, COUNTRY, HIRES, SEX, UNKNOWN, WORK
from ruta.exchange.sdmx.work import STORED
from ruta.exchange.tests.test_sdmx import hired, keep
from ruta.insights.engine.tests.test_crossing import ALL as ANY
from ruta.insights.engine.tests.test_crossing import computed_back_of_rows
from ruta.insights.engine.tests.test_lattice import FOUND_OUT
from ruta.insights.selectors.observatory.cells import Cells, cells_of
from ruta.insights.selectors.observatory.part import TOLD, Part, whole_of, within
from ruta.territory.models import Department

pytestmark = pytest.mark.django_db
DIMENSIONS = ("department", "section", "sex", "age_group")
OPENED = dict(zip("abc", zip(("05", "08", "18"), ("F", "G", ""), ("woman", "man", "other"), strict=True), strict=True))
World = dict[tuple[str, str, str, str], int]
Told = dict[tuple[str, str, str, str], int | None]


def figures() -> Told:
    """What everybody reads in SDMX, by the codes under which it is kept; a star is every one."""
    places = {row.iso_code: row.code for row in Department.objects.all()} | {COUNTRY: ANY}
    back = [places, {ALL: ANY, UNKNOWN: ""}, {told: code for code, told in SEX.items()} | {ALL: ANY, UNKNOWN: "other"}, {told: code for code, told in AGE.items()} | {ALL: ANY}]  # fmt: skip
    rows = (each for each in observations() if each.indicator == HIRES)
    return {tuple(names.get(code, code) for names, code in zip(back, (row.area, row.sector, row.sex, row.age), strict=True)): int(row.value) for row in rows}  # fmt: skip


def reports(cells: Cells, *, is_public: bool) -> Iterator[tuple[tuple[str, ...], int | None]]:
    """What every report of one thing and of two says of hires."""
    codes = {name: list(cells.by(name)) for name in DIMENSIONS}
    for first, second in combinations(DIMENSIONS, 2):
        for one in codes[first]:
            row = within(cells, second, Part(((first, one),), is_public=is_public)) or {}
            yield from ((named({first: one, second: other}), count) for other, count in row.items())
        for one, other in product(codes[first], codes[second]):
            yield named({first: one, second: other}), whole_of(cells, Part(((first, one), (second, other)), is_public=is_public))


def named(codes: dict[str, str]) -> tuple[str, ...]:
    return tuple(codes.get(name, ANY) for name in DIMENSIONS)


def subtracted(world: World, *, is_public: bool) -> list[tuple[str, ...]]:
    """Every report laid beside every figure: which cells that neither shows have one value only?"""
    shown = figures() | {name: count for name, count in reports(cells_of("placements", "2024"), is_public=is_public) if count is not None}
    codes = [[ANY, *dict.fromkeys(key[at] for key in world)] for at in range(len(DIMENSIONS))]
    pairs = [name for name in product(*codes) if sum(code != ANY for code in name) <= 2]
    cells = {name: shown.get(name) for name in pairs}
    assert set(shown) <= set(cells)
    kept = [name for name in pairs if cells[name] is None and is_told(name)]
    assert kept, "nothing would be hidden, and nothing proven"
    return computed_back_of_rows(cells, world, kept)


def is_told(name: tuple[str, ...]) -> bool:
    """Whether somebody chose to hide it: what nobody ever tells may be empty, and that is no secret of the tables."""
    apart = [dimension for dimension, code in zip(DIMENSIONS, name, strict=True) if code != ANY]
    return len(apart) < 2 or frozenset(apart) in TOLD


def leaking() -> World:
    """A register whose three pairs give a hidden cell away together, though each is protected."""
    return {(OPENED[a][0], OPENED[b][1], OPENED[c][2], "18-24"): n for (a, b, c), n in FOUND_OUT.items()}


def test_a_report_of_a_department_by_sex_would_close_a_ring_beside_the_figures():
    world = leaking()
    keep("placements", "2024", date(2025, 2, 1), world)
    assert subtracted(world, is_public=False), "what staff read gives one away, or nothing is proven"
    assert subtracted(world, is_public=True) == []


@pytest.mark.parametrize("seed", range(4))
def test_nothing_hidden_is_computed_from_public_reports_beside_the_figures(seed):
    world = hired(random.Random(seed))
    keep("placements", "2024", date(2025, 2, 1), world)
    assert subtracted(world, is_public=True) == []


def test_what_everybody_reads_of_persons_in_pairs_is_a_tree_and_the_figures_lie_in_it():
    groups = {name: {name} for pair in TOLD for name in pair}
    for first, second in map(tuple, TOLD):
        assert groups[first] is not groups[second], "a ring is closed"
        joined = groups[first] | groups[second]
        groups |= dict.fromkeys(joined, joined)
    assert {frozenset(STORED[name] for name in pair) for pair in WORK[HIRES][2]} <= TOLD
