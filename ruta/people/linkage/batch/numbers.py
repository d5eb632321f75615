"""How do the numbers and dates of a file become bare, whatever marks stand between their digits?"""

import re
from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ruta.people.linkage.kernel.digits import read_numbers, read_phones
from ruta.people.linkage.record import MOST_DIGITS, MOST_LETTERS, MOST_PHONES

_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y%m%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y")
_NOT_ALNUM = re.compile(r"[^A-Za-z0-9]+")
_PHONE_NAMES = tuple(f"phone{at}" for at in range(1, MOST_PHONES + 1))


def with_bare_numbers(table: pa.Table) -> pa.Table:
    """The table with numbers in place of what was written of DNI, birth date and telephones."""
    bare = bare_documents(table["dni"]) | {"birth": bare_dates(table["birth"])}
    bare |= dict(zip(_PHONE_NAMES, bare_phones(table["phone"]).T, strict=True))
    kept = {name: table[name] for name in table.column_names if name not in ("dni", "birth", "phone")}
    return pa.table(kept | {name: pa.array(column) for name, column in bare.items()})


def bare_documents(column: pa.ChunkedArray) -> dict[str, NDArray | pa.Array]:
    """The digits of the DNI; a number with letters is a document of another kind."""
    size = len(column)
    dni, length, are_words = np.zeros(size, np.int64), np.zeros(size, np.int8), np.zeros(size, np.bool_)
    for start, offsets, letters in _bytes_of(column):
        some = slice(start, start + len(offsets) - 1)
        read_numbers(offsets, letters, MOST_DIGITS, dni[some], length[some], are_words[some])
    dni[are_words], length[are_words] = 0, 0
    document = np.full(size, "", object)
    at = np.flatnonzero(are_words)
    document[at] = [_NOT_ALNUM.sub("", text).lower()[:MOST_LETTERS] for text in column.take(pa.array(at)).to_pylist()]
    return {"dni": dni, "dni_length": length, "document": pa.array(document, pa.string())}


def bare_phones(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """The first telephones of each row, -1 where there is none."""
    phones = np.full((len(column), MOST_PHONES), -1, np.int64)
    for start, offsets, letters in _bytes_of(column):
        read_phones(offsets, letters, phones[start : start + len(offsets) - 1])
    return phones


def bare_dates(column: pa.ChunkedArray) -> NDArray[np.int32]:
    """Year, month and day as one number, 0 where none is read; each different text is read once."""
    encoded = column.combine_chunks().dictionary_encode()
    texts = pa.table({"text": encoded.dictionary})
    formats = ", ".join(f"'{each}'" for each in _FORMATS)
    query = f"""SELECT coalesce(year(day) * 10000 + month(day) * 100 + day(day), 0)::INTEGER AS birth
        FROM (SELECT try_strptime(split_part(text, ' ', 1), [{formats}]) AS day FROM texts)"""  # noqa: S608 - constants only
    with duckdb.connect() as connection:
        connection.register("texts", texts)
        read = connection.execute(query).fetchnumpy()["birth"]
    return np.asarray(read, np.int32)[encoded.indices.to_numpy()]


def _bytes_of(column: pa.ChunkedArray) -> Iterator[tuple[int, NDArray[np.int32], NDArray[np.uint8]]]:
    """For each chunk of texts where it starts, the offsets of its texts, and their bytes."""
    start = 0
    for chunk in column.chunks:
        texts = chunk.cast(pa.string())
        _, offsets, letters = texts.buffers()
        known = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
        yield start, known, np.frombuffer(letters, np.uint8) if letters else np.empty(0, np.uint8)
        start += len(chunk)
