"""When, from where and how did each person come back?"""

from datetime import date

import numpy as np

from ruta.demo.generator.calibration import calibration, years_until
from ruta.demo.generator.streams import Index, Real, chance, label, one_of, pick, texts
from ruta.demo.generator.tables.people import Persons, Returns
from ruta.demo.generator.workdays import Day

COUNTRIES = ("US", "MX", "GT")
OTHERS = (("SV", 0.25), ("NI", 0.20), ("ES", 0.20), ("BZ", 0.15), ("CR", 0.10), ("PA", 0.10))  # guess
KINDS = ("forced", "assisted_voluntary", "voluntary")
LAND = {"GT": 0.85, "MX": 0.09}  # guess that keeps the published share by land; the rest comes by air
LATENCY = (0.70, 0.20, 0.10)  # guess: registered within a month, within a year, years later
EARLIER_RETURN = 0.12  # guess
CONTRACT_END = "temporary_worker_abroad"


def returns(rng: np.random.Generator, persons: Persons, twin_of: Index, today: date) -> Returns:
    """Return the episodes in the order of persons; a duplicate registration repeats those of its original."""
    came_back = one_of(persons.modality, "returned", CONTRACT_END)
    first_time = np.flatnonzero(came_back & (twin_of < 0))
    latest = _episodes(rng, persons, first_time, _last_dates(rng, persons, first_time, today))
    again = first_time[chance(rng, EARLIER_RETURN, len(first_time))]
    before = _episodes(rng, persons, again, _earlier_dates(rng, latest, again))
    table = Returns.stack([latest, before.rows(before.returned_on > persons.birth_date[again])])
    table = Returns.stack([table, _repeated(table, twin_of)])
    return table.rows(np.lexsort((table.returned_on, table.person_row)))


def _episodes(rng: np.random.Generator, persons: Persons, rows: Index, day: Day) -> Returns:
    size, known = len(rows), calibration()
    others = texts([code for code, _ in OTHERS])[pick(rng, [share for _, share in OTHERS], size)]
    place = pick(rng, known.countries, size)
    country = np.where(place < len(COUNTRIES), texts([*COUNTRIES, ""])[place], others)
    kind = texts(KINDS)[pick(rng, known.kinds, size)]
    kind = np.where(persons.modality[rows] == CONTRACT_END, "contract_end", kind)
    by_land = chance(rng, np.select([country == code for code in LAND], list(LAND.values()), 0.0), size)
    door = label(size, "canfm_belen", (persons.accompaniment[rows] == "", "camr"))
    return Returns(rows, day, country, kind, door, label(size, "air", (by_land, "land")))


def _last_dates(rng: np.random.Generator, persons: Persons, rows: Index, today: date) -> Day:
    """Return a date before the registration: days or months, or a year of the published series for the late ones."""
    registered = persons.registered_at[rows].astype("datetime64[D]")
    class_ = pick(rng, LATENCY, len(rows))
    days = np.where(class_ == 0, rng.exponential(5, len(rows)) % 30, rng.uniform(30, 365, len(rows)))
    recent = registered - days.astype("timedelta64[D]")
    old = _dates_of_series(rng, len(rows), today)
    dates = np.where((class_ == 2) & (old < registered), old, recent)
    return np.minimum(np.maximum(dates, persons.birth_date[rows] + np.timedelta64(30, "D")), registered)


def _dates_of_series(rng: np.random.Generator, size: int, today: date) -> Day:
    years = np.array(years_until(today))
    weights: Real = np.array([calibration().yearly[int(year)] for year in years])
    months = (years[pick(rng, weights, size)] - 1970) * 12 + pick(rng, calibration().monthly, size)
    return months.astype("datetime64[M]").astype("datetime64[D]") + rng.integers(0, 28, size).astype("timedelta64[D]")


def _earlier_dates(rng: np.random.Generator, latest: Returns, again: Index) -> Day:
    day = latest.returned_on[np.searchsorted(latest.person_row, again)]
    return day - rng.integers(90, 1500, len(again)).astype("timedelta64[D]")


def _repeated(table: Returns, twin_of: Index) -> Returns:
    """Repeat the episodes of an original for its duplicate registration."""
    duplicate = np.full(len(twin_of), -1)
    copies = np.flatnonzero(twin_of >= 0)
    duplicate[twin_of[copies]] = copies
    mine = table.rows(duplicate[table.person_row] >= 0)
    return Returns(duplicate[mine.person_row], mine.returned_on, mine.country, mine.kind, mine.entry_point, mine.arrival)
