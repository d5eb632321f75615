"""How likely is each level among pairs that are one person? Learned from the files themselves, without labels.

Expectation–maximisation over patterns (Winkler 2000), with fields taken as independent within a class. Pairs come from one
family of keys at a time, and a family never teaches the fields it is made of. Random pairs give u. Relatives are classes
of their own, so that brothers and twins do not teach that a person's given name may be another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log, log2
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.levels import FIELDS, LEVELS, SHIFTS, WORD
from ruta.people.linkage.model import Weights
from ruta.people.linkage.patterns import read_pattern

if TYPE_CHECKING:
    from ruta.people.linkage.batch.linking import Prepared

Chances = dict[str, dict[str, float]]
SESSIONS: Mapping[str, tuple[str, ...]] = {
    "dni": ("given", "surname", "birth_date", "sex", "phone", "municipality", "document"),
    "day": ("given", "surname", "dni", "document", "phone", "municipality", "sex", "dni_place"),
    "birth": ("dni", "document", "phone", "municipality", "sex", "dni_place"),
    "words": ("birth_date", "dni", "document", "phone", "municipality", "sex", "dni_place", "dni_year"),
    "place": ("birth_date", "dni", "document", "phone", "sex", "dni_year"),
}
"""Which fields each family of keys teaches."""
FIXED_U = frozenset(["dni", "document"])
"""Random pairs never share a document: no sample is large enough."""
FIXED_LEVELS = ("given.partly", "surname.partly")
"""Among strangers a word without answer beside one that agrees is rare only because agreeing is: what counts is how often then."""
RANDOM_PAIRS, SESSION_PAIRS = 1_000_000, 400_000
M_TRUST, _U_TRUST = 300.0, 2_000.0
"""How many comparisons the starting values are worth."""
_HALF_A_PAIR = 0.5
"""What no random pair shows is not therefore impossible: a shared telephone would say more each time that it is learned anew."""
MISSES = 0.005
"""Guess: how often a value is not of this person at all, but of another row or another person; relatives hide this from learning."""
ROUNDS = 30
_LEAST = 1e-9
_RARE = np.int64(3 << SHIFTS["rare"])
# Which fields each class takes from one person (the rest from strangers): one person, strangers, kin, twins, juniors.
_CLASSES: tuple[frozenset[str], ...] = (
    frozenset(["given", "surname", *FIELDS]),
    frozenset(),
    frozenset(["surname", "phone", "municipality", "dni_place"]),
    frozenset(["surname", "phone", "municipality", "dni_place", "birth_date", "dni_year"]),
    frozenset(["given", "surname", "phone", "municipality", "dni_place", "sex"]),
)


class Seen(NamedTuple):
    """Different patterns, how often each occurs, and how often each level of each field occurs in one."""

    counts: NDArray[np.float64]
    events: dict[str, NDArray[np.float64]]


def ladder(field: str) -> tuple[str, ...]:
    """The levels of a field."""
    if field in ("given", "surname"):
        return WORD[1:]
    return LEVELS["extra" if field.startswith("extra") else field][1:]


def tally(patterns: NDArray[np.int64], fields: Sequence[str]) -> Seen:
    """Count the levels in the patterns."""
    kinds, counts = np.unique(patterns & ~_RARE, return_counts=True)
    events = {field: np.zeros((len(kinds), len(ladder(field)))) for field in fields}
    for row, pattern in enumerate(kinds.tolist()):
        seen = read_pattern(pattern)
        for field in fields:
            for level, count in _events(seen, field):
                events[field][row, ladder(field).index(level)] += count
    return Seen(counts.astype(float), events)


def _events(seen: object, field: str) -> list[tuple[str, int]]:
    if field in ("given", "surname"):
        return getattr(seen, field).events
    level = seen.extras[int(field[5:])] if field.startswith("extra") else seen.fields[field]  # type: ignore[attr-defined]
    return [(level, 1)] if level else []


def shares(seen: Seen, responsibility: NDArray[np.float64], start: Chances, trust: float) -> Chances:
    """The share of each level, blended with the starting value where little was seen."""
    learned: Chances = {}
    for field, events in seen.events.items():
        told = (events * (seen.counts * responsibility)[:, None]).sum(axis=0)
        before = np.array([start[field][level] for level in ladder(field)])
        share = (told + trust * before / before.sum()) / (told.sum() + trust)
        learned[field] = dict(zip(ladder(field), np.maximum(share, _LEAST).tolist(), strict=True))
    return learned


def expect(seen: Seen, m: Chances, u: Chances, mixture: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The probability that each pattern is of one person, and how the classes are mixed."""
    told = np.stack([_likelihood(seen, m, u, same) for same in _CLASSES], axis=1) + np.log(mixture)
    told -= told.max(axis=1, keepdims=True)
    belonging = np.exp(told)
    belonging /= belonging.sum(axis=1, keepdims=True)
    mixed = (belonging * seen.counts[:, None]).sum(axis=0) + 1.0
    return belonging[:, 0], mixed / mixed.sum()


