"""How does an embedding model of the user's own take part? It turns texts into vectors; the rest stays as it is.

Named as `package.module:function` (texts in, one row of numbers per text out) or `sentence-transformers:FOLDER`, which needs that library.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Encode = Callable[[Sequence[str]], Any]
LIBRARY = "sentence-transformers"


class UnknownEncoder(ValueError):
    """The name leads to no model."""


def encoder(named: str) -> Encode:
    """The model of this name."""
    where, _, what = named.partition(":")
    if not what:
        raise UnknownEncoder(named)
    try:
        if where == LIBRARY:
            return _of_library(what)
        found: Encode = getattr(import_module(where), what)
    except (ImportError, AttributeError, OSError) as error:
        raise UnknownEncoder(named) from error
    if not callable(found):
        raise UnknownEncoder(named)
    return found


def _of_library(folder: str) -> Encode:
    model = import_module("sentence_transformers").SentenceTransformer(folder, local_files_only=True)
    return lambda texts: model.encode(list(texts), convert_to_numpy=True)


class Embedded:
    """Labels as vectors of length one."""

    def __init__(self, labels: Sequence[str], encode: Encode) -> None:
        """Encode them once."""
        self._encode = encode
        self._labels = self._vectors(labels)

    def alike(self, titles: Sequence[str]) -> NDArray[np.float64]:
        """The cosine of each title (row) and each label (column), never below nothing."""
        return np.maximum(self._vectors(titles) @ self._labels.T, 0.0)

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        found = np.asarray(self._encode(texts), dtype=np.float64)
        if found.ndim != 2 or len(found) != len(texts):
            message = f"one row of numbers per text, not {found.shape} for {len(texts)}"
            raise UnknownEncoder(message)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.where(lengths > 0, lengths, 1.0)
