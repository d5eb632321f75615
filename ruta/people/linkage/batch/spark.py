"""The same meeting and the same scores on Spark: who has a cluster may use it, and nobody gets another answer.

The encoded rows travel to every worker once. Workers make the keys, Spark joins them, workers score the pairs with the compiled
loop and forget the unlikely ones; only what is worth keeping comes back.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ruta.people.linkage.batch.deciding import KEPT_FROM, Kept, joined, unsure_rows
from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.batch.keys import FAMILIES, ROWS_A_TIME, Family, keys_of, loose_families_for
from ruta.people.linkage.kernel.shapes import Rows, Tables, Texts, Words

if TYPE_CHECKING:
    from ruta.people.linkage.batch.linking import Prepared

_KEYS = "family tinyint, most int, key bigint, row int"
_SCORED = "file_row bigint, register_row bigint, weight double, pattern bigint"
_Mapper = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


class Held(NamedTuple):
    """What every worker knows."""

    frozen: tuple[Words, Texts, Tables]
    register: Rows
    file: Rows
    codes: NDArray[np.int64]


def kept_by_spark(ready: "Prepared", *, is_self: bool, master: str = "local[2]") -> tuple[int, Kept]:
    """How many pairs were compared, and those worth keeping."""
    with _session(master, len(ready.register.dni) + len(ready.file.dni)) as session:
        held = session.sparkContext.broadcast(Held(ready.encoder.frozen(), ready.register, ready.file, ready.codes))
        run = _Run(session, held, len(ready.register.dni), len(ready.file.dni), is_self=is_self)
        every = np.arange(len(ready.file.dni))
        firm = run.met(FAMILIES, every).persist()
        compared, kept = run.scored(firm)
        looser = run.met(loose_families_for(len(ready.register.dni)), unsure_rows(kept, every, is_self=is_self))
        compared_more, kept_more = run.scored(looser.join(firm, ["file_row", "register_row"], "left_anti"))
        return compared + compared_more, joined([kept, kept_more])


@contextmanager
def _session(master: str, rows: int) -> Iterator[Any]:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Unusable("Falta pyspark. Instálelo con «pip install ruta[spark]» o use --engine duckdb.") from error
    os.environ["PYSPARK_PYTHON"] = sys.executable  # workers of this machine, with our libraries
    builder = SparkSession.builder.master(master).appName("ruta link")
    for name, value in (_SETTINGS | {"spark.sql.shuffle.partitions": str(max(rows // ROWS_A_TIME * 2, 2))}).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.pyspark.python": sys.executable,
    "spark.pyspark.driver.python": sys.executable,
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
    "spark.driver.memory": "1g",
    "spark.driver.maxResultSize": "0",
}


class _Run:
    """One comparison on one session."""

    def __init__(self, session: Any, held: Any, register_size: int, file_size: int, *, is_self: bool) -> None:
        self.session, self.held, self.is_self = session, held, is_self
        self.register_size, self.file_size = register_size, file_size

    def met(self, families: Sequence[Family], asking: NDArray[np.int64]) -> Any:
        """Every pair once that shares a key of these families, of the rows of the file that ask."""
        wanted = self.session.sparkContext.broadcast(np.isin(np.arange(self.file_size), asking))
        sides = {
            "theirs": self._keys(self.register_size, key_maker(self.held, families, None)),
            "ours": self._keys(self.file_size, key_maker(self.held, families, wanted)),
        }
        for name, keys in sides.items():
            keys.persist().createOrReplaceTempView(name)
        # A family and key that stand on one side only are dropped before anything is counted, and then those that find a crowd.
        return self.session.sql(f"""
            WITH shared AS (SELECT t.* FROM theirs t LEFT SEMI JOIN ours o ON o.family = t.family AND o.key = t.key),
            useful AS (SELECT family, key, collect_list(row) AS rows FROM shared GROUP BY family, key, most HAVING count(*) <= most),
            found AS (SELECT o.row AS file_row, explode(u.rows) AS register_row FROM ours o JOIN useful u ON o.family = u.family AND o.key = u.key)
            SELECT DISTINCT CAST(file_row AS bigint) AS file_row, CAST(register_row AS bigint) AS register_row FROM found
            {"WHERE register_row < file_row" if self.is_self else ""}
        """)  # noqa: S608 - the condition is one of two constants

    def scored(self, pairs: Any) -> tuple[int, Kept]:
        """How many pairs there are, and those worth keeping with their weights."""
        from pyspark.sql import Observation, functions

        met = Observation("met")
        counted = pairs.observe(met, functions.count(functions.lit(1)).alias("compared"))
        kept = counted.mapInArrow(scorer(self.held), _SCORED).toArrow()
        return int(met.get["compared"]), Kept(*(kept[name].to_numpy() for name in ("file_row", "register_row", "weight", "pattern")))

    def _keys(self, size: int, maker: _Mapper) -> Any:
        parts = -(-size // ROWS_A_TIME)
        return self.session.range(0, size, ROWS_A_TIME, parts).mapInArrow(maker, _KEYS)


def key_maker(held: Any, families: Sequence[Family], wanted: Any) -> _Mapper:
    """What a worker does with the first rows of parts: the keys of the register, or of the wanted rows of the file."""

    def make(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = held.value.register if wanted is None else held.value.file
        for start in (start for batch in batches for start in batch.column(0).to_pylist()):
            some = Rows._make(column[start : start + ROWS_A_TIME] for column in rows)
            for number, family in enumerate(families):
                keys, at = keys_of(some, held.value.codes, family.name, is_file=wanted is not None)
                at = at + np.int32(start)
                asked = slice(None) if wanted is None else wanted.value[at]
                keys, at = keys[asked], at[asked]
                columns = [np.full(len(keys), number, np.int8), np.full(len(keys), family.most, np.int32), keys, at]
                yield pa.RecordBatch.from_arrays([pa.array(column) for column in columns], names=["family", "most", "key", "row"])

    return make


def scorer(held: Any) -> _Mapper:
    """What a worker does with pairs of rows: it tells those worth keeping."""

    def score(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from ruta.people.linkage.kernel.scoring import score_pairs
        from ruta.people.linkage.kernel.shapes import scratch

        (words, texts, tables), register, file, _ = held.value
        room = scratch()
        for batch in batches:
            ones, others = (batch.column(name).to_numpy().copy() for name in ("file_row", "register_row"))
            weights, patterns = np.empty(len(ones)), np.empty(len(ones), np.int64)
            score_pairs(words, texts, tables, file, register, ones, others, room, weights, patterns)
            at = np.flatnonzero(weights >= KEPT_FROM)
            columns = [pa.array(column[at]) for column in (ones, others, weights, patterns)]
            yield pa.RecordBatch.from_arrays(columns, names=["file_row", "register_row", "weight", "pattern"])

    return score
