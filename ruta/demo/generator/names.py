"""How are synthetic people named? Weights by sex and birth cohort; two given names, two surnames."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ruta.demo.generator.calibration import rows
from ruta.demo.generator.streams import Flag, Index, Real, Text, chance, one_of, pick_by, texts

COHORT_ENDS = np.array([1971, 1991, 2006])  # first year of the second, third and fourth cohort
COHORT_COLUMNS = ("peso_hasta_1970", "peso_1971_1990", "peso_1991_2005", "peso_2006_mas")
COAST = ("01", "02", "09", "11")  # departments where Garífuna, Miskito and islander surnames are commoner
COAST_FACTOR = 25.0  # guess
SECOND_GIVEN_NAME = 0.86  # guess
SECOND_SURNAME = 0.97  # guess


@dataclass(frozen=True)
class NameBook:
    """Vocabularies and weights. Rows of `given_weights`: cohort × 2 + (1 when female); of `surname_weights`: inland, coast."""

    given: Text
    given_weights: Real
    surnames: Text
    surname_weights: Real


@cache
def name_book() -> NameBook:
    """Return the name book, read once."""
    given, surnames = rows("nombres_pila.csv"), rows("apellidos.csv")
    inland = np.array([float(row["peso"]) for row in surnames])
    local = np.array([row["grupo"] != "general" for row in surnames])
    return NameBook(
        given=texts([row["nombre"] for row in given]),
        given_weights=np.array([_weights(given, cohort, sex) for cohort in COHORT_COLUMNS for sex in "MF"]),
        surnames=texts([row["apellido"] for row in surnames]),
        surname_weights=np.stack([inland, np.where(local, inland * COAST_FACTOR, inland)]),
    )


def given_names(rng: np.random.Generator, is_female: Flag, birth_year: Index) -> Text:
    """Return one or two given names for each person, as one text."""
    book = name_book()
    group = np.searchsorted(COHORT_ENDS, birth_year, side="right") * 2 + is_female
    first, second = (pick_by(rng, group, book.given_weights) for _ in range(2))
    has_second = chance(rng, SECOND_GIVEN_NAME, len(group)) & (first != second)
    return np.where(has_second, book.given[first] + " " + book.given[second], book.given[first])


def surname_pair(rng: np.random.Generator, department: Text) -> tuple[Index, Index]:
    """Return the indices of two surnames for each person; the second is -1 when there is none."""
    group = one_of(department, *COAST).astype(np.int64)
    first, second = (pick_by(rng, group, name_book().surname_weights) for _ in range(2))
    return first, np.where(chance(rng, SECOND_SURNAME, len(group)), second, -1)


def surname_text(index: Index) -> Text:
    """Return the surnames of the indices, '' for -1."""
    return np.where(index >= 0, name_book().surnames[index], "")


def _weights(given: list[dict[str, str]], cohort: str, sex: str) -> list[float]:
    return [float(row[cohort]) if row["sexo"] == sex else 0.0 for row in given]
