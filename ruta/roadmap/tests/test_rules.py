"""Is the light what its rule says?"""

from datetime import date

import pytest

from ruta.roadmap.rules import light_of, planned_share, worst_light


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
