"""May two rows of a file be one person of the register? Rarely: what one row claims surely, another hardly is.

A row whose person is not registered is often a relative of somebody who is, and whose own row stands in the same file.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ruta.people.linkage.batch.deciding import Kept, Sides

_SURE = 10.0
"""Odds in bits from which a row counts as having found its person, where repeated persons are counted."""
_MOST_BITS = 60.0


def claimed(kept: "Kept", first: NDArray[np.bool_], sides: "Sides", share: float) -> NDArray[np.float64]:
    """The odds of each pair in bits, once it is known how likely other rows of the file are the same person of the register.

    Of two rows with odds A and B for one person either one is it, or none, or both, which files that repeat nobody never have:
    the odds of B become B · (1 + r·A) / (1 + A), where r compares how often a row repeats another with how often two unrelated rows would meet.
    """
    odds = np.exp2(np.clip(kept.weights, -_MOST_BITS, _MOST_BITS))
    # A row that is more likely somebody else claims less.
    whole = np.bincount(kept.file_rows, odds, minlength=sides.file)[kept.file_rows]
    claims = odds / np.maximum(1.0 + whole - odds, 1.0)
    others = np.maximum(np.bincount(kept.register_rows, claims, minlength=sides.register)[kept.register_rows] - claims, 0.0)
    both = min(_repeated(kept, first) * sides.register / (share * sides.file), 1.0)
    told: NDArray[np.float64] = kept.weights + np.log2((1.0 + both * others) / (1.0 + others))
    return told


def _repeated(kept: "Kept", first: NDArray[np.bool_]) -> float:
    """The share of rows of the file whose person another row has found already, counted among those that are sure."""
    sure = kept.register_rows[first & (kept.weights >= _SURE)]
    return (len(sure) - len(np.unique(sure)) + 0.5) / (len(sure) + 1.0)
