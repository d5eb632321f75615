"""Do the targets of the roadmap add up year by year as the document means them, and do the counts stand beside the right one?"""

from datetime import date
from importlib import import_module

import pytest

from ruta.base.context import acting_as
from ruta.communication.models import Milestone, Strategy
from ruta.communication.selectors.outreach import NATIONAL
from ruta.directory.models import Institution
from ruta.roadmap.selectors import counted_value, roadmap_figures
from ruta.roadmap.selectors.wished import wished_now, wished_shares, wishes_of

pytestmark = pytest.mark.django_db


def test_what_each_year_adds_is_added_up_and_what_is_cumulative_is_not(four_plans):
    day = date(2026, 6, 1)
    assert [each.value for each in wishes_of("I15", day)] == [4, 6, 8, 10]
    assert [each.value for each in wishes_of("I11", day)] == [5, 15]
    assert sum(each.is_now for each in wishes_of("I15", day)) == 1
    assert wished_now(wishes_of("I15", day)) in {4, 6, 8, 10}


def test_the_shares_that_the_roadmap_wants_of_a_strategy_stand_beside_what_was_verified_by_then(four_plans):
    def piece(weight, shown_on, *, is_verified):
        verified = shown_on if is_verified else None
        return Milestone(weight=weight, due_on=shown_on, evidence="Acta", evidence_on=shown_on, verified_at=verified)

    first, second, *ahead = wishes_of("I18", date(2026, 6, 1))
    national = Strategy(institution=Institution.objects.get(code=NATIONAL), aim="communication", begins=first.begins)
    rows = [
        piece(10, first.begins, is_verified=True),
        piece(40, second.begins, is_verified=True),
        piece(50, first.begins, is_verified=False),
    ]
    told = wished_shares(national, rows, second.begins)
    assert [each.wish.value for each in told] == [10, 40, 70, 100]
    assert [each.done for each in told] == [10, 50, *[None] * len(ahead)]
    assert [each.is_reached for each in told] == [True, True, *[False] * len(ahead)]
    assert next(each.done for each in wished_shares(national, rows[2:], first.begins)) == 0
    assert [
        each.wish.value
        for each in wished_shares(Strategy(institution=national.institution, aim="action", begins=first.begins), rows, first.begins)
    ] == [
        20,
        40,
        60,
        80,
        100,
    ]
    later = Strategy(institution=national.institution, aim="communication", begins=second.begins)
    told = wished_shares(later, rows, second.begins)
    assert [(each.done, each.is_ahead) for each in told[:3]] == [(None, False), (50, False), (None, True)], (
        "a year that was over says nothing"
    )
    other = Strategy(institution=Institution.objects.exclude(code=NATIONAL).first(), aim="communication")
    assert wished_shares(other, rows, second.begins) == []


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
