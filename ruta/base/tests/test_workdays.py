"""Does the calendar know when Honduran offices are closed?"""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.base.workdays import TEGUCIGALPA, WorkCalendar, work_calendar

CALENDAR = work_calendar()
days = st.dates(date(2022, 1, 1), date(2034, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(TEGUCIGALPA))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "Año Nuevo"), ("2026-04-02", "Jueves Santo"), ("2026-04-03", "Viernes Santo"), ("2026-04-04", "Sábado de Gloria"),
        ("2026-04-14", "Día de las Américas"), ("2026-05-01", "Día del Trabajo"), ("2026-09-15", "Día de la Independencia"),
        ("2026-10-07", "Semana Morazánica"), ("2026-10-09", "Semana Morazánica"), ("2026-12-25", "Navidad"),
    ],
)  # fmt: skip
def test_national_holidays(day: str, name: str) -> None:
    assert CALENDAR.holiday(date.fromisoformat(day)) == name
    assert not CALENDAR.is_working(date.fromisoformat(day))


@pytest.mark.parametrize(("year", "first", "last"), [(2022, 5, 7), (2023, 4, 6), (2024, 2, 4), (2025, 1, 3)])
def test_morazan_week_is_the_one_the_press_announced(year: int, first: int, last: int) -> None:
    closed = [day for day in range(1, 32) if (found := CALENDAR.holiday(date(year, 10, day))) and "Morazánica" in found]
    assert closed == list(range(first, last + 1))


def test_a_circular_adds_and_takes_away() -> None:
    assert CALENDAR.holiday(date(2025, 9, 29)) == "Semana Morazánica, a cuenta de vacaciones"
    opened = WorkCalendar.of({"opened": [{"day": date(2026, 10, 7)}], "closed": [{"day": date(2026, 3, 30), "label_es": "Lunes Santo"}]})
    assert opened.is_working(date(2026, 10, 7))
    assert not opened.is_working(date(2026, 3, 30))


def test_counting_over_holy_week() -> None:
    assert CALENDAR.add_days(date(2026, 4, 1), 1) == date(2026, 4, 6)
    assert CALENDAR.days_between(date(2026, 4, 1), date(2026, 4, 6)) == 1
    assert CALENDAR.add_days(date(2026, 11, 21), 1) == date(2026, 11, 23)


@given(days, st.integers(0, 60))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    there = CALENDAR.add_days(day, count)
    assert CALENDAR.days_between(day, there) == count
    assert count == 0 or CALENDAR.is_working(there)


@given(moments, st.integers(1, 400_000))
def test_office_seconds_added_are_the_seconds_counted(start: datetime, seconds: int) -> None:
    end = CALENDAR.add_seconds(start, seconds)
    assert CALENDAR.seconds_between(start, end) == pytest.approx(seconds)
    assert CALENDAR.is_working(end.date())
    assert CALENDAR.opens_at <= end.time() <= CALENDAR.closes_at


@given(moments, moments, moments)
def test_office_time_adds_up(one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))
    parts = CALENDAR.seconds_between(first, middle) + CALENDAR.seconds_between(middle, last)
    assert CALENDAR.seconds_between(first, last) == pytest.approx(parts)
    assert CALENDAR.seconds_between(last, first) == 0 or first == last
    assert CALENDAR.seconds_between(first, last) <= (last - first).total_seconds()


def test_a_term_ends_when_the_office_closes() -> None:
    assert CALENDAR.closing(date(2026, 11, 20)).time() == time(16)
    assert CALENDAR.closing(date(2026, 11, 20)).utcoffset() == timedelta(hours=-6)
