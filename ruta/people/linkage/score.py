"""How likely is it that two records are one person? Fellegi–Sunter weights, summed.

Fellegi, I. and Sunter, A. (1969), "A Theory for Record Linkage", JASA 64. A blank field adds nothing either way.
"""

from collections.abc import Iterator
from math import exp2, log2

from ruta.people.linkage.compare import Comparison
from ruta.people.linkage.levels import FIELDS
from ruta.people.linkage.model import CROSSED, Frequencies, Weights, default_frequencies, default_weights
from ruta.people.linkage.names import DIFFERENT, EQUAL, NEAR, NICKNAME, PARTLY, SOUNDS, NameComparison, Pair
from ruta.people.linkage.spelling import sound

_BENT = {NICKNAME: 1, SOUNDS: 2, EQUAL: 3}
"""Levels that the rarity of the name bends, with their rung above a mere likeness."""
LADDER_STEP = 0.3
PLACES = ("municipality", "dni_place")
"""How common a place is bends what agreeing on it weighs."""
_MOST_EXPONENT = 60.0


class Scorer:
    """Weighs comparisons with one set of weights and one table of name frequencies; keep it, it remembers names."""

    def __init__(self, weights: Weights | None = None, frequencies: Frequencies | None = None) -> None:
        self.weights = weights or default_weights()
        self.frequencies = frequencies or self.weights.frequencies or default_frequencies()
        self._words: dict[str, dict[Pair, float]] = {"given": {}, "surname": {}}
        same, related = self.weights.chances
        self._same = log2(same)
        names = ("", "given", "surname", CROSSED, *FIELDS)
        self._rivals = [
            (chance, {name: relation.share(name) for name in names})
            for chance, relation in zip(related, self.weights.household, strict=True)
        ]
        """How likely each relation is, and what share of each agreement it explains."""

    def weight(self, comparison: Comparison) -> float:
        """The odds, in bits, that two records are one person rather than strangers or members of one household."""
        parts = [*self._given(comparison.names), *self._surnames(comparison.names), *self._fields(comparison)]
        same, rivals = self._same, 1.0
        agreeing = [(name, weight) for name, weight in parts if weight > 0.0]
        for chance, share in self._rivals:
            rivals += chance * exp2(sum([share[name] * weight for name, weight in agreeing]))
        return same + sum([weight for _, weight in parts]) - log2(rivals)

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
                yield "" if is_own else name, self._field(name, level, comparison)

    def _field(self, name: str, level: str, comparison: Comparison) -> float:
        weight = self.weights.levels[name][level]
        if level != EQUAL or name not in PLACES:
            return weight
        share = self.frequencies.place.get(comparison.place if name == "municipality" else comparison.dni_code, 0.0)
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
