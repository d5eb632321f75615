"""Who reads the warehouse? An engine on this machine by default, a cluster by a setting; questions are asked in one language of both (Ibis)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from ruta.base.errors import Invalid
from ruta.insights.warehouse.facts import FACTS

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The facts of a folder, as tables of one engine."""

    engine: Any
    folder: Path

    def fact(self, name: str) -> ir.Table:
        """A fact with all its months; without any, a table that is empty. Columns stand in the order of `FACTS`."""
        schema, place = FACTS[name].schema, self.folder / name
        if not next(place.glob("month=*/*.parquet"), None):
            return ibis.memtable(schema.empty_table())
        path = f"{place}/*/*.parquet" if self.engine.name == "duckdb" else str(place)
        read = self.engine.read_parquet(path, **({"hive_partitioning": True} if self.engine.name == "duckdb" else {}))
        return read.mutate(month=read.month.cast("string"))[schema.names]

    def rows(self, asked: ir.Table) -> list[dict[str, Any]]:
        """The answer, as plain rows."""
        table: pa.Table = self.engine.to_pyarrow(asked)
        return table.to_pylist()


@contextmanager
def opened(folder: Path, engine: str = "duckdb", memory: str = "2GB") -> Iterator[Warehouse]:
    """The warehouse of a folder, for as long as it is asked; an engine on this machine keeps to `memory` and spills beside the data."""
    if engine not in ENGINES:
        message = f"No hay motor «{engine}». Elija uno de: {', '.join(ENGINES)}."
        raise Invalid(message)
    backend = _duckdb(folder, memory) if engine == "duckdb" else _spark()
    try:
        yield Warehouse(backend, folder)
    finally:
        backend.disconnect()


def _duckdb(folder: Path, memory: str) -> Any:
    return ibis.duckdb.connect(memory_limit=memory, temp_directory=str(folder / ".spill"))


def _spark() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        message = "Falta pyspark. Instálelo con «pip install ruta[spark]» o use el motor duckdb."
        raise Invalid(message) from None
    session = SparkSession.builder.appName("ruta").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    return ibis.pyspark.connect(session)
