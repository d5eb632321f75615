"""Which persons of one institution look like these, how much, and why? Exact keys in bulk, then the weights of the engine."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from ruta.people.imports.matching import PROBE, Probes, records_of, score_of
from ruta.people.linkage import Record, Scorer, rank
from ruta.people.linkage.record import Profile, profile
from ruta.people.selectors import mark_of

WEIGHED_FROM = 10
"""Below this score two records only share a telephone or a place: they say nothing about how data agree."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Two registered persons who may be one; `one` is the newer record."""

    one: int
    other: int
    score: int
    codes: tuple[str, ...]
    mark: str


@dataclass(slots=True)
class Weighed:
    """All pairs that were worth explaining, how often each level of each field was met among them, and pairs that say nothing."""

    pairs: list[Likely] = field(default_factory=list)
    levels: Counter[str] = field(default_factory=Counter)
    faint: dict[tuple[int, int], int] = field(default_factory=dict)  # pair → score


@dataclass(frozen=True, slots=True)
class Met:
    """Pairs (newer, older) of the institution whose keys met, and what linkage compares of both."""

    pairs: list[tuple[int, int]]
    records: dict[int, Record]
    profiles: dict[int, Profile]


def weigh(person_ids: Collection[int], scorer: Scorer) -> Weighed:
    """Compare these persons with everybody of their institution who shares keys with them, each pair once."""
    met, weighed = meet(person_ids), Weighed()
    for one, other in met.pairs:
        score = score_of(met.profiles[one], met.profiles[other], scorer)
        if score >= WEIGHED_FROM:
            likely = explained(met.records[one], met.records[other], score, scorer)
            weighed.pairs.append(likely)
            weighed.levels.update(level_of(code) for code in likely.codes)
        else:
            weighed.faint[one, other] = score
    return weighed


def meet(person_ids: Collection[int]) -> Met:
    """Whom of their institution these persons share keys with."""
    sought = {int(str(record.ref)): record for record in records_of(person_ids)}
    met = set(_met(sought))
    others = {int(str(record.ref)): record for record in records_of({two for pair in met for two in pair} - sought.keys())}
    known = sought | others
    pairs = sorted((one, other) for one, other in met if one in known and other in known)
    return Met(pairs, known, {ref: profile(record) for ref, record in known.items()})


def explained(one: Record, other: Record, score: int, scorer: Scorer) -> Likely:
    """One pair with the codes of its reasons."""
    (candidate,) = rank(one, [other], 1, scorer)
    codes = tuple(reason.code for reason in candidate.reasons)
    return Likely(int(str(one.ref)), int(str(other.ref)), score, codes, mark_of(one, other))


def level_of(code: str) -> str:
    """The field and level of a reason, without what only colours its sentence."""
    return ":".join(code.split(":")[:2])


def _met(sought: dict[int, Record]) -> Iterator[tuple[int, int]]:
    """Pairs (newer, older) whose keys met."""
    refs: Sequence[int] = list(sought)
    probes = [Probes.of(record) for record in sought.values()]
    if not probes:
        return
    with connection.cursor() as cursor:
        cursor.execute(PROBE, Probes.columns(probes))
        for at, person_id in cursor.fetchall():
            if person_id is not None and person_id != refs[at]:
                yield max(person_id, refs[at]), min(person_id, refs[at])
