"""The same meeting and the same scores on Spark: who has a cluster may use it, and nobody gets another answer."""

import os
import pickle
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.batch.keys import Family, families_for, keys_of

if TYPE_CHECKING:
    from ruta.people.linkage.batch.linking import Prepared

_SCORED = "file_row bigint, register_row bigint, weight double, pattern bigint"


def scored_in_spark(ready: "Prepared", *, is_self: bool, master: str = "local[2]") -> pa.Table:
    """Every pair once with its weight and pattern; keys are joined by Spark, and each task scores its part with the compiled loop."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Unusable("Falta pyspark. Instálelo con «pip install ruta[spark]» o use --engine duckdb.") from error
    os.environ["PYSPARK_PYTHON"] = sys.executable  # workers of this machine, with our libraries
    with tempfile.TemporaryDirectory() as room:
        session = (
            SparkSession.builder.master(master)
            .appName("ruta link")
            .config("spark.ui.enabled", "false")
            .config("spark.pyspark.python", sys.executable)
            .config("spark.pyspark.driver.python", sys.executable)
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.driver.memory", "2g")
            .config("spark.sql.shuffle.partitions", "8")
            .getOrCreate()
        )
        try:
            pairs = _met(session, ready, Path(room), is_self=is_self)
            held = session.sparkContext.broadcast(pickle.dumps((ready.encoder.frozen(), ready.file, ready.register)))
            scored = pairs.mapInArrow(_scorer(held), _SCORED)
            return scored.toArrow()
        finally:
            session.stop()


def _met(session: Any, ready: "Prepared", room: Path, *, is_self: bool) -> Any:
    sides = {"theirs": room / "theirs", "ours": room / "ours"}
    for path in sides.values():
        path.mkdir()
    for family in families_for(len(ready.register.dni)):
        _write(ready, family, sides["theirs"], sides["ours"])
    theirs, ours = (session.read.parquet(str(path)) for path in sides.values())
    theirs.createOrReplaceTempView("theirs")
    ours.createOrReplaceTempView("ours")
    condition = "WHERE t.row < o.row" if is_self else ""
    return session.sql(f"""
        WITH useful AS (SELECT key, most FROM theirs GROUP BY key, most HAVING count(*) <= most)
        SELECT DISTINCT CAST(o.row AS bigint) AS file_row, CAST(t.row AS bigint) AS register_row
        FROM theirs t JOIN useful u ON t.key = u.key JOIN ours o ON o.key = t.key {condition}
    """)  # noqa: S608 - the condition is one of two constants


def _write(ready: "Prepared", family: Family, theirs: Path, ours: Path) -> None:
    for path, rows, is_file in ((theirs, ready.register, False), (ours, ready.file, True)):
        made = keys_of(rows, ready.codes, family.name, is_file=is_file)
        most = pa.array(np.full(len(made.keys), family.most, np.int32))
        pyarrow.parquet.write_table(pa.table({"key": made.keys, "row": made.rows, "most": most}), path / f"{family.name}.parquet")


def _scorer(held: Any) -> Any:
    def score(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from ruta.people.linkage.kernel.scoring import score_pairs
        from ruta.people.linkage.kernel.shapes import scratch

        frozen, file, register = pickle.loads(held.value)  # noqa: S301 - what this very program packed
        room = scratch()
        for batch in batches:
            ones = batch.column("file_row").to_numpy()
            others = batch.column("register_row").to_numpy()
            weights, patterns = np.empty(len(ones)), np.empty(len(ones), np.int64)
            words, texts, tables = frozen
            score_pairs(words, texts, tables, file, register, ones.copy(), others.copy(), room, weights, patterns)
            yield pa.RecordBatch.from_arrays(
                [batch.column("file_row"), batch.column("register_row"), pa.array(weights), pa.array(patterns)],
                names=["file_row", "register_row", "weight", "pattern"],
            )

    return score
