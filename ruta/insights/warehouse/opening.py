"""Who reads the warehouse? An engine on this machine by default, a cluster by a setting; questions are asked in one language of both (Ibis)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from ruta.base.errors import Invalid
from ruta.insights.warehouse.answers import Answers, Rows, table_name
from ruta.insights.warehouse.facts import FACTS

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The facts of a folder, as tables of one engine, and what was answered of them before."""

    engine: Any
    folder: Path
    answers: Answers | None = None
    tables: dict[str, ir.Table] = field(default_factory=dict)

    def fact(self, name: str) -> ir.Table:
        """A fact with all its months; without any, a table that is empty. Columns stand in the order of `FACTS`.

        Months that were written before a column was known say nothing in it, until the next run writes them anew.
        """
        if name not in self.tables:
            self.tables[name] = self._read(name)
        return self.tables[name]

    def _read(self, name: str) -> ir.Table:
        schema, place = FACTS[name].schema, self.folder / name
        if not next(place.glob("month=*/*.parquet"), None):
            return ibis.memtable(schema.empty_table())
        path = f"{place}/*/*.parquet" if self.engine.name == "duckdb" else str(place)
        how = {"hive_partitioning": True, "union_by_name": True} if self.engine.name == "duckdb" else {"mergeSchema": "true"}
        read = self.engine.read_parquet(path, table_name=table_name(name), **how)
        later = {each: ibis.null(kind) for each, kind in ibis.Schema.from_pyarrow(schema).items() if each not in read.columns}
        return read.mutate(month=read.month.cast("string"), **later)[schema.names]

    def held(self, name: str, asked: ir.Table) -> ir.Table:
        """An answer that will be asked much of, kept by the engine of this machine as long as it is open."""
        return self.engine.create_table(ibis.util.gen_name(name), asked, temp=True) if self.engine.name == "duckdb" else asked

    def rows(self, asked: ir.Table) -> list[dict[str, Any]]:
        """The answer, as plain rows."""
        return self.table(asked).to_pylist()

    def table(self, asked: ir.Table) -> pa.Table:
        """The answer, as columns."""
        return self.engine.to_pyarrow(asked)

    def told(self, question: str, count: Callable[[], Rows]) -> Rows:
        """What is counted from several answers; `question` names the facts that it reads, as tables are called."""
        return count() if self.answers is None else self.answers.of(question, count)

    def kept(self, asked: ir.Table) -> list[dict[str, Any]]:
        """The same, out of what was answered before where the facts did not change; numbers and texts only."""
        has_facts = not asked.op().find(ibis.expr.operations.InMemoryTable)
        if self.answers is None or not has_facts:
            return self.rows(asked)
        return self.answers.of(str(self.engine.compile(asked)), lambda: self.rows(asked))


@contextmanager
def opened(folder: Path, engine: str = "duckdb", memory: str = "2GB", answers: Answers | None = None) -> Iterator[Warehouse]:
    """The warehouse of a folder, for as long as it is asked; an engine on this machine keeps to `memory` and spills beside the data."""
    if engine not in ENGINES:
        message = f"No hay motor «{engine}». Elija uno de: {', '.join(ENGINES)}."
        raise Invalid(message)
    backend = _duckdb(folder, memory) if engine == "duckdb" else _spark()
    try:
        yield Warehouse(backend, folder, answers)
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
    if str(session.sparkContext.master).startswith("local"):  # the 200 parts of Spark's own default are for a cluster
        session.conf.set("spark.sql.shuffle.partitions", session.sparkContext.defaultParallelism)
    return ibis.pyspark.connect(session)
