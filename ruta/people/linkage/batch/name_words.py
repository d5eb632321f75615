"""How do columns of names become words? Each different piece between spaces is looked at once, and spread over the rows that hold it."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from ruta.people.linkage.batch.whole_names import NameSplitter
from ruta.people.linkage.encode import Encoder
from ruta.people.linkage.kernel.shapes import Rows
from ruta.people.linkage.kernel.spreading import NO_COMMA, Pieces, spread, spread_whole
from ruta.people.linkage.normal import PARTICLES, bare_words, whole_form
from ruta.people.linkage.record import MOST_LETTERS, MOST_TOKENS


class _Column(NamedTuple):
    """The different pieces of a column, and which of them each row holds."""

    pieces: Pieces
    starts: NDArray[np.int64]
    places: NDArray[np.int32]


def put_words(encoder: Encoder, rows: Rows, column: pa.ChunkedArray, box: int) -> None:
    """Write the words of a column into the rows: given names into box 0, surnames into box 1."""
    held = _held(encoder, column)
    spread(*held, alphabetical(encoder), rows.words, rows.counts, box, MOST_TOKENS)


def put_whole_names(encoder: Encoder, rows: Rows, column: pa.ChunkedArray) -> None:
    """A whole name is cut where given names most likely end; words in the wrong half still find each other."""
    if pyarrow.compute.max(pyarrow.compute.binary_length(column)).as_py():
        held = _held(encoder, column)
        cutting = NameSplitter.of(column).cutting(encoder.known_words)
        spread_whole(*held, alphabetical(encoder), cutting, rows.words, rows.counts, MOST_TOKENS)


def _held(encoder: Encoder, column: pa.ChunkedArray) -> _Column:
    parts = pyarrow.compute.split_pattern(column.combine_chunks(), " ")
    encoded = parts.flatten().dictionary_encode()
    pieces = _pieces(encoder, encoded.dictionary.to_pylist())
    return _Column(pieces, parts.offsets.to_numpy().astype(np.int64), encoded.indices.to_numpy())


def _pieces(encoder: Encoder, texts: list[str]) -> Pieces:
    starts, words, is_particle, commas = [0], [], [], []
    for text in texts:
        found = bare_words(text)
        words += [encoder.word(whole_form(word)[:MOST_LETTERS]) for word in found]
        is_particle += [word in PARTICLES for word in found]
        commas.append(len(bare_words(text.partition(",")[0])) if "," in text else NO_COMMA)
        starts.append(len(words))
    return Pieces(np.array(starts, np.int64), np.array(words, np.int32), np.array(is_particle, np.bool_), np.array(commas, np.int32))


def alphabetical(encoder: Encoder) -> NDArray[np.int32]:
    """The place of each word in the alphabet."""
    words = encoder.known_words
    order = np.empty(len(words), np.int32)
    order[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words), dtype=np.int32)
    return order
