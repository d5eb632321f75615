"""What is written about each pair, and where?"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.batch.linking import Linked
from ruta.people.linkage.patterns import reasons_of

SUFFIXES = (".parquet", ".csv")
ROWS_A_TIME = 100_000
"""Pairs that are told at once: one row group of Parquet."""
_SCHEMA = pa.schema(
    [
        ("register_id", pa.string()),
        ("file_id", pa.string()),
        ("probability", pa.float64()),
        ("decision", pa.string()),
        ("reasons", pa.string()),
    ]
)


def demand_writable(out: Path, sources: Iterable[Path]) -> None:
    """Refuse a place where nothing can be written, before hours are spent on what should stand there."""
    if out.suffix.lower() not in SUFFIXES:
        raise Unusable(f"«{out.name}» no termina en .parquet ni .csv. Dele uno de esos finales en --out.")
    if not out.parent.is_dir():
        raise Unusable(f"No existe la carpeta «{out.parent}». Créela o elija otra con --out.")
    if out.is_dir():
        raise Unusable(f"«{out}» es una carpeta. Escriba en --out también el nombre del archivo.")
    if any(source.exists() and out.exists() and source.samefile(out) for source in sources):
        raise Unusable(f"«{out}» es uno de los archivos que se comparan. Elija otro nombre en --out.")
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise Unusable(f"No tiene permiso para escribir «{out}». Elija otra carpeta con --out.")


def write_links(linked: Linked, out: Path, extras: tuple[str, ...] = ()) -> int:
    """Write one row per pair, as Parquet or CSV by the name of the file; returns how many."""
    count = len(linked.decided.probabilities)
    try:
        with _writer(out) as writer:
            for start in range(0, count, ROWS_A_TIME):
                writer.write_table(_table(linked, slice(start, start + ROWS_A_TIME), extras))
    except OSError as error:
        raise Unusable(
            f"No se puede escribir «{out}». Revise el permiso y el espacio del disco, o elija otra carpeta con --out."
        ) from error
    return count


@contextmanager
def _writer(out: Path) -> Iterator[Any]:
    is_csv = out.suffix.lower() == ".csv"
    with pyarrow.csv.CSVWriter(str(out), _SCHEMA) if is_csv else pyarrow.parquet.ParquetWriter(str(out), _SCHEMA) as writer:
        yield writer


def _table(linked: Linked, some: slice, extras: tuple[str, ...]) -> pa.Table:
    decided, ready = linked.decided, linked.prepared
    kinds, places = np.unique(decided.pairs.patterns[some], return_inverse=True)
    reasons = pa.array([reasons_of(int(pattern), extras) for pattern in kinds], pa.string())
    columns = [
        ready.register_people.ids.take(pa.array(decided.pairs.register_rows[some])),
        ready.file_people.ids.take(pa.array(decided.pairs.file_rows[some])),
        pa.array(decided.probabilities[some]),
        pa.array(decided.decisions[some].tolist(), pa.string()),
        reasons.take(pa.array(places)),
    ]
    return pa.table(columns, schema=_SCHEMA)
