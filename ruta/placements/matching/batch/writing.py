"""What is written about each pair of a list, and where?"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ruta.placements.matching.batch.errors import Unusable
from ruta.placements.matching.batch.running import Matched, Run, record
from ruta.placements.matching.kernel.shapes import ASKED, Lists
from ruta.placements.matching.kernel.sweeping import parts
from ruta.placements.matching.weights import PARTS

SUFFIXES = (".parquet", ".csv")
LISTS_A_TIME = 10_000
OF_VACANCY, OF_PERSON = "vacancy", "person"
SCHEMA = pa.schema(
    [
        ("list", pa.string()),
        ("vacancy_id", pa.string()),
        ("profile_id", pa.string()),
        ("rank", pa.int16()),
        ("score", pa.float64()),
        *((part, pa.float64()) for part in PARTS),
        ("known", pa.float64()),
    ]
)


def demand_writable(out: Path) -> None:
    """Refuse a place where nothing can be written, before minutes are spent on what should stand there."""
    if out.suffix.lower() not in SUFFIXES:
        raise Unusable(f"«{out.name}» no termina en .parquet ni .csv. Dele uno de esos finales en --out.")
    if not out.parent.is_dir() or out.is_dir():
        raise Unusable(f"No se puede escribir «{out}». Elija un archivo de una carpeta que exista.")


def write_run(run: Run, matched: Matched, out: Path) -> int:
    """Write one row for each place of each list, and beside it the record of the run; returns how many rows."""
    try:
        with _writer(out) as writer:
            rows = sum(_written(writer, table) for table in _tables(matched))
        text = json.dumps(record(run, matched, rows), ensure_ascii=False, indent=2)
        record_of(out).write_text(f"{text}\n", encoding="utf8")
    except OSError as error:
        raise Unusable(f"No se puede escribir «{out}»: revise el permiso y el espacio del disco.") from error
    return rows


def record_of(out: Path) -> Path:
    """Where the record of a run stands."""
    return out.with_suffix(".run.json")


def _written(writer: Any, table: pa.Table) -> int:
    writer.write_table(table)
    return len(table)


@contextmanager
def _writer(out: Path) -> Iterator[Any]:
    is_csv = out.suffix.lower() == ".csv"
    with pyarrow.csv.CSVWriter(str(out), SCHEMA) if is_csv else pyarrow.parquet.ParquetWriter(str(out), SCHEMA) as writer:
        yield writer


def _tables(matched: Matched) -> Iterator[pa.Table]:
    for name, lists in ((OF_VACANCY, matched.best.of_jobs), (OF_PERSON, matched.best.of_people)):
        for first in range(0, len(lists.rows), LISTS_A_TIME):
            part = slice(first, first + LISTS_A_TIME)
            yield _table(matched, name, Lists(lists.keys[part], lists.rows[part]), first)


def _table(matched: Matched, name: str, lists: Lists, first: int) -> pa.Table:
    at, rank = np.nonzero(lists.rows >= 0)
    ones, others = at + first, lists.rows[at, rank].astype(np.int64)
    jobs, persons = (ones, others) if name == OF_VACANCY else (others, ones)
    market, told = matched.market, np.zeros((len(at), len(PARTS) + 1))
    parts(market.people, market.jobs, market.tables, market.rules, persons, jobs, market.scratch(), told)
    known = told[:, -1]
    factors = np.exp(-told[:, :-1] / known[:, None])
    columns = [
        pa.array([name] * len(at), pa.string()),
        matched.vacancy_ids.take(pa.array(jobs)),
        matched.profile_ids.take(pa.array(persons)),
        pa.array((rank + 1).astype(np.int16)),
        pa.array(factors.prod(axis=1)),
        *(pa.array(column) for column in np.ascontiguousarray(factors.T)),
        pa.array(known / market.jobs.loads[jobs, ASKED]),
    ]
    return pa.table(columns, schema=SCHEMA)
