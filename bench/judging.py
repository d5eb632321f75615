"""How good are links, by an answer key? The best register row of each file row, cut at every probability."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np


class Verdict(NamedTuple):
    """What the best pair of each file row is worth."""

    f1: float
    """At the threshold that the answers would choose."""
    f1_as_told: float
    """At the default decision: probability one half."""
    recall: float
    """At precision .999 or better."""

    def __str__(self) -> str:
        return f"F1 {self.f1:.4f} (at ½: {self.f1_as_told:.4f}), recall {self.recall:.4f} at precision ≥ .999"


def judge(best: Mapping[str, tuple[str, float]], truth: Mapping[str, str]) -> Verdict:
    """Judge the best register id and probability of each file id against the truth (who is not in it is registered nowhere)."""
    chances = np.array([chance for _, chance in best.values()])
    good = np.array([truth.get(file_id) == register_id for file_id, (register_id, _) in best.items()])
    order = np.argsort(-chances, kind="stable")
    met = np.cumsum(good[order])
    told = np.arange(1, len(order) + 1)
    precision, f1 = met / told, 2 * met / (told + len(truth))
    safe = np.flatnonzero(precision >= 0.999)
    at_half = int((chances >= 0.5).sum())
    return Verdict(float(f1.max()), float(f1[at_half - 1]) if at_half else 0.0, float(met[safe[-1]] / len(truth)) if len(safe) else 0.0)


def best_of(rows: list[tuple[str, str, float]]) -> dict[str, tuple[str, float]]:
    """The best pair of each file id out of (register id, file id, probability)."""
    best: dict[str, tuple[str, float]] = {}
    for register_id, file_id, chance in rows:
        if file_id not in best or chance > best[file_id][1]:
            best[file_id] = register_id, chance
    return best
