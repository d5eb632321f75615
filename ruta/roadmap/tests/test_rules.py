"""Is the light what its rule says?"""

from datetime import date

import pytest

from ruta.roadmap.rules import Step, light_of, planned_share, reached_day, target_light, worst_light


@pytest.mark.parametrize(
    ("percent", "planned", "light"),
    [(100, None, "done"), (40, None, "none"), (50, 0.5, "ok"), (46, 0.5, "ok"), (45, 0.5, "risk"), (36, 0.5, "risk"), (35, 0.5, "late")],
)
def test_the_light_compares_what_is_done_with_the_time_gone_by(percent, planned, light):
    assert light_of(percent, planned) == light


def test_a_group_shows_the_worst_of_what_is_known():
    assert worst_light(["done", "none", "risk", "late"]) == "late"
    assert worst_light(["done", "none"]) == "none"
    assert worst_light(["done", "done"]) == "done"
    assert worst_light(["", ""]) == ""


def test_the_share_of_time_stays_between_nothing_and_all():
    begins, ends = date(2026, 1, 1), date(2026, 12, 31)
    shares = [planned_share(begins, ends, day) for day in (date(2025, 6, 1), date(2026, 7, 1), date(2028, 1, 1))]
    assert shares == [0.0, pytest.approx(182 / 365), 1.0]


@pytest.mark.parametrize(
    ("said", "is_growth", "is_down", "light"),
    [(48, False, False, "late"), (90, False, False, "ok"), (100, False, False, "done"), (80, False, True, "done"), (60, True, False, "risk"), (None, False, False, "none")],
)  # fmt: skip
def test_the_light_of_a_target_compares_its_value_with_the_time_gone_by(said, is_growth, is_down, light):
    assert target_light(said, 100, 0.8, is_growth=is_growth, is_down=is_down) == light


def test_a_cumulative_target_stands_where_its_steps_wanted_as_much():
    steps = [Step(date(2025, 1, 1), date(2025, 12, 31), 2), Step(date(2026, 1, 1), date(2026, 12, 31), 4)]
    days = [reached_day(said, steps) for said in (0, 1, 2, 3, 4, 9)]
    assert days == [date(2025, 1, 1), date(2025, 7, 2), date(2026, 1, 1), date(2026, 7, 2), date(2026, 12, 31), date(2026, 12, 31)]
