"""What do the published figures say about who returned, from where, how, to where and when?

Reading of the age bands: the press labels "11-20" and "21-30" hide the legal line of 18. In each period where both
breakdowns exist, "0-10" plus "11-20" equals the children and adolescents, and the bands above sum to the adults; so
the bands are read as 0-10, 11-17, 18-30, 31-40, 41-50 and 51-70.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from ruta.demo.generator.streams import Real, Text, texts

DATA = Path(__file__).parent.parent / "data"
ADULT_BANDS = ((18, 31), (31, 41), (41, 51), (51, 71))
MINOR_BANDS = ((0, 11), (11, 18))
QUARTERS_2025 = ((1, 3, "2025-03-31"), (4, 6, "2025-06-30"), (7, 9, "2025-09-30"), (10, 10, "2025-10-31"))
LAST_KNOWN = ("2026-01-01", "2026-02-11", 42)  # first weeks of 2026: period and its days
# Guesses: the share of a department that lives in its head town where nothing is published.
HEAD_TOWN = 0.35
CAPITAL = 0.75


@dataclass(frozen=True)
class Calibration:
    """Weights; each array names its categories in order. None of them needs to sum to one."""

    sex_age: Real  # adult men, adult women, boys, girls
    adult_bands: Real  # ADULT_BANDS
    minor_bands: Real  # MINOR_BANDS
    countries: Real  # United States, Mexico, Guatemala, other
    kinds: Real  # forced, assisted_voluntary, voluntary
    land_share: float
    unaccompanied_share: float
    municipalities: Text  # 298 INE codes
    town_weights: Real  # one for each municipality; departments keep their published share
    yearly: dict[int, float]  # returns by year, 2015 onwards
    monthly: Real  # share of each month in a year


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one CSV of the data folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def calibration() -> Calibration:
    """Return the calibration, read once."""
    shares = _shares()
    towns = _towns(shares["departamento"])
    return Calibration(
        sex_age=_values(shares["sexo_edad"]),
        adult_bands=_adult_bands(),
        minor_bands=_minor_bands(),
        countries=_values(shares["pais_retorno"]),
        kinds=_values(shares["tipo_retorno"]),
        land_share=shares["via_llegada"]["terrestre"],
        unaccompanied_share=_unaccompanied(),
        municipalities=texts(list(towns)),
        town_weights=_values(towns),
        yearly=_yearly(),
        monthly=_monthly(),
    )


def intensity(year: int, month: int) -> float:
    """Return how many persons returned in a month (January = 0); after the last published year its rate goes on."""
    known = calibration()
    return known.yearly.get(year, known.yearly[max(known.yearly)]) * float(known.monthly[month])


@cache
def department_weights() -> dict[str, float]:
    """Return how much of the population lives in each department, in any unit."""
    known = calibration()
    weights: dict[str, float] = {}
    for code, weight in zip(known.municipalities.tolist(), known.town_weights.tolist(), strict=True):
        weights[code[:2]] = weights.get(code[:2], 0.0) + weight
    return weights


def years_until(today: date) -> list[int]:
    """Return the years of the published series that had begun on `today`."""
    return [year for year in sorted(calibration().yearly) if year <= today.year]


def _values(shares: dict[str, float]) -> Real:
    return np.array(list(shares.values()), dtype=np.float64)


def _shares() -> dict[str, dict[str, float]]:
    shares: dict[str, dict[str, float]] = {}
    for row in rows("calibracion_sintetica.csv"):
        shares.setdefault(row["variable"], {})[row["categoria"]] = float(row["proporcion"])
    return shares


def _published(start: str, end: str, breakdown: str) -> dict[str, float]:
    wanted = (start, end, breakdown)
    table = rows("retornos_cifras_publicadas.csv")
    return {r["categoria"]: float(r["personas"]) for r in table if (r["desde"], r["hasta"], r["desglose"]) == wanted}


def _adult_bands() -> Real:
    ages = _published("2025-01-01", "2025-10-31", "edad")
    older = _october_total() - _minors() - ages["21-30"] - ages["31-40"] - ages["41-50"]
    return np.array([ages["21-30"], ages["31-40"], ages["41-50"], older])


def _minor_bands() -> Real:
    adolescents = _published("2025-01-01", "2025-10-31", "edad")["11-20"]
    return np.array([_minors() - adolescents, adolescents])


def _minors() -> float:
    return _published("2025-01-01", "2025-10-31", "sexo_edad")["NNA"]


def _october_total() -> float:
    return _published("2025-01-01", "2025-10-31", "total")["total"]


def _unaccompanied() -> float:
    children = _published("2024-01-01", "2024-09-13", "nna_condicion")
    return children["no acompañados"] / sum(children.values())


def _yearly() -> dict[int, float]:
    yearly = {int(row["anio"]): float(row["personas_sugerida"]) for row in rows("retornos_serie_anual.csv")}
    start, end, days = LAST_KNOWN
    return yearly | {2026: _published(start, end, "total")["total"] / days * 365}


def _monthly() -> Real:
    months, before = np.zeros(12), 0.0
    for first, last, end in QUARTERS_2025:
        until = _published("2025-01-01", end, "total")["total"]
        months[first - 1 : last] = (until - before) / (last - first + 1)
        before = until
    year = float(next(r["personas_sugerida"] for r in rows("retornos_serie_anual.csv") if r["anio"] == "2025"))
    months[10:] = (year - before) / 2
    return months / months.sum()


def _towns(departments: dict[str, float]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for label, share in departments.items():
        weights |= _department(label[:2], share)
    return weights


def _department(code: str, share: float) -> dict[str, float]:
    """Split the share of a department over its municipalities: published ones first, then head town, then evenly."""
    towns = [row for row in rows("municipios.csv") if row["codigo"].startswith(code)]
    fixed = {r["codigo"]: share * (CAPITAL if code == "08" else HEAD_TOWN) for r in towns if r["cabecera"] == "1"}
    if code == "05":
        fixed = _cortes(share)
    rest = (share - sum(fixed.values())) / (len(towns) - len(fixed))
    return {row["codigo"]: fixed.get(row["codigo"], rest) for row in towns}


def _cortes(share: float) -> dict[str, float]:
    published = {r["codigo"]: float(r["personas"]) for r in rows("retornos_territorio_otros.csv") if r["hasta"] == "2021-12-31"}
    return {code: share * published[code] / published["05"] for code in ("0501", "0502")}
