"""How high is each score, and which answers help or hinder it by how much?"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import cel

from ruta.cases.instruments.answering import Answers, Facts, bound
from ruta.cases.instruments.expressions import InstrumentError
from ruta.cases.instruments.model import Band, Instrument, Question, QuestionType, Score, ScoreItem

LOW, HIGH = 1 / 3, 2 / 3
SHOWN_OF_EACH = 3
# Thirds of small integers must not fall off the edge by a rounding error.
EDGE = 1e-9


class Effect(StrEnum):
    """Whether a driver is in the person's favour."""

    HELPS = "helps"
    HINDERS = "hinders"


@dataclass(frozen=True, slots=True)
class Driver:
    """One reason behind a score.

    `weight` is how many of the 100 points the item can move, `points` how many it gives.
    """

    score: str
    item: str
    effect: Effect
    sentence_es: str
    weight: float
    points: float


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a score with its share of the answered weight (0..1) and the fraction reached (0..1)."""

    item: ScoreItem
    share: float
    fraction: float


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A computed score; `value` is None when too little was answered."""

    code: str
    label_es: str
    value: float | None
    answered: float
    band: Band | None
    parts: tuple[Part, ...]
    weights_version: str
    provisional: bool


def compute_scores(instrument: Instrument, effective: Answers, facts: Facts) -> dict[str, ScoreResult]:
    """Compute the scores in the order written; later ones may build on earlier ones."""
    results: dict[str, ScoreResult] = {}
    for score in instrument.scores:
        bindings = bound(instrument, effective, facts, score_values(results))
        fractions = {item.code: _fraction(item, instrument, effective, results, bindings) for item in score.items}
        results[score.code] = _result(score, fractions)
    return results


def score_values(results: Mapping[str, ScoreResult]) -> dict[str, float]:
    """Give the scores as expressions see them: one that was not computed is absent."""
    return {code: result.value for code, result in results.items() if result.value is not None}


def drivers_of(instrument: Instrument, results: Mapping[str, ScoreResult]) -> tuple[Driver, ...]:
    """Tell what helps and hinders the headline score, down to the answers, three of each, the heaviest first."""
    score = instrument.headline
    if score is None or results[score.code].value is None:
        return ()
    leaves = list(_leaves(score, results, 100.0, instrument))
    return _heaviest(leaves, Effect.HELPS) + _heaviest(leaves, Effect.HINDERS)


def drivers_of_score(score: Score, result: ScoreResult) -> tuple[Driver, ...]:
    """Tell what helps and hinders one score by itself."""
    own = [driver for part in result.parts if (driver := _driver(score, part, 100.0))]
    return _heaviest(own, Effect.HELPS) + _heaviest(own, Effect.HINDERS)


def leaf_points(instrument: Instrument, results: Mapping[str, ScoreResult]) -> float:
    """Add up what every answer gives: it must be the headline score again."""
    score = instrument.headline
    return math.fsum(points for points in _points(score, results, 100.0, instrument)) if score else 0.0


def _points(score: Score, results: Mapping[str, ScoreResult], of: float, instrument: Instrument) -> Iterator[float]:
    for part in results[score.code].parts:
        below = _below(part, results, instrument)
        if below is None:
            yield of * part.share * part.fraction
        else:
            yield from _points(below, results, of * part.share, instrument)


def _leaves(score: Score, results: Mapping[str, ScoreResult], of: float, instrument: Instrument) -> Iterator[Driver]:
    for part in results[score.code].parts:
        below = _below(part, results, instrument)
        if below is not None:
            yield from _leaves(below, results, of * part.share, instrument)
        elif driver := _driver(score, part, of):
            yield driver


def _below(part: Part, results: Mapping[str, ScoreResult], instrument: Instrument) -> Score | None:
    """Open a score made of another one, unless it is turned round (then it stays one reason)."""
    opens = part.item.score and not part.item.reverse and results[part.item.score].value is not None
    return instrument.score(part.item.score) if opens else None


def _driver(score: Score, part: Part, of: float) -> Driver | None:
    if part.fraction <= LOW + EDGE:
        sentence, good = part.item.driver_low_es, score.higher_is == "worse"
    elif part.fraction >= HIGH - EDGE:
        sentence, good = part.item.driver_high_es, score.higher_is == "better"
    else:
        return None
    weight = of * part.share
    effect = Effect.HELPS if good else Effect.HINDERS
    return Driver(score.code, part.item.code, effect, sentence, weight, weight * part.fraction) if sentence else None


def _heaviest(drivers: list[Driver], effect: Effect) -> tuple[Driver, ...]:
    """Sort by weight; equal weights keep the order written."""
    return tuple(sorted((d for d in drivers if d.effect is effect), key=lambda d: -d.weight)[:SHOWN_OF_EACH])


def _result(score: Score, fractions: Mapping[str, float | None]) -> ScoreResult:
    answered = [(item, fraction) for item in score.items if (fraction := fractions[item.code]) is not None]
    whole = math.fsum(item.weight for item in score.items)
    weight = math.fsum(item.weight for item, _ in answered)
    enough = bool(answered) and weight / whole >= score.min_answered - EDGE
    parts = tuple(Part(item, item.weight / weight, fraction) for item, fraction in answered)
    value = _mean(answered, weight) if enough else None
    band = next((band for band in score.bands if value is not None and value >= band.min), None)
    share = weight / whole
    return ScoreResult(score.code, score.label_es, value, share, band, parts, score.weights_version, score.provisional)


def _mean(answered: list[tuple[ScoreItem, float]], weight: float) -> float:
    """Round far below what anyone reads, so that 70 points reached by thirds still are 70."""
    return round(100 * math.fsum(item.weight * fraction for item, fraction in answered) / weight, 6)


def _fraction(
    item: ScoreItem,
    instrument: Instrument,
    effective: Answers,
    results: Mapping[str, ScoreResult],
    bindings: cel.Context,
) -> float | None:
    if item.question:
        question = instrument.question(item.question)
        fraction = _position(question, effective.get(item.question)) if question else None
    elif item.value:
        fraction = _computed(item.value.value(bindings), item)
    else:
        value = results[item.score].value
        fraction = None if value is None else value / 100
    return 1 - fraction if item.reverse and fraction is not None else fraction


def _computed(value: object, item: ScoreItem) -> float | None:
    if value is None:
        return None
    if isinstance(value, float) and 0 <= value <= 1:
        return value
    message = f"{item.code} gave {value!r}, not a double from 0 to 1"
    raise InstrumentError(message)


def _position(question: Question, answer: object) -> float | None:
    """Place an answer between the worst (0) and the best (1) of its question."""
    if question.type is QuestionType.SCALE and question.scale and isinstance(answer, int):
        return (answer - question.scale.min) / (question.scale.max - question.scale.min)
    option = question.option(answer)
    if option is None or option.not_scored or option.score is None:
        return None
    return option.score / max(choice.score or 0 for choice in question.options)