def _likelihood(seen: Seen, m: Chances, u: Chances, same: frozenset[str]) -> NDArray[np.float64]:
    total = np.zeros(len(seen.counts))
    for field, events in seen.events.items():
        chances = m if field in same or (field.startswith("extra") and len(same) > len(FIELDS)) else u
        total += events @ np.array([log(chances[field][level]) for level in ladder(field)])
    return total


def maximise(seen: Seen, m: Chances, u: Chances, trust: float = M_TRUST) -> tuple[Chances, float]:
    """Repeat expectation and maximisation; returns m of the fields seen and how many pairs taught it."""
    mixture = np.array([0.3, 0.59, 0.08, 0.02, 0.01])
    now = {field: m[field] for field in seen.events}
    responsibility = np.zeros(len(seen.counts))
    for _ in range(ROUNDS):
        responsibility, mixture = expect(seen, now, u, mixture)
        now = shares(seen, responsibility, m, trust)
    return now, float((responsibility * seen.counts).sum())


def learn(ready: "Prepared", weights: Weights, seed: int = 1, trust: float = M_TRUST) -> Weights:
    """A model with m and u as these files tell; the household and the settings stay. `trust`: how many comparisons the m it starts from is worth."""
    dice = np.random.default_rng(seed)
    extras = tuple(f"extra{at}" for at in range(ready.encoder.extras))
    m = {field: dict(levels) for field, levels in weights.m.items()}
    u = {field: dict(levels) for field, levels in weights.u.items()}
    for extra in extras:
        m.setdefault(extra, {"different": 0.1, "near": 0.05, "equal": 0.85})
        u.setdefault(extra, {"different": 0.97, "near": 0.01, "equal": 0.02})
    u |= _among_strangers(ready, u, extras, dice)
    lessons: dict[str, list[tuple[float, dict[str, float]]]] = {}
    for family, fields in SESSIONS.items():
        patterns = _session(ready, family, dice)
        learned, taught_by = maximise(tally(patterns, (*fields, *extras)), m, u, trust)
        for field, chances in learned.items():
            lessons.setdefault(field, []).append((taught_by + 1.0, chances))
    return with_chances(weights, with_misses(m | {field: _together(field, told) for field, told in lessons.items()}, u), u)


def _among_strangers(ready: "Prepared", u: Chances, extras: Sequence[str], dice: np.random.Generator) -> Chances:
    """How often each level occurs among random pairs."""
    taught = [field for field in ("given", "surname", *FIELDS, *extras) if field not in FIXED_U]
    drawn = dice.integers(0, len(ready.file.dni), RANDOM_PAIRS), dice.integers(0, len(ready.register.dni), RANDOM_PAIRS)
    random = tally(ready.encoder.score(ready.file, ready.register, *drawn).patterns, taught)
    told = shares(random, np.ones(len(random.counts)), u, _U_TRUST)
    unseen = _HALF_A_PAIR / max(float(random.counts.sum()), 1.0)
    told = {field: {level: max(chance, unseen) for level, chance in levels.items()} for field, levels in told.items()}
    for field, level in (each.split(".") for each in FIXED_LEVELS):
        told[field][level] = u[field][level]
    return told


