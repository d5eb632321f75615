"""How likely is it that two records are one person? Fellegi–Sunter weights, summed.

Fellegi, I. and Sunter, A. (1969), "A Theory for Record Linkage", JASA 64. A blank field adds nothing either way.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp2, log2
from pathlib import Path
from typing import Any

import yaml

from ruta.people.linkage.compare import Comparison
from ruta.people.linkage.names import DIFFERENT, EQUAL, NEAR, NICKNAME, PARTLY, SOUNDS, NameComparison, Pair
from ruta.people.linkage.normal import DATA, tokens
from ruta.people.linkage.spelling import sound

FIELDS = ("dni", "document", "birth_date", "phone", "sex", "municipality")
_BENT = {NICKNAME: 1, SOUNDS: 2, EQUAL: 3}
"""Levels that the rarity of the name bends, with their rung above a mere likeness."""
LADDER_STEP = 0.3
CROSSED = "crossed"
_MOST_EXPONENT = 60.0


@dataclass(frozen=True)
class Relation:
    """Another explanation than one person: `rate` per person of the register, and the share of each agreement that it explains."""

    name: str
    rate: float
    explains: Mapping[str, float]

    def share(self, name: str) -> float:
        """How much of an agreement is explained; a given name that answers a surname counts as either of the two, whichever explains more."""
        if name == CROSSED:
            return max(self.share("given"), self.share("surname"))
        return self.explains.get(name, 0.0)


@dataclass(frozen=True)
class Weights:
    """The weights of one version, in bits, with the settings that bend them."""

    version: str
    source: str
    register_size: int
    registered_share: float
    levels: Mapping[str, Mapping[str, float]]
    agreeing: Mapping[str, float]
    bands: Mapping[str, int]
    household: tuple[Relation, ...]
    frequency: Mapping[str, float]
    m: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    u: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def chances(self) -> tuple[float, tuple[float, ...]]:
        """How likely a pair taken at random is one person, and is of each relation, against being strangers."""
        same = self.registered_share / self.register_size
        related = [relation.rate / self.register_size for relation in self.household]
        strangers = 1.0 - same - sum(related)
        return same / strangers, tuple(chance / strangers for chance in related)

    @property
    def prior(self) -> float:
        """What a pair weighs when nothing is compared."""
        same, related = self.chances
        return log2(same) - log2(1.0 + sum(related))


@dataclass(frozen=True)
class Frequencies:
    """Share of persons who bear a name, by its sound."""

    given: Mapping[str, float]
    surname: Mapping[str, float]
    place: Mapping[str, float] = field(default_factory=dict)
    """Share of persons who live in a place, where it has been counted."""


def read_weights(path: Path) -> Weights:
    """The weights of a YAML file; see `data/weights.yaml` for its form."""
    return weights_from(yaml.safe_load(path.read_text(encoding="utf-8")))


def weights_from(raw: Mapping[str, Any]) -> Weights:
    """The weights that a file or a row of the database describes."""
    fields = raw["fields"]
    levels = {field: {level: log2(chance["m"] / chance["u"]) for level, chance in of_field.items()} for field, of_field in fields.items()}
    return Weights(
        str(raw["version"]),
        raw["source"],
        raw["prior"]["register_size"],
        raw["prior"]["registered_share"],
        levels,
        {field: of_field[EQUAL]["m"] for field, of_field in fields.items()},
        raw["bands"],
        tuple(Relation(name, relation["rate"], relation["explains"]) for name, relation in raw["household"].items()),
        raw["frequency"],
        {name: {level: chance["m"] for level, chance in of_field.items()} for name, of_field in fields.items()},
        {name: {level: chance["u"] for level, chance in of_field.items()} for name, of_field in fields.items()},
    )


@lru_cache(maxsize=1)
def default_weights() -> Weights:
    """The weights that come with the engine."""
    return read_weights(DATA / "weights.yaml")


@lru_cache(maxsize=1)
def default_frequencies() -> Frequencies:
    """Shares of given names and surnames as estimated for Honduras; pass counts of the register when there are."""
    given = _read_counts("given_names.csv", "nombre", _all_cohorts)
    surname = _read_counts("surnames.csv", "apellido", lambda row: float(row["peso"]))
    return Frequencies(_shares(given), _shares(surname))


def _all_cohorts(row: Mapping[str, str]) -> float:
    return sum(float(value) for column, value in row.items() if column.startswith("peso_"))


def _read_counts(file: str, column: str, weigh: Callable[[Mapping[str, str]], float]) -> list[tuple[str, float]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return [(row[column], weigh(row)) for row in csv.DictReader(lines)]


def _shares(counts: Iterable[tuple[str, float]]) -> dict[str, float]:
    by_sound: dict[str, float] = {}
    for name, count in counts:
        for word in tokens(name):
            by_sound[sound(word)] = by_sound.get(sound(word), 0.0) + count
    whole = sum(by_sound.values()) or 1.0
    return {code: count / whole for code, count in by_sound.items()}


class Scorer:
    """Weighs comparisons with one set of weights and one table of name frequencies; keep it, it remembers names."""

    def __init__(self, weights: Weights | None = None, frequencies: Frequencies | None = None) -> None:
        self.weights = weights or default_weights()
        self.frequencies = frequencies or default_frequencies()
        self._words: dict[str, dict[Pair, float]] = {"given": {}, "surname": {}}

    def weight(self, comparison: Comparison) -> float:
        """The odds, in bits, that two records are one person rather than strangers or members of one household."""
        parts = [*self._given(comparison.names), *self._surnames(comparison.names), *self._fields(comparison)]
        same, related = self.weights.chances
        rivals = 1.0
        for chance, relation in zip(related, self.weights.household, strict=True):
            rivals += chance * exp2(sum(relation.share(name) * max(weight, 0.0) for name, weight in parts))
        return log2(same) + sum(weight for _, weight in parts) - log2(rivals)

    def rarity(self, field: str, word: str) -> float:
        """The share of persons who bear a name, within the bounds of the settings."""
        bounds = self.weights.frequency
        table = self.frequencies.given if field == "given" else self.frequencies.surname
        share = table.get(sound(word), bounds["unknown"]) * bounds["slots"]
        return min(max(share, bounds["floor"]), bounds["ceiling"])

    def _fields(self, comparison: Comparison) -> Iterator[tuple[str, float]]:
        for name in FIELDS:
            level = getattr(comparison, name)
            if level:
                # Nobody shares a document: an equal one is never explained by kinship.
                is_own = level == EQUAL and name in ("dni", "document")
                yield "" if is_own else name, self._field(name, level, comparison.place)

    def _field(self, name: str, level: str, place: str) -> float:
        weight = self.weights.levels[name][level]
        share = self.frequencies.place.get(place, 0.0) if name == "municipality" and level == EQUAL else 0.0
        return max(log2(self.weights.agreeing[name] / share), 0.0) if share else weight

    def _given(self, names: NameComparison) -> list[tuple[str, float]]:
        levels = self.weights.levels["given"]
        against = levels[DIFFERENT] if names.given_differ else names.given_clashes * levels[PARTLY]
        return [*(("given", self._word("given", pair)) for pair in names.given), ("given", against)]

    def _surnames(self, names: NameComparison) -> list[tuple[str, float]]:
        levels = self.weights.levels["surname"]
        against = levels[DIFFERENT] if names.surnames_differ else names.surname_clashes * levels[PARTLY]
        crossed = (min(self._word("surname", pair), self._word("given", pair)) for pair in names.crossed)
        met = (self._word("surname", pair) for pair in names.surnames)
        return [*(("surname", weight) for weight in met), *((CROSSED, weight) for weight in crossed), ("surname", against)]

    def _word(self, field: str, pair: Pair) -> float:
        known = self._words[field].get(pair)
        if known is None:
            known = self._words[field][pair] = self._weigh_word(field, pair)
        return known

    def _weigh_word(self, field: str, pair: Pair) -> float:
        levels = self.weights.levels[field]
        weight = levels[pair.level]
        if pair.level not in _BENT:
            return weight
        # A common name says less, yet never less than a weaker likeness would.
        share = max(self.rarity(field, pair.query), self.rarity(field, pair.register))
        bent = log2(self.weights.agreeing[field] / share) - (levels[EQUAL] - weight)
        return max(bent, levels[NEAR] + _BENT[pair.level] * LADDER_STEP)


def probability(weight: float) -> float:
    """The probability that a sum of weights stands for."""
    bounded = min(max(weight, -_MOST_EXPONENT), _MOST_EXPONENT)
    return 1.0 / (1.0 + exp2(-bounded))
