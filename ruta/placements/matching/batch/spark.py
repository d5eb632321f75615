"""The same lists by Spark: who has a cluster may use it, and nobody gets another answer.

The encoded market travels to every worker once; each sweeps some of the persons. The lists of those are whole; those of the
vacancies are the best of a part, and the driver merges them by the same keys.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyarrow as pa

from ruta.placements.matching.batch.errors import Unusable
from ruta.placements.matching.kernel.shapes import NONE, WORST, Lists, empty_lists
from ruta.placements.matching.kernel.sweeping import merge, sweep
from ruta.placements.matching.market import Best, Market

PERSONS_A_TIME = 50_000
_ROWS = "part int, side tinyint, at int, place smallint, row int, key bigint"
_JOBS, _PEOPLE = 0, 1
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
    "spark.driver.memory": "1g",
    "spark.driver.maxResultSize": "0",
}


def best_by_spark(market: Market, top: int, master: str = "local[2]") -> Best:
    """The best of every vacancy and of every person."""
    persons, vacancies = market.sizes
    best = Best(empty_lists(vacancies, top), empty_lists(persons, top), 0)
    with _session(master) as session:
        held = session.sparkContext.broadcast(market)
        parts = -(-persons // PERSONS_A_TIME)
        found = session.range(0, persons, PERSONS_A_TIME, parts).mapInArrow(sweeper(held, top), _ROWS).toArrow()
    columns = {name: found[name].to_numpy() for name in found.column_names}
    for part in range(parts):
        _take(best, market, {name: column[columns["part"] == part] for name, column in columns.items()})
    return best


def _take(best: Best, market: Market, rows: dict[str, Any]) -> None:
    """Put what one worker found in the lists."""
    of_people = rows["side"] == _PEOPLE
    for side, target in ((of_people, best.of_people), (~of_people, None)):
        lists = target or empty_lists(len(best.of_jobs.keys), best.of_jobs.keys.shape[1])
        at, place = rows["at"][side], rows["place"][side]
        lists.keys[at, place], lists.rows[at, place] = rows["key"][side], rows["row"][side]
        if target is None:
            merge(best.of_jobs.keys, best.of_jobs.rows, market.jobs.what, market.people.who, lists.keys, lists.rows)


def sweeper(held: Any, top: int) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with the first persons of parts."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        market: Market = held.value
        persons, vacancies = market.sizes
        for first in (first for batch in batches for first in batch.column(0).to_pylist()):
            some = np.arange(first, min(first + PERSONS_A_TIME, persons))
            of_jobs, of_people = empty_lists(vacancies, top), empty_lists(persons, top)
            zones, notes = market.zones(some), market.scratch()
            sweep(market.people, market.jobs, market.tables, market.rules, zones, (0, vacancies), notes, of_jobs, of_people)
            yield from (_batch(first // PERSONS_A_TIME, side, lists) for side, lists in ((_JOBS, of_jobs), (_PEOPLE, of_people)))

    return run


def _batch(part: int, side: int, lists: Lists) -> pa.RecordBatch:
    at, place = np.nonzero((lists.rows != NONE) & (lists.keys != WORST))
    columns = [
        np.full(len(at), part, np.int32),
        np.full(len(at), side, np.int8),
        at.astype(np.int32),
        place.astype(np.int16),
        lists.rows[at, place],
        lists.keys[at, place],
    ]
    return pa.RecordBatch.from_arrays([pa.array(column) for column in columns], names=["part", "side", "at", "place", "row", "key"])


@contextmanager
def _session(master: str) -> Iterator[Any]:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Unusable("Falta pyspark. Instálelo con «pip install ruta[spark]» o use --engine duckdb.") from error
    os.environ["PYSPARK_PYTHON"] = sys.executable  # workers of this machine, with our libraries
    builder = SparkSession.builder.master(master).appName("ruta match")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()
