"""Who among some dozens of records is likeliest? The compiled loop says so, as soon as this process has it; else the explained comparison."""

from collections.abc import Sequence
from functools import lru_cache
from threading import Event, Lock

import numpy as np

from ruta.people.linkage.rank import EVEN, Candidate, Grounds, bears_same, candidate, default_scorer, rank
from ruta.people.linkage.record import Record, profile
from ruta.people.linkage.score import Scorer

_MOST_KNOWN = 400_000
"""Words, places and documents after which the numbering begins anew: a process may live for months."""
_FEW = 8
"""Calling the loop costs as much as comparing so many in words."""
_is_warm = Event()
_encoding = Lock()


def warm() -> None:
    """Load or compile the loop: seconds on a machine that never did, so never inside a request."""
    with _encoding:
        _weigh(Record(given_names="Ana", surnames="Paz"), [Record(given_names="Ana", surnames="Paz")], default_scorer())
    _is_warm.set()


def is_warm() -> bool:
    """Whether the loop is there."""
    return _is_warm.is_set()


def likeliest(query: Record, candidates: Sequence[Record], limit: int = 10, scorer: Scorer | None = None) -> list[Candidate]:
    """The same persons in the same order as `rank` gives, each compared in words only when somebody asks why."""
    using = scorer or default_scorer()
    if len(candidates) <= _FEW or not is_warm():
        return rank(query, candidates, limit, using)
    with _encoding:
        weights = _weigh(query, candidates, using)
    stands = _standings(query, candidates, weights)
    best = np.argsort(-stands, kind="stable")[:limit].tolist()
    grounds = Grounds(query, using)
    return [candidate(candidates[at], float(weights[at]), float(stands[at]), grounds) for at in best]


def _weigh(query: Record, candidates: Sequence[Record], scorer: Scorer) -> np.ndarray:
    encoder = _encoder(scorer)
    rows = encoder.encode([query, *candidates])
    count = len(candidates)
    weights = encoder.score(rows, rows, np.zeros(count, np.int64), np.arange(1, count + 1)).weights
    if len(encoder.words.length) + len(encoder.texts.length) > _MOST_KNOWN:
        _encoder.cache_clear()
    return weights


def _standings(query: Record, candidates: Sequence[Record], weights: np.ndarray) -> np.ndarray:
    """The weights, but nobody who bears the same document stands lower than even."""
    stands = weights.copy()
    sought = profile(query)
    for at, each in enumerate(candidates if sought.dni or sought.others else ()):
        if stands[at] < EVEN and each.documents and bears_same(sought, profile(each)):
            stands[at] = EVEN
    return stands


@lru_cache(maxsize=4)
def _encoder(scorer: Scorer):  # type: ignore[no-untyped-def]  # noqa: ANN202 - importing the kernel costs half a second that not every command should pay
    from ruta.people.linkage.encode import Encoder

    return Encoder(scorer)
