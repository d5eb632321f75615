"""Which rows of a file and of a register share a key? DuckDB joins them, and spills to disk what does not fit."""

import tempfile
from collections.abc import Iterator
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ruta.people.linkage.batch.keys import Family, families_for, keys_of
from ruta.people.linkage.kernel.shapes import Rows

ROWS_A_TIME = 25_000
_MEET = """
SELECT DISTINCT f.file_row::BIGINT AS file_row, r.register_row::BIGINT AS register_row FROM register_keys r
JOIN (SELECT key, file_row FROM file_keys WHERE file_row >= ? AND file_row < ?) f ON f.key = r.key
"""
_MEET_ITSELF = f"{_MEET} AND r.register_row < f.file_row"


class Pairs(NamedTuple):
    """Rows that share a key: of the file, and of the register."""

    file_rows: NDArray[np.int64]
    register_rows: NDArray[np.int64]


def met_in_duckdb(register: Rows, file: Rows, codes: NDArray[np.int64], *, is_self: bool, memory: str) -> Iterator[Pairs]:
    """Every pair once, some thousand rows of the file at a time, in the order of the file."""
    with tempfile.TemporaryDirectory() as room, duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{memory}'")
        connection.execute(f"SET temp_directory = '{room}'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("CREATE TABLE register_keys (key BIGINT, register_row INTEGER)")
        connection.execute("CREATE TABLE file_keys (key BIGINT, file_row INTEGER)")
        for family in families_for(len(register.dni)):
            _keep(connection, register, file, codes, family)
        query = _MEET_ITSELF if is_self else _MEET
        for start in range(0, len(file.dni), ROWS_A_TIME):
            found = connection.execute(query, [start, start + ROWS_A_TIME]).fetchnumpy()
            yield Pairs(found["file_row"], found["register_row"])


def _keep(connection: duckdb.DuckDBPyConnection, register: Rows, file: Rows, codes: NDArray[np.int64], family: Family) -> None:
    """Keep the keys that both sides hold, without those that find a crowd."""
    theirs, ours = keys_of(register, codes, family.name, is_file=False), keys_of(file, codes, family.name, is_file=True)
    connection.register("theirs", pa.table({"key": theirs.keys, "register_row": theirs.rows}))
    connection.register("ours", pa.table({"key": ours.keys, "file_row": ours.rows}))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE useful AS SELECT key FROM theirs WHERE key IN (SELECT key FROM ours) GROUP BY key HAVING count(*) <= ?",
        [family.most],
    )
    connection.execute("INSERT INTO register_keys SELECT key, register_row FROM theirs SEMI JOIN useful USING (key)")
    connection.execute("INSERT INTO file_keys SELECT key, file_row FROM ours SEMI JOIN useful USING (key)")
    connection.unregister("theirs")
    connection.unregister("ours")
