"""Who passes, when does one sit, and which code of a room is good?"""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.training.rules import LIFE_SECONDS, attended_share, outcome, read_room_code, room_code, sittings


@pytest.mark.parametrize(
    ("share", "grade", "least_grade", "wanted"),
    [
        (0, 100, 70, ("dropped", "attendance")), (79, 100, 70, ("failed", "attendance")), (80, None, 70, ("failed", "unmarked")),
        (80, 69, 70, ("failed", "grade")), (80, 70, 70, ("passed", "")), (100, None, None, ("passed", "")),
    ],
)  # fmt: skip
def test_who_passes_came_often_enough_and_knew_enough(share, grade, least_grade, wanted):
    assert outcome(share, 80, grade, least_grade) == wanted


def test_a_missed_session_is_not_made_up_by_rounding():
    assert attended_share(2, 3) == 66
    assert attended_share(0, 0) == 0


def test_no_session_falls_on_a_sunday():
    saturday = date(2026, 11, 21)
    assert [begins.isoweekday() for begins, _end in sittings(saturday, time(9), [60, 60, 60])] == [6, 1, 2]


@given(st.integers(1, 999), st.integers(1, 10**9), st.integers(0, 4 * 10**9))
def test_the_code_of_a_room_is_good_for_a_while_and_under_its_key_alone(owner, session, at):
    code = room_code(owner, session, at, "a key")
    assert read_room_code(code.lower(), at + 60, "a key") == (owner, session)
    assert read_room_code(code, at + LIFE_SECONDS + 60, "a key") is None
    assert read_room_code(code, at, "another") is None
    assert read_room_code(code.replace(f"-{session}-", f"-{session + 1}-", 1), at, "a key") is None


@pytest.mark.parametrize("nonsense", ["", "1-2-3", "1-2-3-AAAAAAAAAAAAAAAA", "ñ" * 400])
def test_nonsense_is_no_code(nonsense):
    assert read_room_code(nonsense, 90.0, "a key") is None
