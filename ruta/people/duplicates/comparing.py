"""Which persons of one institution look like these, how much, and why? Exact keys in bulk, then the weights of the engine."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from ruta.people.imports.matching import PROBE, Probes, records_of, score_of
from ruta.people.linkage import Record, probe_keys, rank
from ruta.people.linkage.record import profile
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
    """All pairs that were worth explaining, and how often each level of each field was met among them."""

    pairs: list[Likely] = field(default_factory=list)
    levels: Counter[str] = field(default_factory=Counter)


def weigh(person_ids: Collection[int]) -> Weighed:
    """Compare these persons with everybody of their institution who shares keys with them, each pair once."""
    sought = {int(str(record.ref)): record for record in records_of(person_ids)}
    met = set(_met(sought))
    others = {int(str(record.ref)): record for record in records_of({two for pair in met for two in pair} - sought.keys())}
    known = sought | others
    profiles = {ref: profile(record) for ref, record in known.items()}
    weighed = Weighed()
    for one, other in sorted(met):
        if one in known and other in known and (score := score_of(profiles[one], profiles[other])) >= WEIGHED_FROM:
            likely = explained(known[one], known[other], score)
            weighed.pairs.append(likely)
            weighed.levels.update(level_of(code) for code in likely.codes)
    return weighed


def explained(one: Record, other: Record, score: int) -> Likely:
    """One pair with the codes of its reasons."""
    (candidate,) = rank(one, [other], limit=1)
    codes = tuple(reason.code for reason in candidate.reasons)
    return Likely(int(str(one.ref)), int(str(other.ref)), score, codes, mark_of(one, other))


def level_of(code: str) -> str:
    """The field and level of a reason, without what only colours its sentence."""
    return ":".join(code.split(":")[:2])


def _met(sought: dict[int, Record]) -> Iterator[tuple[int, int]]:
    """Pairs (newer, older) whose keys met."""
    refs: Sequence[int] = list(sought)
    probes = [Probes(record, *probe_keys(record)) for record in sought.values()]
    if not probes:
        return
    with connection.cursor() as cursor:
        cursor.execute(PROBE, Probes.columns(probes))
        for at, person_id in cursor.fetchall():
            if person_id is not None and person_id != refs[at]:
                yield max(person_id, refs[at]), min(person_id, refs[at])
