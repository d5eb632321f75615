"""Which persons of the register look most like the one at the counter, and why?"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import Literal

from ruta.people.linkage.compare import Comparison, compare
from ruta.people.linkage.explain import Reason, explain
from ruta.people.linkage.names import EQUAL
from ruta.people.linkage.record import Profile, Record, profile
from ruta.people.linkage.score import Scorer, probability
from ruta.people.linkage.words import BANDS

Band = Literal["sure", "possible", "unlikely"]
_HIGHEST_SCORE = 99
"""Likeness alone is never certainty: a person decides."""
EVEN = 0.0
"""Bits: as likely as not."""


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
        weighed.append((-standing(using.weight(comparison), comparison), place, record, comparison))
    best = nsmallest(limit, weighed, key=lambda entry: entry[:2])
    return [_candidate(query, record, using.weight(comparison), comparison, using) for _, _, record, comparison in best]


def bears_same(one: Profile, other: Profile) -> bool:
    """Whether both bear one and the same document."""
    return (bool(one.dni) and one.dni == other.dni) or bool({each.number for each in one.others} & {each.number for each in other.others})


def standing(weight: float, comparison: Comparison) -> float:
    """A document belongs to one person: whoever bears the same one is looked at, however little else agrees."""
    return max(weight, EVEN) if EQUAL in (comparison.dni, comparison.document) else weight


def _candidate(query: Record, record: Record, weight: float, comparison: Comparison, scorer: Scorer) -> Candidate:
    chance = probability(weight)
    score = min(round(100 * probability(standing(weight, comparison))), _HIGHEST_SCORE)
    reasons = tuple(explain(query, record, comparison, scorer))
    return Candidate(record.ref, record, score, chance, weight, band_of(score, scorer), reasons)


def band_of(score: int, scorer: Scorer) -> Band:
    """The band of a score, by the thresholds of the weights."""
    bands = scorer.weights.bands
    if score >= bands["sure"]:
        return "sure"
    return "possible" if score >= bands["possible"] else "unlikely"
