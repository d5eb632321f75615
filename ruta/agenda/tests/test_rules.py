"""Do the places of an agenda lie in its hours, follow each other, and leave out what is taken?"""

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.agenda.rules import (
    Hours,
    Taken,
    first_seat,
    fits_in,
    free_places,
    held_until,
    may_still_change,
    places,
)
from ruta.base.windows import UnreadableHours, Window, read_windows, write_windows
from ruta.base.workdays import TEGUCIGALPA

MONDAY = date(2026, 3, 16)
BEGIN = datetime(2026, 3, 16, tzinfo=TEGUCIGALPA)


def at(hour, minute=0, day=0):
    return BEGIN + timedelta(days=day, hours=hour, minutes=minute)


def hours_of(text, minutes=30, capacity=1):
    return Hours(dict.fromkeys(range(7), read_windows(text)), minutes, capacity)


def offered(hours, taken=(), closed=(), not_before=BEGIN, days=1):
    return free_places(hours, MONDAY, days, is_closed=lambda day: day in closed, taken=taken, not_before=not_before)


windows = st.lists(st.integers(0, 96), min_size=2, max_size=8, unique=True).map(
    lambda marks: tuple(Window(a * 15, b * 15) for a, b in zip(sorted(marks)[::2], sorted(marks)[1::2], strict=False))
)
shapes = st.builds(
    lambda found, minutes, capacity: Hours(dict.fromkeys(range(7), found), minutes, capacity),
    windows,
    st.integers(5, 180),
    st.integers(1, 5),
)
takings = st.lists(
    st.builds(
        lambda start, length, seat: Taken(BEGIN + timedelta(minutes=start), BEGIN + timedelta(minutes=start + length), seat),
        st.integers(0, 3 * 1440), st.integers(5, 240), st.integers(0, 5),
    ),
    max_size=12,
)  # fmt: skip


@given(windows)
def test_hours_are_read_as_they_were_written(found):
    assert read_windows(write_windows(found)) == found


@given(shapes)
def test_places_lie_in_the_hours_and_never_overlap(hours):
    found = list(places(hours, MONDAY, 3, lambda _day: False))
    for start, end in found:
        first, last = (start - start.replace(hour=0, minute=0)) / timedelta(minutes=1), (end - start) / timedelta(minutes=1)
        assert last == hours.minutes
        assert any(window.opens <= first and first + last <= window.closes for window in hours.windows[0])
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(found))


@given(shapes, takings)
def test_what_is_free_has_a_seat_and_what_is_not_has_none(hours, taken):
    free = {place.starts_at: place for place in offered(hours, taken, days=3)}
    for start, end in places(hours, MONDAY, 3, lambda _day: False):
        seat = first_seat(taken, start, end, hours.capacity)
        assert bool(seat) == (start in free), (start, seat)
        if seat:
            assert not any(each.seat in (0, seat) and each.starts_at < end and start < each.ends_at for each in taken)
            assert 1 <= free[start].left <= hours.capacity


@given(shapes, takings)
def test_taking_what_is_free_leaves_one_less_until_none_is_left(hours, taken):
    taken = list(taken)
    for _round in range(3):
        free = offered(hours, taken)
        if not free:
            return
        place = free[0]
        seat = first_seat(taken, place.starts_at, place.ends_at, hours.capacity)
        taken.append(Taken(place.starts_at, place.ends_at, seat))
        left = next((each.left for each in offered(hours, taken) if each.starts_at == place.starts_at), 0)
        assert left < place.left


def test_a_break_a_closed_day_and_the_past_offer_nothing():
    hours = hours_of("8:00-12:00, 13-15:30")
    starts = [place.starts_at for place in offered(hours)]
    assert (len(starts), starts[7], starts[8], starts[-1]) == (13, at(11, 30), at(13), at(15))
    assert offered(hours, closed=[MONDAY]) == []
    assert offered(hours, not_before=at(15))[0].starts_at == at(15)


def test_an_officer_elsewhere_is_nowhere_else_and_a_session_fills_seat_by_seat():
    hours = hours_of("8:00-9:00", 60, 3)
    assert offered(hours, [Taken(at(8, 30), at(8, 45))]) == []
    assert offered(hours, [Taken(at(8), at(9), 1), Taken(at(8), at(9), 3)])[0].left == 1
    assert first_seat([Taken(at(8), at(9), 1), Taken(at(8), at(9), 3)], at(8), at(9), 3) == 2


@pytest.mark.parametrize("text", ["ocho a doce", "12:00-8:00", "8:00-12:00, 11:00-13:00", "8:75-9:00", "8:00-25:00", "8"])
def test_hours_that_make_no_sense_are_refused(text):
    with pytest.raises(UnreadableHours):
        read_windows(text)


def test_an_offer_holds_a_day_or_until_two_hours_before():
    now = at(9)
    assert held_until(now, at(9, day=7)) == at(9, day=1)
    assert held_until(now, at(15)) == at(13)
    assert held_until(now, at(10)) is None


def test_wishes_and_late_changes():
    assert (fits_in("morning", at(9)), fits_in("afternoon", at(9)), fits_in("any", at(13)), fits_in("afternoon", at(12))) == (
        True,
        False,
        True,
        True,
    )
    assert may_still_change(at(8), at(12), 4)
    assert not may_still_change(at(8, 1), at(12), 4)
