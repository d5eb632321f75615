"""What is written about each pair, and where?"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.batch.linking import Linked
from ruta.people.linkage.patterns import reasons_of


def write_links(linked: Linked, out: Path, extras: tuple[str, ...] = ()) -> int:
    """Write one row per pair, as Parquet or CSV by the name of the file; returns how many."""
    pairs = linked.decided.pairs
    kinds, places = np.unique(pairs.patterns, return_inverse=True)
    reasons = pa.array([reasons_of(int(pattern), extras) for pattern in kinds])
    table = pa.table(
        {
            "register_id": linked.prepared.register_people.ids.take(pa.array(pairs.register_rows)),
            "file_id": linked.prepared.file_people.ids.take(pa.array(pairs.file_rows)),
            "probability": linked.decided.probabilities,
            "decision": pa.array(linked.decided.decisions.tolist(), pa.string()),
            "reasons": reasons.take(pa.array(places)),
        }
    )
    try:
        if out.suffix.lower() == ".csv":
            pyarrow.csv.write_csv(table, out)
        else:
            pyarrow.parquet.write_table(table, out)
    except OSError as error:
        raise Unusable(
            f"No se puede escribir «{out}»: {error.strerror or error}. Elija una carpeta que exista y donde pueda escribir."
        ) from error
    return table.num_rows
