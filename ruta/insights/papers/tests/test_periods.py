"""Is a period over only when its last day is, and does a sentence name all that are equal?"""

from datetime import date, timedelta

import pytest

from ruta.insights.papers import leaders, period_of, periods, quoted, twelve_months


@pytest.mark.parametrize(("day", "is_over"), [(date(2025, 12, 30), False), (date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_a_year_runs_until_its_last_day_is_over(monkeypatch, day, is_over):
    monkeypatch.setattr(periods, "today", lambda: day)
    year = period_of("2025")
    assert (year.is_over, year.until) == (is_over, min(day, date(2025, 12, 31)))
    assert len(year.months) == (12 if is_over else 11)


def test_twelve_months_are_a_year_of_days(monkeypatch):
    monkeypatch.setattr(periods, "today", lambda: date(2025, 12, 31))
    told = twelve_months()
    assert (told.begins, told.ends) == (date(2025, 1, 1), date(2025, 12, 31)) and told.is_over
    assert (told.ends - told.begins) + timedelta(days=1) == timedelta(days=365)


def test_equals_are_named_together():
    assert leaders({"a": 3, "b": 5, "c": 5}) == ["b", "c"] and leaders({}) == []
    assert quoted(["A"]) == "«A»" and quoted(["A", "B"]) == "«A», «B»" and quoted(list("ABCDE")) == "«A», «B», «C» y 2 más"
