"""Who among some dozens of records deserves a closer look? The compiled loop, as soon as this process has it; else everybody does."""

from collections.abc import Sequence
from functools import lru_cache
from threading import Event, Lock

import numpy as np

from ruta.people.linkage.rank import EVEN, bears_same, default_scorer
from ruta.people.linkage.record import Record, profile
from ruta.people.linkage.score import Scorer

_MOST_KNOWN = 400_000
"""Words, places and documents after which the numbering begins anew: a process may live for months."""
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


def shortlist(query: Record, candidates: Sequence[Record], limit: int, scorer: Scorer | None = None) -> list[Record]:
    """The likeliest first, `limit` of them; before the process is warm, all as they came."""
    if len(candidates) <= limit or not is_warm():
        return list(candidates)
    with _encoding:
        weights = _weigh(query, candidates, scorer or default_scorer())
    best = np.argsort(-weights, kind="stable")[:limit]
    return [candidates[at] for at in best.tolist()]


def _weigh(query: Record, candidates: Sequence[Record], scorer: Scorer) -> np.ndarray:
    encoder = _encoder(scorer)
    rows = encoder.encode([query, *candidates])
    count = len(candidates)
    weights = encoder.score(rows, rows, np.zeros(count, np.int64), np.arange(1, count + 1)).weights
    sought = profile(query)
    for at, each in enumerate(candidates if sought.dni or sought.others else ()):
        if each.documents and bears_same(sought, profile(each)):
            weights[at] = max(weights[at], EVEN)
    if len(encoder.words.length) + len(encoder.texts.length) > _MOST_KNOWN:
        _encoder.cache_clear()
    return weights


@lru_cache(maxsize=4)
def _encoder(scorer: Scorer):  # type: ignore[no-untyped-def]  # noqa: ANN202 - importing the kernel costs half a second that not every command should pay
    from ruta.people.linkage.encode import Encoder

    return Encoder(scorer)
