"""When does something happen, in an office that opens Monday to Friday from 8 to 16?

Every process of the generator runs in *working days* (floats, day 0 = Monday 6 January 2020): 12.5 is noon of the
thirteenth working day. The mapping to the calendar is arithmetic and keeps the order, so steps never cross.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from ruta.demo.generator.streams import Index, Real

Day = NDArray[np.datetime64]
Moment = NDArray[np.datetime64]
EPOCH = np.datetime64("2020-01-06", "D")
OPENING_UTC = 14 * 3600  # 08:00 in Tegucigalpa, which keeps UTC-6 all year
OFFICE_SECONDS = 8 * 3600


def workday(day: date) -> float:
    """Return the working day that begins on `day`, or on the next Monday for a weekend."""
    return float(np.busday_count(EPOCH, np.datetime64(day, "D")))


def to_day(when: Real) -> Day:
    """Return the calendar date of each working day (NaT where it is not finite)."""
    known = np.isfinite(when)
    whole = np.floor(np.where(known, when, 0)).astype(np.int64)
    days = EPOCH + ((whole // 5) * 7 + whole % 5).astype("timedelta64[D]")
    return np.where(known, days, np.datetime64("NaT", "D"))


def to_moment(when: Real) -> Moment:
    """Return the UTC second of each working day, within office hours (NaT where it is not finite)."""
    known = np.isfinite(when)
    part = np.where(known, when - np.floor(np.where(known, when, 0)), 0)
    seconds = (OPENING_UTC + part * OFFICE_SECONDS).astype("timedelta64[s]")
    return to_day(when).astype("datetime64[s]") + seconds


def from_days(days: Day) -> Index:
    """Return the working day on which each calendar date falls (a weekend counts as the next Monday)."""
    return np.busday_count(EPOCH, days).astype(np.int64)


def closing(when: Real, days: Index | int) -> Moment:
    """Return the hour of closing, `days` working days after each working day (NaT where it is not finite)."""
    closes = np.array(OPENING_UTC + OFFICE_SECONDS).astype("timedelta64[s]")
    return to_day(np.floor(when) + days).astype("datetime64[s]") + closes
