"""Which of the pairs that look alike are the answer for each row, and how sure is it?"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.batch.claiming import claimed

SAME, REVIEW, OTHER = "same", "review", "other"
LEAST, SAME_FROM = 0.05, 0.5
"""Probability from which a pair is told at all, and from which the best one of a row is called the same person."""
KEPT_FROM = -8.0
"""Odds in bits below which a pair is forgotten while the share of registered persons is not known yet."""
SURE_FROM = 10.0
"""Odds in bits (a thousand to one) from which a row has found its person and does not ask looser keys."""
MOST_OTHERS = 4
_ROUNDS = 20


class Kept(NamedTuple):
    """Pairs worth remembering."""

    file_rows: NDArray[np.int64]
    register_rows: NDArray[np.int64]
    weights: NDArray[np.float64]
    patterns: NDArray[np.int64]

    def take(self, at: NDArray) -> "Kept":
        """Some of the pairs."""
        return Kept(*(column[at] for column in self))


def nothing_kept() -> Kept:
    """No pair at all."""
    return Kept(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64))


def joined(parts: Sequence[Kept]) -> Kept:
    """The pairs of all parts."""
    return Kept(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def unsure_rows(kept: Kept, rows: NDArray[np.int64], *, is_self: bool) -> NDArray[np.int64]:
    """The rows that look further: all where a file is compared with itself, since a person may stand there more than twice."""
    return rows if is_self else np.setdiff1d(rows, kept.file_rows[kept.weights >= SURE_FROM])


class Decided(NamedTuple):
    """The pairs that are told, best first for each row of the file, with what they mean."""

    pairs: Kept
    probabilities: NDArray[np.float64]
    decisions: NDArray[np.str_]
    share: float


class Sides(NamedTuple):
    """How many rows both files have, and whether they are one."""

    file: int
    register: int
    is_self: bool


def decide(kept: Kept, sides: Sides, share: float, *, is_estimated: bool = True) -> Decided:
    """The best pair of each row and the others that are likely.

    Estimated from all pairs: the share of rows that are registered, and whom other rows of the file claim.
    """
    kept = _best_first(kept)
    estimated = _registered_share(kept.weights[_is_first(kept)], sides.file, share) if is_estimated else share
    kept = kept._replace(weights=kept.weights + np.log2(estimated / share))
    if is_estimated and not sides.is_self:
        kept = _best_first(kept._replace(weights=claimed(kept, _is_first(kept), sides, estimated)))
    first = _is_first(kept)
    probabilities = 1.0 / (1.0 + np.exp2(-np.clip(kept.weights, -60.0, 60.0)))
    place = np.arange(len(first)) - np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))
    told = (probabilities >= LEAST) & (place <= MOST_OTHERS)
    is_best = np.ones(len(first), bool) if sides.is_self else first
    decisions = np.where(is_best, np.where(probabilities >= SAME_FROM, SAME, REVIEW), OTHER)
    return Decided(kept.take(told), probabilities[told], decisions[told], estimated)


def _best_first(kept: Kept) -> Kept:
    return kept.take(np.lexsort((kept.register_rows, -kept.weights, kept.file_rows)))


def _is_first(kept: Kept) -> NDArray[np.bool_]:
    """Whether each pair is the best of its row of the file."""
    return np.append(True, kept.file_rows[1:] != kept.file_rows[:-1]) if len(kept.file_rows) else np.zeros(0, bool)


def _registered_share(best: NDArray[np.float64], file_size: int, share: float) -> float:
    """Fixed point of "the mean probability of the best pairs": what is registered decides how likely each row is to be."""
    now = share
    for _ in range(_ROUNDS):
        chances = 1.0 / (1.0 + np.exp2(-np.clip(best + np.log2(now / share), -60.0, 60.0)))
        now = min(max(float(chances.sum()) / max(file_size, 1), 1.0 / max(file_size, 2)), 0.999)
    return now
