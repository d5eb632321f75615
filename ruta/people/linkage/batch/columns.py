"""How does a whole file become rows of numbers? Each different text is looked at once."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ruta.people.linkage.batch.name_words import put_whole_names, put_words
from ruta.people.linkage.batch.reading import PeopleFile
from ruta.people.linkage.encode import Encoder, empty_rows
from ruta.people.linkage.kernel.shapes import Rows
from ruta.people.linkage.places import municipality_code
from ruta.people.linkage.record import MOST_PHONES

_WOMAN = frozenset(["f", "mujer", "femenino", "femenina", "woman", "female", "2"])
_MAN = frozenset(["m", "h", "hombre", "masculino", "man", "male", "varon", "varón", "1"])


def encode_file(encoder: Encoder, people: PeopleFile) -> Rows:
    """The rows of a file, in its order."""
    table, rows = people.table, empty_rows(len(people), encoder.extras)
    put_words(encoder, rows, table["given_names"], 0)
    put_words(encoder, rows, table["surnames"], 1)
    put_whole_names(encoder, rows, table["name"])
    rows.dni[:], rows.dni_length[:] = table["dni"].to_numpy(), table["dni_length"].to_numpy()
    rows.birth[:] = table["birth"].to_numpy()
    rows.sex[:] = _mapped(table["sex"], lambda text: encoder.code("sex", sex_of(text)) if sex_of(text) else 0)
    rows.place[:] = _mapped(table["municipality"], lambda text: encoder.text("place", municipality_code(text) if text else ""))
    rows.numbers[:, 0] = _mapped(table["document"], lambda text: encoder.text("document", text))
    rows.kinds[rows.numbers[:, 0] >= 0, 0] = encoder.code("kind", "other")
    phones = np.stack([table[f"phone{at}"].to_numpy() for at in range(1, MOST_PHONES + 1)], axis=1)
    rows.phones[:] = np.take_along_axis(phones, np.argsort(phones < 0, axis=1, kind="stable"), axis=1)
    for extra in range(encoder.extras):
        rows.extras[:, extra] = _mapped(table[f"extra{extra}"], partial(encoder.text, extra))
    return rows


def _unique(column: pa.ChunkedArray) -> tuple[list[str], NDArray[np.int32]]:
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False)


def _mapped(column: pa.ChunkedArray, number: Callable[[str], int]) -> NDArray[np.int64]:
    texts, places = _unique(column)
    return np.array([number(text) for text in texts], np.int64)[places]


def sex_of(text: str) -> str:
    """The sex that a word or letter stands for; nothing when it is none."""
    if text in _WOMAN:
        return "woman"
    return "man" if text in _MAN else ""
