"""Does the arithmetic from work to persons hold?"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ruta.staffing.rules import Capacity, Staffing, Work, presence, served_hours, within

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_the_formula_by_hand():
    hours = served_hours([Work(300, 60), Work(120, 30), Work(50, None)])
    capacity = Capacity(230, 8, 50).hours
    staff = Staffing(served=hours, growth=10, programmed=64, capacity=capacity, there=0.5)
    assert (hours, capacity) == (360, 920)
    assert staff.expected == 360 * 1.1 + 64
    assert round(staff.needed, 4) == 0.5
    assert round(staff.gap, 4) == 0


def test_only_the_part_within_the_year_counts():
    assert within(100, date(2026, 12, 22), date(2027, 1, 10), FIRST, LAST) == 50
    assert within(100, date(2027, 2, 1), date(2027, 2, 5), FIRST, LAST) == 0
    assert within(8, date(2026, 3, 1), date(2026, 3, 1), FIRST, LAST) == 8


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_somebody_in_several_offices_is_one_person(offices):
    assert round(sum(presence(offices) for _each in set(offices)), 9) == 1


def test_nobody_is_needed_where_nobody_can_serve():
    assert Staffing(served=10, growth=0, programmed=0, capacity=0, there=0).needed == 0
