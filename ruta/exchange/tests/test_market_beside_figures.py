"""Does anybody compute a hidden hire out of the employers' page of the market, laid beside the figures in SDMX of the same year?"""

import random
import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from django.core.cache import cache
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.employers.models import Vacancy
from ruta.exchange.tests.test_reports_beside_figures import Told, World, figures, is_told
from ruta.exchange.tests.test_sdmx import hired, keep
from ruta.insights.engine.suppression import Policy, suppress_table
from ruta.insights.engine.tests.test_crossing import ALL as ANY
from ruta.insights.engine.tests.test_crossing import computed_back_of_rows
from ruta.insights.warehouse import FACTS
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


def stored(folder: Path, closed: Sequence[tuple[date, int]]) -> None:
    """A warehouse of vacancies of section F in department 05: the day on which each closed, filled, and the days that it took."""
    rows = [
        {
            "month": f"{day:%Y-%m}", "day": day - timedelta(took), "closed_day": day, "institution": "SETRASS-DGE", "office": "SPS", "department": "05", "section": "F",
            "occupation": "7112", "openings": 1, "filled": 1, "wage_min": None, "contract": "", "education": "", "experience_months": None, "state": "closed",
            "closing": "", "cause": "", "origin": "office", "country": "HN", "is_open_to_migrants": False, "skills": "", "vacancy": at,
        }
        for at, (day, took) in enumerate(closed)
    ]  # fmt: skip
    schema = FACTS["vacancy"].schema
    filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
    ds.write_dataset(pa.Table.from_pylist(rows, schema), folder / "vacancy", format="parquet", partitioning=filed)
    (folder / "vacancy" / "_months.json").write_text("{}")


def file_of(client, **asked) -> str:
    """The page to take along, as somebody reads it."""
    cache.clear()  # one address takes few in an hour
    found = client.get(reverse("portal:market_file", args=["html"]), asked).content.decode()
    return " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", found, flags=re.DOTALL).split())


IN_YEAR = [(date(2024, 6, 1) + timedelta(at), took) for at, took in enumerate((20, 21, 33, 40, 41))]


def test_the_file_says_the_days_of_the_year_whose_hires_it_says(client, publish_one, settings, tmp_path):  # noqa: F811
    publish_one(openings=40)
    keep("placements", "2024", date(2025, 2, 1), dict.fromkeys(product(PLACES, SECTIONS, ("woman", "man"), ("18-24", "25-29")), 30))
    told = []
    for at, recent in enumerate(([], [(today() - timedelta(1), 400)], [(today() - timedelta(day), 400) for day in range(1, 30)])):
        settings.WAREHOUSE_FOLDER = str(tmp_path / str(at))
        stored(tmp_path / str(at), [*IN_YEAR, *recent])
        told.append(file_of(client, sector="F", lugar="05"))
    assert "Días para cubrir en 2024, a la mitad" in told[0] and re.search(r"\b33\b", told[0])
    assert told[0] == told[1] == told[2], "what was filled since changes nothing"


def test_the_file_says_no_days_where_the_hires_are_hidden(client, publish_one, settings, tmp_path):  # noqa: F811
    publish_one(openings=40)
    keep("placements", "2024", date(2025, 2, 1), {("05", "F", "woman", "18-24"): 2, ("08", "G", "man", "18-24"): 60})
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    stored(tmp_path, IN_YEAR)
    assert page(client)["05", "F", ANY, ANY] is None
    assert not re.search(r"\b33\b", file_of(client, sector="F", lugar="05"))
