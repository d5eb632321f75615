"""Can what is told of an office be subtracted from what is told of its institution and of its department?

The attacker reads every cell of the set and whatever is told of each office, knows which institution each office is of, and that behind all
of it stand the same persons; integer programming tries every number of them. A stronger one knows in which one department each office has its
vacancies: to that one the offices add nothing to what the set says already.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint

from ruta.directory.models import Office
from ruta.insights.engine.hiding import Policy
from ruta.insights.engine.lattice import Count, Counted, lattice_of
from ruta.insights.engine.tests.test_lattice import MANY, fixed
from ruta.insights.selectors.observatory.cells import Cells
from ruta.insights.selectors.observatory.part import Part, whole_of
from ruta.insights.selectors.observatory.protecting import written

HOUSES, EACH, PLACES = 3, 3, ("05", "08", "18")
WORLDS = 40
Known = dict[tuple[str, ...], int | None]
Desk = tuple[str, str, str]  # office, institution, department
pytestmark = pytest.mark.django_db


def desks(chance: np.random.Generator, *, is_anywhere: bool) -> list[Desk]:
    """Offices of some institutions, each with its vacancies in one department or in any."""
    found: dict[str, list[str]] = {}
    for office, house in Office.objects.order_by("code").values_list("code", "institution__code"):
        found.setdefault(house, []).append(office)
    houses = [house for house, offices in sorted(found.items()) if len(offices) >= EACH][:HOUSES]
    offices = [(office, house) for house in houses for office in found[house][: chance.integers(1, EACH + 1)]]
    return [(*each, place) for each in offices for place in (PLACES if is_anywhere else (str(chance.choice(PLACES)),))]


def cells_of(persons: dict[Desk, int]) -> Cells:
    """The set that is kept of them."""
    lists: dict[str, Counter[str]] = {"institution": Counter(), "department": Counter()}
    pair, finer = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for (office, house, place), n in persons.items():
        lists["institution"][house] += n
        lists["department"][place] += n
        pair[house, place] += n
        finer[house, office] += n

    def as_counts(found: Counter) -> dict:
        return {key: Count(n, n) for key, n in found.items()}

    whole = sum(persons.values())
    counted = Counted(
        Count(whole, whole),
        {name: as_counts(each) for name, each in lists.items()},
        {("institution", "department"): as_counts(pair)},
        {"institution": as_counts(finer)},
    )
    return Cells("filled", "2025", date(2026, 2, 1), 5, written(lattice_of(counted, Policy())))


def told(cells: Cells, persons: dict[Desk, int], told_of: Callable[[str], int | None]) -> Known:
    """All that can be asked, with what is told of an office."""
    return {
        (): cells.whole,
        **{("institution", house): n for house, n in cells.by("institution").items()},
        **{("department", place): n for place, n in cells.by("department").items()},
        **{("both", house, place): n for (house, place), n in cells.crossing("institution", "department").items()},
        **{("office", office): told_of(office) for office, _house, _place in persons},
    }


def holds(asked: tuple[str, ...], desk: Desk) -> bool:
    """Whether somebody of a desk is counted in a cell."""
    office, house, place = desk
    return not asked or asked in {("institution", house), ("department", place), ("both", house, place), ("office", office)}


def computed_back(known: Known, persons: dict[Desk, int]) -> list[tuple[str, ...]]:
    """Hidden cells that only one number of persons fits; what is the same as a cell that is shown, or can hold nobody, hides nothing."""
    vectors = {asked: np.array([holds(asked, desk) for desk in persons], float) for asked in known}
    shown = [asked for asked, n in known.items() if n is not None]
    plain = {vectors[asked].tobytes() for asked in shown} | {np.zeros(len(persons)).tobytes()}
    hidden = {asked: vectors[asked] for asked, n in known.items() if n is None and vectors[asked].tobytes() not in plain}
    if not shown or not hidden:
        return []
    rules = LinearConstraint(np.array([vectors[asked] for asked in shown]), *[[known[asked] for asked in shown]] * 2)
    return fixed(rules, Bounds(np.zeros(len(persons)), MANY), hidden)


@pytest.mark.parametrize("is_anywhere", [True, False])
def test_no_office_is_computed_back_nor_gives_another_cell_away(*, is_anywhere: bool):
    opened, some, naive = [], 0, 0
    for seed in range(WORLDS):
        chance = np.random.default_rng(seed)
        persons = {desk: int(chance.choice([0, 2, 3, 6, 9, 14, 40])) for desk in desks(chance, is_anywhere=is_anywhere)}
        cells = cells_of(persons)
        before = computed_back(told(cells, persons, lambda _office: None), persons) if not is_anywhere else []
        known = told(cells, persons, lambda office, cells=cells: whole_of(cells, Part((("office", office),))))
        parts = told(cells, persons, lambda office, cells=cells: cells.finer("institution").get(office))
        some += sum(n is not None for asked, n in known.items() if asked[:1] == ("office",))
        opened += [(seed, each) for each in computed_back(known, persons) if each not in before]
        naive += any(each not in before for each in computed_back(parts, persons))
    assert opened == []
    assert some > WORLDS / 8, "else nothing was told and this proves nothing"
    assert naive or is_anywhere, "the rule is there for something"
