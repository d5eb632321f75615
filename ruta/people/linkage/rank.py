"""Which persons of the register look most like the one at the counter, and why?"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import Literal

from ruta.people.linkage.compare import Comparison, compare
from ruta.people.linkage.explain import Reason, explain
from ruta.people.linkage.record import Record, profile
from ruta.people.linkage.score import Scorer, probability
from ruta.people.linkage.words import BANDS

Band = Literal["sure", "possible", "unlikely"]
_HIGHEST_SCORE = 99
"""Likeness alone is never certainty: a person decides."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the register who may be the one searched for."""

    ref: Hashable
    record: Record
    score: int
    probability: float
    weight: float
    band: Band
    reasons: tuple[Reason, ...]

    @property
    def band_label(self) -> str:
        """The Spanish source words of the band."""
        return BANDS[self.band]


@lru_cache(maxsize=1)
def default_scorer() -> Scorer:
    """The scorer with the weights and frequencies that come with the engine."""
    return Scorer()


def rank(query: Record, candidates: Iterable[Record], limit: int = 10, scorer: Scorer | None = None) -> list[Candidate]:
    """The most likely persons first, each with its reasons; nobody is left out below `limit`."""
    using = scorer or default_scorer()
    sought = profile(query)
    weighed = []
    for place, record in enumerate(candidates):
        comparison = compare(sought, profile(record))
        weighed.append((-using.weight(comparison), place, record, comparison))
    best = nsmallest(limit, weighed, key=lambda entry: entry[:2])
    return [_candidate(query, record, -weight, comparison, using) for weight, _, record, comparison in best]


def _candidate(query: Record, record: Record, weight: float, comparison: Comparison, scorer: Scorer) -> Candidate:
    chance = probability(weight)
    score = min(round(100 * chance), _HIGHEST_SCORE)
    reasons = tuple(explain(query, record, comparison, scorer))
    return Candidate(record.ref, record, score, chance, weight, band_of(score, scorer), reasons)


def band_of(score: int, scorer: Scorer) -> Band:
    """The band of a score, by the thresholds of the weights."""
    bands = scorer.weights.bands
    if score >= bands["sure"]:
        return "sure"
    return "possible" if score >= bands["possible"] else "unlikely"
