"""How does a set look as Parquet, with the type that each column really has?"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ruta.base.listing import Column

KINDS: tuple[tuple[tuple[type, ...], pa.DataType], ...] = (
    ((bool,), pa.bool_()), ((int,), pa.int64()), ((int, float), pa.float64()), ((datetime,), pa.timestamp("us", tz="UTC")), ((date,), pa.date32()),
)  # fmt: skip
"""The first that every value of a column belongs to; all others are text."""


def parquet(columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """The whole set: public ones are some thousands of rows."""
    cells: list[list[Any]] = [[] for _column in columns]
    for row in rows:
        for at, column in enumerate(columns):
            cells[at].append(column.value(row))
    table = pa.table({column.code: _array(values) for column, values in zip(columns, cells, strict=True)})
    memory = BytesIO()
    pq.write_table(table, memory, compression="zstd")
    return memory.getvalue()


def _array(values: list[Any]) -> pa.Array:
    told = {type(value) for value in values if value is not None}
    kind = next((kind for types, kind in KINDS if told and told <= set(types)), None)
    if kind is None:
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    return pa.array(values, kind)
