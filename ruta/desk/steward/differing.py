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


def verdict(effect: Mapping[str, Any]) -> tuple[str, str]:
    """Is it better by the pairs that somebody judged? A tone and a sentence that says what to do; not known without such pairs."""
    if not effect.get("wrong"):
        return "care", _(
            "No se sabe si acierta más que la que rige: faltan parejas respondidas, de las que son la misma persona y de las que no. "
            "Saque una muestra y respóndala antes de aprobar."
        )
    before, after, low, high = effect["wrong"]
    counted = {"before": f"{1000 * before:,.1f}", "after": f"{1000 * after:,.1f}"}
    if after == before:
        return "care", _(
            "Con las parejas respondidas se equivoca en lo mismo que la que rige: %(after)s de cada 1,000. No hay razón medida para cambiar."
        ) % counted
    return _worse(low, counted) if after > before else _better(high, counted)


def _worse(low: float, counted: Mapping[str, str]) -> tuple[str, str]:
    if low > 0:
        return "stop", _(
            "Es peor que la que rige: con las parejas respondidas se equivoca en %(after)s de cada 1,000, y la que rige en %(before)s. Rechácela."
        ) % counted
    return "stop", _(
        "Con las parejas respondidas se equivoca en %(after)s de cada 1,000, más que la que rige (%(before)s); con tan pocas puede ser casualidad. "
        "No la apruebe sin responder más."
    ) % counted


def _better(high: float, counted: Mapping[str, str]) -> tuple[str, str]:
    if high < 0:
        return "ok", _(
            "Es mejor que la que rige: con las parejas respondidas se equivoca en %(after)s de cada 1,000, y la que rige en %(before)s."
        ) % counted
    return "care", _(
        "Con las parejas respondidas se equivoca en %(after)s de cada 1,000, menos que la que rige (%(before)s); con tan pocas puede ser casualidad. "
        "Responda más antes de aprobar."
    ) % counted


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
