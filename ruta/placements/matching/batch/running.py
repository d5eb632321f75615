"""How is a whole run made, so that another gives the same to the last bit?"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa

from ruta.placements.matching.batch.errors import Unusable
from ruta.placements.matching.batch.reading import read_essentials, read_profiles, read_vacancies
from ruta.placements.matching.columns import Unreadable
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.kernel.shapes import MOST_BITS
from ruta.placements.matching.market import TOP, Best, Market, best_for_all, market_of
from ruta.placements.matching.seeds import begun
from ruta.placements.matching.weights import BadWeightsError, Weights, default_weights, read_weights

Tell = Callable[[str, int, int], None]
THREADS = 2


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be matched, and how."""

    profiles: Path
    vacancies: Path
    essentials: Path | None = None
    weights: Path | None = None
    engine: str = "duckdb"
    top: int = TOP
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Matched:
    """Both sides with all lists."""

    market: Market
    best: Best
    profile_ids: pa.ChunkedArray
    vacancy_ids: pa.ChunkedArray
    weights: Weights


def match(run: Run, tell: Tell) -> Matched:
    """Read, encode, and find the best of each side."""
    weights = _weights(run.weights)
    tell("Leyendo los archivos", 0, 2)
    profiles, vacancies = read_profiles(run.profiles), read_vacancies(run.vacancies)
    tell("Leyendo los archivos", 2, 2)
    try:
        market = market_of(profiles, vacancies, Encoder(weights, run.seed), read_essentials(run.essentials))
    except Unreadable as error:
        raise Unusable(
            f"Un valor no se entiende, o una vacante pide más de {MOST_BITS} competencias: {error}. "
            "Cada elemento es un código, o un código y un número: «7112:36»."
        ) from error
    best = _best(market, run, tell)
    return Matched(market, best, profiles["id"], vacancies["id"], weights)


def _best(market: Market, run: Run, tell: Tell) -> Best:
    if run.engine == "spark":
        from ruta.placements.matching.batch.spark import best_by_spark

        return best_by_spark(market, run.top)
    counter = _Counter(tell, market.sizes[0])
    return best_for_all(market, run.top, THREADS, counter, begun(market, run.top, THREADS))


class _Counter:
    """Tells how many persons both threads have looked at."""

    def __init__(self, tell: Tell, whole: int) -> None:
        self.tell, self.whole, self.done, self.lock = tell, whole, 0, Lock()

    def __call__(self, more: int, _: int) -> None:
        with self.lock:
            self.done += more
            self.tell("Comparando personas y vacantes", self.done, self.whole)


def record(run: Run, matched: Matched, rows: int) -> dict[str, Any]:
    """What another run needs to give the same, and what it was made of; no times and no places of files."""
    persons, vacancies = matched.market.sizes
    inputs = {"profiles": run.profiles, "vacancies": run.vacancies, "essentials": run.essentials, "weights": run.weights}
    return {
        "weights": {"version": matched.weights.version, "date": str(matched.weights.date), "provisional": matched.weights.is_provisional},
        "inputs": {name: {"name": path.name, "sha256": _digest(path)} for name, path in inputs.items() if path},
        "settings": {"engine": run.engine, "top": run.top, "seed": run.seed},
        "persons": persons,
        "vacancies": vacancies,
        "rows": rows,
    }


def _weights(path: Path | None) -> Weights:
    try:
        return read_weights(path) if path else default_weights()
    except (BadWeightsError, OSError) as error:
        raise Unusable(f"No sirven los pesos de «{path}»: {error}.") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
