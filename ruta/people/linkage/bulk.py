"""How are the keys of a whole register made, in bounded memory?"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ruta.people.linkage.keys import stored_keys
from ruta.people.linkage.record import Record


class KeyColumns(NamedTuple):
    """Keys as two columns of equal length: the position of the record, and one of its keys."""

    rows: npt.NDArray[np.int64]
    keys: npt.NDArray[np.int64]


def bulk_keys(records: Iterable[Record], chunk: int = 20_000) -> Iterator[KeyColumns]:
    """The stored keys of many records, a chunk at a time; equal to `stored_keys` of each."""
    source = iter(records)
    start = 0
    while batch := list(islice(source, chunk)):
        made = [stored_keys(record) for record in batch]
        counts = np.fromiter(map(len, made), dtype=np.int64, count=len(made))
        keys = np.fromiter((key for of_one in made for key in of_one), dtype=np.int64, count=int(counts.sum()))
        rows = np.repeat(np.arange(start, start + len(batch), dtype=np.int64), counts)
        yield KeyColumns(rows, keys)
        start += len(batch)
