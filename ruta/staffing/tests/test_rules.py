"""Does the arithmetic from work to persons hold?"""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ruta.staffing.rules import Capacity, Staffing, Users, Work, in_fives, presence, served_hours, within

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_the_formula_by_hand():
    hours = served_hours([Work(300, 60), Work(120, 30), Work(50, None)])
    capacity = Capacity(230, 8, 50).hours
    staff = Staffing(served=hours, growth=10, programmed=64, capacity=capacity, there=0.5)
    assert (hours, capacity) == (360, 920)
    assert staff.expected == 360 * 1.1 + 64
    assert round(staff.needed, 4) == 0.5
    assert round(staff.gap, 4) == 0


def test_users_against_capacity_by_hand():
    staff = Staffing(served=400, growth=10, programmed=120, capacity=920, there=0.5)
    users = Users(100, staff)
    assert (round(users.expected, 4), users.hours_each) == (110, 4)
    assert users.room == (460 - 120) / 4
    assert round(users.lacking, 4) == 110 - 85
    assert Users(100, Staffing(served=400, growth=0, programmed=9000, capacity=920, there=1)).room == 0, (
        "more is programmed than there are hands"
    )
    assert Users(0, staff).room is None
    assert Users(5, Staffing(served=0, growth=0, programmed=0, capacity=920, there=1)).lacking is None, "nobody knows what one takes"


def test_only_the_part_within_the_year_counts():
    assert within(100, date(2026, 12, 22), date(2027, 1, 10), FIRST, LAST) == 50
    assert within(100, date(2027, 2, 1), date(2027, 2, 5), FIRST, LAST) == 0
    assert within(8, date(2026, 3, 1), date(2026, 3, 1), FIRST, LAST) == 8


@given(st.sets(st.integers(1, 9), min_size=1, max_size=6), st.dictionaries(st.integers(1, 9), st.integers(1, 100)))
def test_somebody_in_several_offices_is_never_more_than_one_person(offices, hundredths):
    said = {office: share / 100 for office, share in hundredths.items()}
    parts = presence(offices, said)
    assert parts.keys() == offices
    assert 0 < sum(parts.values()) <= 1.000001
    assert all(part <= said.get(office, 1) + 1e-9 for office, part in parts.items())


def test_part_of_a_day_counts_as_what_was_said_and_the_rest_is_shared():
    assert presence({1, 2}, {}) == {1: 0.5, 2: 0.5}
    assert presence({1}, {1: 0.5}) == {1: 0.5}
    assert presence({1, 2, 3}, {1: 0.5}) == {1: 0.5, 2: 0.25, 3: 0.25}
    assert presence({1, 2}, {1: 1.0, 2: 1.0}) == {1: 0.5, 2: 0.5}
    assert presence({1, 2}, {1: 1.0}) == {1: 1.0, 2: 0.0}


@given(st.integers(0, 500))
def test_protected_work_is_told_in_fives_and_never_less_than_it_is(count):
    assert in_fives(count) % 5 == 0
    assert 0 <= in_fives(count) - count < 5


def test_nobody_is_needed_where_nobody_can_serve():
    assert Staffing(served=10, growth=0, programmed=0, capacity=0, there=0).needed == 0


def test_nobody_there_is_never_enough():
    little = Staffing(served=0.0, growth=0, programmed=0.0, capacity=1400, there=0)
    assert Users(attended=26, staffing=little).is_unattended and little.gap == 0
    assert not Users(attended=0, staffing=little).is_unattended
    assert not Users(attended=26, staffing=replace(little, there=0.5)).is_unattended
