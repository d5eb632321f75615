"""Who are the synthetic persons, before they have names, relatives and papers?"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ruta.demo.generator.calibration import ADULT_BANDS, MINOR_BANDS, calibration, intensity
from ruta.demo.generator.streams import Flag, Index, Real, Text, one_of, pick, pick_by, stream, texts
from ruta.demo.generator.workdays import Day, to_day, workday

MONTHS = 36  # six to fill the caseload, then thirty that compare year with year
DAYS_PER_YEAR = 365.25
MONTHLY_NOISE = 0.08  # guess: spread of the national total between one month and the next
MODALITIES = (  # guesses: share, share of women, share of minors (None: calibrated)
    ("returned", 0.840, None, None),
    ("internally_displaced", 0.040, 0.55, 0.25),
    ("relative_of_migrant", 0.040, 0.70, 0.20),
    ("at_risk_of_migrating", 0.030, 0.45, 0.05),
    ("general_public", 0.020, 0.48, 0.02),
    ("foreign_resident", 0.007, 0.45, 0.05),
    ("asylum_seeker", 0.005, 0.45, 0.15),
    ("refugee", 0.003, 0.45, 0.15),
    ("in_transit", 0.005, 0.35, 0.20),
    ("honduran_abroad", 0.007, 0.45, 0.00),
    ("temporary_worker_abroad", 0.003, 0.20, 0.00),
)
FOREIGN = ("foreign_resident", "asylum_seeker", "refugee", "in_transit")
FOREIGN_COUNTRIES = (("NI", 0.40), ("SV", 0.25), ("GT", 0.10), ("VE", 0.12), ("CU", 0.08), ("HT", 0.05))  # guess
BORN_ELSEWHERE = (0.82, 0.10, 0.08)  # guess: born where one lives, in the same department, anywhere


@dataclass(frozen=True)
class Sketch:
    """The first facts of each person; `registered` is a working day."""

    registered: Real
    modality: Text
    is_female: Flag
    is_minor: Flag  # on the day of registration
    birth_date: Day
    birth_country: Text
    birth_municipality: Text
    residence_municipality: Text

    def __len__(self) -> int:
        """Return the number of persons."""
        return len(self.registered)

    def change(self, **columns: object) -> "Sketch":
        """Return the sketch with other columns."""
        return replace(self, **columns)  # type: ignore[arg-type]


def sketch_persons(size: int, seed: int, today: date) -> Sketch:
    """Draw the first facts of `size` persons who registered in the months before `today`."""
    rng = stream(seed, "persons")
    registered = _registrations(rng, size, today)
    modality = pick(rng, [share for _, share, _, _ in MODALITIES], size)
    group = pick_by(rng, modality, _sex_age_by_modality())
    is_female, is_minor = np.isin(group, (1, 3)), group >= 2
    birth = _birth_dates(rng, to_day(registered), is_minor)
    codes = texts([code for code, *_ in MODALITIES])[modality]
    home = calibration().municipalities[pick(rng, calibration().town_weights, size)]
    country = _birth_countries(rng, codes)
    born = np.where(country == "HN", _birthplaces(rng, home), "")
    return Sketch(registered, codes, is_female, is_minor, birth, country, born, home)


def first_workday(today: date) -> float:
    """Return the working day on which the simulated period begins."""
    months = today.year * 12 + today.month - 1 - MONTHS
    return workday(date(months // 12, months % 12 + 1, 1))


def _registrations(rng: np.random.Generator, size: int, today: date) -> Real:
    start, end = first_workday(today), workday(today)
    days = np.arange(start, end)
    dates = to_day(days)
    months, position = np.unique(dates.astype("datetime64[M]"), return_inverse=True)
    returns = [intensity(*divmod(m + 1970 * 12, 12)) for m in months.astype(np.int64).tolist()]
    noisy = np.array(returns) * rng.lognormal(0, MONTHLY_NOISE, len(months))
    working = np.busday_count(months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]"))
    return start + pick(rng, (noisy / working)[position], size) + rng.random(size)


def _sex_age_by_modality() -> Real:
    return np.array([_sex_age(women, minors) for _, _, women, minors in MODALITIES])


def _sex_age(women: float | None, minors: float | None) -> Real:
    if women is None or minors is None:
        return calibration().sex_age
    return np.outer([1 - minors, minors], [1 - women, women]).ravel()


def _birth_dates(rng: np.random.Generator, registered: Day, is_minor: Flag) -> Day:
    bands = np.array(ADULT_BANDS + MINOR_BANDS, dtype=np.float64)
    adult = pick(rng, calibration().adult_bands, len(registered))
    minor = pick(rng, calibration().minor_bands, len(registered)) + len(ADULT_BANDS)
    low, high = bands[np.where(is_minor, minor, adult)].T
    age = low + rng.random(len(registered)) * (high - low)
    return registered - np.ceil(age * DAYS_PER_YEAR).astype("timedelta64[D]")


def _birth_countries(rng: np.random.Generator, modality: Text) -> Text:
    countries = texts([code for code, _ in FOREIGN_COUNTRIES])
    drawn = countries[pick(rng, [share for _, share in FOREIGN_COUNTRIES], len(modality))]
    return np.where(one_of(modality, *FOREIGN), drawn, "HN")


def _birthplaces(rng: np.random.Generator, home: Text) -> Text:
    known = calibration()
    codes = known.municipalities.astype(str)
    department = np.array([int(code[:2]) - 1 for code in codes])
    by_department = np.where(department == np.arange(18)[:, None], known.town_weights, 0.0)
    mine = department[np.searchsorted(codes, home.astype(str))]
    options = [home, known.municipalities[pick_by(rng, mine, by_department)]]
    options.append(known.municipalities[pick(rng, known.town_weights, len(home))])
    return np.choose(pick(rng, BORN_ELSEWHERE, len(home)), options)


def years_between(earlier: Day, later: Day) -> Index:
    """Return completed years between two dates (a day of tolerance around the birthday)."""
    days = (later - earlier).astype("timedelta64[D]").astype(np.int64)
    return np.floor(days / DAYS_PER_YEAR).astype(np.int64)


def birth_years(birth: Day) -> Index:
    """Return the calendar year of each date."""
    return birth.astype("datetime64[Y]").astype(np.int64) + 1970


def department_of(municipality: Text) -> Text:
    """Return the two digits of the department ('' stays '')."""
    return texts([code[:2] for code in municipality])
