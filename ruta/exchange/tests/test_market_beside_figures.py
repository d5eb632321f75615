"""Does anybody compute a hidden hire out of the employers' page of the market, laid beside the figures in SDMX of the same year?"""

import random
from datetime import date
from itertools import product

import pytest
from django.urls import reverse

from ruta.base.context import acting_as, system
from ruta.employers.models import Vacancy
from ruta.exchange.tests.test_reports_beside_figures import Told, World, figures, is_told
from ruta.exchange.tests.test_sdmx import hired, keep
from ruta.insights.engine.suppression import Policy, suppress_table
from ruta.insights.engine.tests.test_crossing import ALL as ANY
from ruta.insights.engine.tests.test_crossing import computed_back_of_rows
from ruta.placements.tests.conftest import allowed, broker, case, dunia, employer, lead, person, publish_one  # noqa: F401

pytestmark = pytest.mark.django_db
PLACES, SECTIONS = ("05", "08", "18"), ("F", "G")


def page(client) -> Told:
    """Every number of persons on every page of it, by the codes of the figures."""
    found: Told = {}
    for section, place in product(("", *SECTIONS), ("", *PLACES)):
        told = client.get(reverse("portal:market"), {"sector": section, "lugar": place}).context
        found[place or ANY, section or ANY, ANY, ANY] = told["whole"].filled.count
        found |= {(place or row.code, row.code if place else section or ANY, ANY, ANY): row.filled.count for row in told["rows"]}
    return found


def alone(world: World) -> Told:
    """The same hires under a protection of their own, as a page that counts by itself would show them."""
    sections = [*dict.fromkeys(key[1] for key in world)]
    rows = [[sum(n for key, n in world.items() if key[:2] == (place, section)) for place in PLACES] for section in sections]
    table = suppress_table(rows, Policy(5, zeros_public=True))
    found: Told = {(place, ANY, ANY, ANY): cell.count for place, cell in zip(PLACES, table.column_totals, strict=True)}
    found |= {(ANY, section, ANY, ANY): cell.count for section, cell in zip(sections, table.row_totals, strict=True)}
    return found | {
        (place, section, ANY, ANY): cell.count
        for section, row in zip(sections, table.rows, strict=True) for place, cell in zip(PLACES, row, strict=True)
    }  # fmt: skip


def subtracted(world: World, beside: Told) -> list[tuple[str, ...]]:
    """What the figures hide, and who reads both knows."""
    shown = figures()
    both = shown | {name: count for name, count in beside.items() if count is not None}
    codes = [[ANY, *dict.fromkeys(key[at] for key in world)] for at in range(4)]
    pairs = [name for name in product(*codes) if sum(code != ANY for code in name) <= 2]
    hidden = [name for name in pairs if name not in shown and is_told(name)]
    assert hidden, "nothing would be hidden, and nothing proven"
    opened = [name for name in hidden if name in both]
    cells = {name: both.get(name) for name in pairs}
    return opened + computed_back_of_rows(cells, world, [name for name in hidden if name not in both])


@pytest.mark.parametrize("seed", range(3))
def test_the_page_says_nothing_that_the_figures_hide(client, seed):
    world = hired(random.Random(seed))
    keep("placements", "2024", date(2025, 2, 1), world)
    assert subtracted(world, alone(world)), "a protection of its own gives something away, or nothing is proven"
    told = page(client)
    assert {name: count for name, count in told.items() if count is not None}.items() <= figures().items()
    assert any(told.values())
    assert subtracted(world, told) == []


def test_what_is_filled_today_changes_no_number_of_persons(client, publish_one):  # noqa: F811
    keep("placements", "2024", date(2025, 2, 1), hired(random.Random(1)))
    vacancy, before = publish_one(openings=40), page(client)
    with acting_as(system(vacancy.owner_institution_id)):
        Vacancy.objects.filter(pk=vacancy.pk).update(filled=30)
    assert page(client) == before
