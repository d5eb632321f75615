"""Which persons of the register look most like the one at the counter, and why?"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from heapq import nsmallest
from typing import Literal, NamedTuple

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


class Grounds(NamedTuple):
    """What a likeness was weighed from; without a comparison the compiled loop weighed it."""

    query: Record
    scorer: Scorer
    comparison: Comparison | None = None


@dataclass(frozen=True)
class Candidate:
    """A person of the register who may be the one searched for."""

    ref: Hashable
    record: Record
    score: int
    probability: float
    weight: float
    stands: float
    """The weight by which candidates are put in order: at least even for who bears the same document."""
    band: Band
    grounds: Grounds = field(repr=False)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, field by field; put into words when somebody asks, for most candidates are never shown."""
        query, scorer, known = self.grounds
        return tuple(explain(query, self.record, known or compare(profile(query), profile(self.record)), scorer))

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
        weight = using.weight(comparison)
        weighed.append((-standing(weight, comparison), place, weight, record, comparison))
    best = nsmallest(limit, weighed, key=lambda entry: entry[:2])
    return [
        candidate(record, weight, standing(weight, comparison), Grounds(query, using, comparison))
        for _, _, weight, record, comparison in best
    ]


def bears_same(one: Profile, other: Profile) -> bool:
    """Whether both bear one and the same document."""
    return (bool(one.dni) and one.dni == other.dni) or bool({each.number for each in one.others} & {each.number for each in other.others})


def standing(weight: float, comparison: Comparison) -> float:
    """A document belongs to one person: whoever bears the same one is looked at, however little else agrees."""
    return max(weight, EVEN) if EQUAL in (comparison.dni, comparison.document) else weight


def candidate(record: Record, weight: float, stands: float, grounds: Grounds) -> Candidate:
    """A record with what its likeness is called."""
    score = min(round(100 * probability(stands)), _HIGHEST_SCORE)
    return Candidate(record.ref, record, score, probability(weight), weight, stands, band_of(score, grounds.scorer), grounds)


def band_of(score: int, scorer: Scorer) -> Band:
    """The band of a score, by the thresholds of the weights."""
    bands = scorer.weights.bands
    if score >= bands["sure"]:
        return "sure"
    return "possible" if score >= bands["possible"] else "unlikely"
