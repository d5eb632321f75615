"""Whom does a list prefer among equals? Each list somebody else, so that nobody is the last of all of them (ADR 0371)."""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ruta.placements.matching.kernel.shapes import SPREAD

SEED = 1


def lots(ids: Iterable[str], seed: int = SEED) -> NDArray[np.int64]:
    """The lot of each id: no order of ids or of files says anything about it."""
    salt = seed.to_bytes(8, "big")
    digests = b"".join(blake2b(name.encode(), digest_size=8, salt=salt).digest() for name in ids)
    return (np.frombuffer(digests, ">u8") >> np.uint64(1)).astype(np.int64)


def ties(own: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.uint64]:
    """What the list of one lot orders the others by, the least first; as `tie_of` of the loop does."""
    return (own ^ others).astype(np.uint64) * SPREAD
