"""How likely is it that two records are one person? Fellegi–Sunter weights, summed.

Fellegi, I. and Sunter, A. (1969), "A Theory for Record Linkage", JASA 64. A blank field adds nothing either way.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp2, log2
from pathlib import Path
from typing import Any

import yaml

from ruta.people.linkage.compare import GENERATION, Comparison
from ruta.people.linkage.names import DIFFERENT, EQUAL, NEAR, NICKNAME, PARTLY, SOUNDS, NameComparison, Pair
from ruta.people.linkage.normal import DATA, tokens
from ruta.people.linkage.spelling import sound

FIELDS = ("dni", "document", "birth_date", "phone", "sex", "municipality")
_BENT = {NICKNAME: 1, SOUNDS: 2, EQUAL: 3}
"""Levels that the rarity of the name bends, with their rung above a mere likeness."""
_LADDER_STEP = 0.3
_AGREEING_SHARE = 0.9
_MOST_EXPONENT = 60.0


@dataclass(frozen=True)
class Weights:
    """The weights of one version, in bits, with the settings that bend them."""

    version: str
    source: str
    prior: float
    levels: Mapping[str, Mapping[str, float]]
    bands: Mapping[str, int]
    household_keep: float
    household_void: frozenset[tuple[str, str]]
    frequency: Mapping[str, float]


@dataclass(frozen=True)
class Frequencies:
    """Share of persons who bear a name, by its sound."""

    given: Mapping[str, float]
    surname: Mapping[str, float]


def read_weights(path: Path) -> Weights:
    """The weights of a YAML file; see `data/weights.yaml` for its form."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    levels = {
        field: {level: log2(chance["m"] / chance["u"]) for level, chance in of_field.items()} for field, of_field in raw["fields"].items()
    }
    prior = raw["prior"]["registered_share"] / raw["prior"]["register_size"]
    void = frozenset((field, level) for field, level in (entry.split(":") for entry in raw["household"]["void"]))
    return Weights(
        str(raw["version"]),
        raw["source"],
        log2(prior / (1 - prior)),
        levels,
        raw["bands"],
        raw["household"]["keep"],
        void,
        raw["frequency"],
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
        self._frequencies = frequencies or default_frequencies()
        self._words: dict[str, dict[Pair, float]] = {"given": {}, "surname": {}}

    def weight(self, comparison: Comparison) -> float:
        """The sum of all weights and of the prior, in bits."""
        names = comparison.names
        # Relatives: other given names, or a father and a junior of one name.
        is_kin = names.given_differ or comparison.birth_date == GENERATION
        total = self.weights.prior + self._given(names)
        total += self._dampened(self._surnames(names), is_kin=is_kin)
        for field in FIELDS:
            level = getattr(comparison, field)
            if level:
                total += self._field(field, level, is_kin=is_kin)
        return total

    def rarity(self, field: str, word: str) -> float:
        """The share of persons who bear a name, within the bounds of the settings."""
        bounds = self.weights.frequency
        table = self._frequencies.given if field == "given" else self._frequencies.surname
        share = table.get(sound(word), bounds["unknown"]) * bounds["slots"]
        return min(max(share, bounds["floor"]), bounds["ceiling"])

    def _field(self, field: str, level: str, *, is_kin: bool) -> float:
        weight = self.weights.levels[field][level]
        if is_kin and (field, level) in self.weights.household_void:
            return min(weight, 0.0)
        return self._dampened(weight, is_kin=is_kin) if field == "municipality" else weight

    def _dampened(self, weight: float, *, is_kin: bool) -> float:
        return weight * self.weights.household_keep if is_kin and weight > 0 else weight

    def _given(self, names: NameComparison) -> float:
        levels = self.weights.levels["given"]
        clashes = names.given_clashes
        total = sum([self._word("given", pair) for pair in names.given])
        if names.given_differ:
            return total + levels[DIFFERENT]
        return total + clashes * levels[PARTLY]

    def _surnames(self, names: NameComparison) -> float:
        levels = self.weights.levels["surname"]
        total = sum([self._word("surname", pair) for pair in names.surnames])
        if names.crossed:
            total += sum(min(self._word("surname", pair), self._word("given", pair)) for pair in names.crossed)
        if names.surnames_differ:
            return total + levels[DIFFERENT]
        return total + names.surname_clashes * levels[PARTLY]

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
        bent = log2(_AGREEING_SHARE / share) - (levels[EQUAL] - weight)
        return max(bent, levels[NEAR] + _BENT[pair.level] * _LADDER_STEP)


def probability(weight: float) -> float:
    """The probability that a sum of weights stands for."""
    bounded = min(max(weight, -_MOST_EXPONENT), _MOST_EXPONENT)
    return 1.0 / (1.0 + exp2(-bounded))
