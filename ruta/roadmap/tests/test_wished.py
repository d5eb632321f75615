"""Do the targets of the roadmap add up year by year as the document means them, and do the counts stand beside the right one?"""

from datetime import date
from importlib import import_module

import pytest

from ruta.base.context import acting_as
from ruta.roadmap.selectors import counted_value, roadmap_figures
from ruta.roadmap.selectors.wished import wished_now, wishes_of

pytestmark = pytest.mark.django_db


def test_what_each_year_adds_is_added_up_and_what_is_cumulative_is_not(four_plans):
    day = date(2026, 6, 1)
    assert [each.value for each in wishes_of("I15", day)] == [4, 6, 8, 10]
    assert [each.value for each in wishes_of("I11", day)] == [5, 15]
    assert sum(each.is_now for each in wishes_of("I15", day)) == 1
    assert wished_now(wishes_of("I15", day)) in {4, 6, 8, 10}


def test_without_a_roadmap_or_outside_its_years_nothing_is_wished(four_plans):
    assert wished_now(wishes_of("I15", date(1999, 1, 1))) is None
    assert wishes_of("I99", date(2026, 6, 1)) == []


def test_without_plans_there_is_nothing(db):
    assert wishes_of("I11", date(2026, 6, 1)) == []


def test_the_figures_count_from_rows_beside_the_target(four_plans, central, monkeypatch):
    monkeypatch.setattr("ruta.roadmap.selectors.indicators.coordinating_institutions", lambda _day: 7)
    with acting_as(central):
        found = {each.code: each for each in roadmap_figures("es")}
    assert (found["I11"].value, found["I11"].part) == (7.0, 7.0)
    assert found["I11"].whole in {None, 5, 15}
    assert found["I15"].value == 0


def test_a_round_is_given_the_offices_that_began_in_its_year(monkeypatch):
    class Began:
        def __init__(self, since):
            self.since = since

    units = [Began(date(2025, 12, 31)), Began(date(2026, 1, 1)), Began(date(2026, 8, 1))]
    module = import_module("ruta.roadmap.selectors.counted")
    monkeypatch.setattr(module, "units_applying", lambda day: [unit for unit in units if unit.since <= day])
    monkeypatch.setattr(module, "today", lambda: date(2026, 11, 22))
    assert counted_value("I15", date(2026, 4, 1), date(2026, 6, 30)) == 1
    assert counted_value("I15", date(2026, 7, 1), date(2026, 9, 30)) == 2
    assert counted_value("I15", date(2025, 1, 1), date(2025, 12, 31)) == 1
