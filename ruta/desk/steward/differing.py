"""In which words and numbers is the difference between two versions told?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812

from ruta.desk.steward.showing import words
from ruta.people.duplicates.curve import Interval
from ruta.people.duplicates.effect import ASKED, HIDDEN, SURE
from ruta.people.linkage import FIELDS, REASONS

BANDS = {HIDDEN: L("No se pregunta"), ASKED: L("Decide una persona"), SURE: L("Casi seguro")}
Levels = Mapping[str, Mapping[str, float]]
MUCH = 1.0
"""Bits: the odds double or halve."""


@dataclass(frozen=True, slots=True)
class Change:
    """One level of one field: what it weighed, what it weighs, and whether that is much."""

    words: str
    before: str
    after: str
    moved: str
    tone: str


def weight_groups(before: Levels, after: Levels) -> list[tuple[str, list[Change]]]:
    """Field by field, the heaviest level first."""
    return [(_(words), _changes(field, before.get(field, {}), after[field])) for field, words in FIELDS.items() if field in after]


def band_rows(effect: Mapping[str, Any]) -> list[tuple[str, str, int, bool]]:
    """From which band to which, how many pairs, and whether that is a move."""
    return [(str(BANDS[before]), str(BANDS[then]), count, before != then) for before, then, count in effect.get("bands", [])]


def judged_rows(effect: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Precision and recall on the same judged pairs, before and after; nothing without pairs of both answers."""
    before, after = effect.get("before") or {}, effect.get("after") or {}
    if not before or not after:
        return []
    named = (("precision", _("Precisión")), ("recall", _("Cobertura")))
    return [(label, words(Interval(*before[name])), words(Interval(*after[name]))) for name, label in named]


def sample_words(effect: Mapping[str, Any]) -> str:
    """What a lot of persons would bring before a human, before and after."""
    sample = effect.get("sample")
    if not sample:
        return ""
    return _(
        "De %(persons)s personas sacadas por sorteo y las que comparten datos con ellas saldrían %(after)s parejas para decidir; "
        "hoy salen %(before)s. Entran %(come)s y dejan de salir %(go)s."
    ) % {name: f"{sample[name]:,}" for name in ("persons", "after", "before", "come", "go")}


def _changes(field: str, before: Mapping[str, float], after: Mapping[str, float]) -> list[Change]:
    return [_change(REASONS.get(f"{field}:{level}", level), before.get(level, 0.0), weight) for level, weight in _by_weight(after)]


def _by_weight(levels: Mapping[str, float]) -> Sequence[tuple[str, float]]:
    return sorted(levels.items(), key=lambda each: -each[1])


def _change(sentence: str, before: float, after: float) -> Change:
    moved = after - before
    tone = "" if abs(moved) < MUCH else "care"
    return Change(_(sentence), f"{before:+.1f}", f"{after:+.1f}", "0.0" if abs(moved) < 0.05 else f"{moved:+.1f}", tone)