def _together(field: str, lessons: Sequence[tuple[float, dict[str, float]]]) -> dict[str, float]:
    """What several families taught of a field, by how many pairs each taught."""
    whole = sum(weight for weight, _ in lessons)
    return {level: sum(weight * chances[level] for weight, chances in lessons) / whole for level in ladder(field)}


def with_misses(m: Chances, u: Chances) -> Chances:
    """A value now and then says nothing of its person, and then agrees as one of a stranger does (hit–miss model, Copas and Hilton 1990)."""
    return {field: _with_misses(levels, u[field]) for field, levels in m.items()}


def _with_misses(m: Mapping[str, float], u: Mapping[str, float]) -> dict[str, float]:
    whole = sum(u.values())
    return {level: (1.0 - MISSES) * chance + MISSES * u[level] / whole for level, chance in m.items()}


def _session(ready: "Prepared", family: str, dice: np.random.Generator) -> NDArray[np.int64]:
    """The patterns of a sample of the pairs that one family of keys brings together."""
    from ruta.people.linkage.batch.keys import keys_of

    theirs, ours = keys_of(ready.register, ready.codes, family, is_file=False), keys_of(ready.file, ready.codes, family, is_file=True)
    order = np.argsort(theirs.keys, kind="stable")
    keys = theirs.keys[order]
    low, high = np.searchsorted(keys, ours.keys, "left"), np.searchsorted(keys, ours.keys, "right")
    few = np.flatnonzero((high > low) & (high - low <= 30))
    few = np.sort(dice.permutation(few)[:SESSION_PAIRS])
    one = low[few] + (dice.random(len(few)) * (high - low)[few]).astype(np.int64)
    pairs = np.unique(np.stack([ours.rows[few].astype(np.int64), theirs.rows[order][one].astype(np.int64)]), axis=1)
    if ready.file is ready.register:
        pairs = pairs[:, pairs[0] != pairs[1]]
    return ready.encoder.score(ready.file, ready.register, pairs[0].copy(), pairs[1].copy()).patterns


def with_chances(weights: Weights, m: Chances, u: Chances) -> Weights:
    """The model with other chances, kept in the order of the ladder: more agreement never weighs less."""
    levels = {field: _in_order(field, {level: log2(m[field][level] / u[field][level]) for level in m[field]}, m[field]) for field in m}
    agreeing = dict(weights.agreeing) | {field: m[field]["equal"] for field in m}
    # Living in the place of one's DNI says less than living where the other lives.
    agreeing["dni_place"] = min(agreeing["dni_place"], agreeing["municipality"])
    levels["dni_place"] = {level: min(weight, levels["municipality"]["equal"]) for level, weight in levels["dni_place"].items()}
    return replace(weights, levels=levels, agreeing=agreeing, m=m, u=u)


def _in_order(field: str, weights: dict[str, float], importance: Mapping[str, float]) -> dict[str, float]:
    """Pool neighbours that stand in the wrong order (isotonic regression); a shared telephone always says nothing."""
    if field == "phone":
        weights |= {"shared": 0.0, "different": min(weights["different"], 0.0)}
    order = [level for level in ladder(field) if level in weights]
    if field in ("given", "surname"):
        order = ["different", "partly", *(level for level in order if level not in ("different", "partly"))]
    pools: list[tuple[float, float, list[str]]] = []
    for level in order:
        pools.append((weights[level], max(importance[level], _LEAST), [level]))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            last, before = pools.pop(), pools.pop()
            together = before[1] + last[1]
            pools.append(((before[0] * before[1] + last[0] * last[1]) / together, together, before[2] + last[2]))
    return {level: value for value, _, levels in pools for level in levels}
