"""What is expected of each threshold? Precision and recall out of judged pairs, each weighted by how many it stands for. Pure arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from random import Random

RESAMPLES = 300
LEAST = 1e-4
THRESHOLDS = tuple(range(10, 100, 5))


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair with the answer of whoever did not see its score."""

    score: int
    weight: float
    is_same: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and where it would fall nineteen times in twenty."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Point:
    """What is expected when a human decides from `threshold` on."""

    threshold: int
    precision: Interval
    recall: Interval


def curve(judged: Sequence[Judged], thresholds: Sequence[int] = THRESHOLDS) -> list[Point]:
    """One point per threshold; nothing without a pair of each answer. Intervals by drawing the judgements anew, always alike."""
    if not any(each.is_same for each in judged) or all(each.is_same for each in judged):
        return []
    chance = Random(len(judged))  # noqa: S311 - a resample, not a secret
    drawn = [chance.choices(judged, k=len(judged)) for _time in range(RESAMPLES)]
    return [
        Point(each, _interval(judged, drawn, each, is_precision=True), _interval(judged, drawn, each, is_precision=False))
        for each in thresholds
    ]


def precision_and_recall(judged: Sequence[Judged], threshold: int) -> tuple[float, float]:
    """Of what is shown, how much is right; of what is right, how much is shown. Nothing shown is nothing wrong."""
    shown = sum(each.weight for each in judged if each.score >= threshold)
    right = sum(each.weight for each in judged if each.score >= threshold and each.is_same)
    same = sum(each.weight for each in judged if each.is_same)
    return (right / shown if shown else 1.0), (right / same if same else 1.0)


@dataclass(frozen=True, slots=True)
class Difference:
    """The share of judged pairs that each of two versions decides wrongly, and where the difference would fall nineteen times in twenty."""

    before: float
    after: float
    low: float
    high: float


def difference(before: Sequence[Judged], after: Sequence[Judged], threshold: int) -> Difference | None:
    """Two versions on the same judged pairs, in the same order; nothing without a pair of each answer."""
    if not any(each.is_same for each in before) or all(each.is_same for each in before):
        return None
    chance = Random(len(before))  # noqa: S311 - a resample, not a secret
    places = range(len(before))
    drawn = [chance.choices(places, k=len(before)) for _time in range(RESAMPLES)]
    spread = sorted(wrong([after[at] for at in some], threshold) - wrong([before[at] for at in some], threshold) for some in drawn)
    low, high = spread[len(spread) // 40], spread[-1 - len(spread) // 40]
    return Difference(wrong(before, threshold), wrong(after, threshold), low, high)


def wrong(judged: Sequence[Judged], threshold: int) -> float:
    """The share of pairs that are asked though different, or not asked though one person; each stands for those of its stratum."""
    whole = sum(each.weight for each in judged)
    return sum(each.weight for each in judged if (each.score >= threshold) != each.is_same) / whole


def drift(then: Mapping[str, int], now: Mapping[str, int]) -> dict[str, float]:
    """How far the levels of each field moved: the population stability index. Below 0.1 nothing moved, above 0.25 much did."""
    fields = sorted({level.split(":", maxsplit=1)[0] for level in (*then, *now)})
    return {field: _stability(_shares(then, field), _shares(now, field)) for field in fields}


def _interval(judged: Sequence[Judged], drawn: Sequence[Sequence[Judged]], threshold: int, *, is_precision: bool) -> Interval:
    place = 0 if is_precision else 1
    spread = sorted(precision_and_recall(each, threshold)[place] for each in drawn)
    return Interval(precision_and_recall(judged, threshold)[place], spread[len(spread) // 40], spread[-1 - len(spread) // 40])


def _shares(levels: Mapping[str, int], field: str) -> dict[str, float]:
    of_field = {level: count for level, count in levels.items() if level.startswith(f"{field}:")}
    whole = sum(of_field.values()) or 1
    return {level: count / whole for level, count in of_field.items()}


def _stability(then: Mapping[str, float], now: Mapping[str, float]) -> float:
    levels = {*then, *now}
    pairs = [(max(then.get(level, 0), LEAST), max(now.get(level, 0), LEAST)) for level in levels]
    return sum((after - before) * log(after / before) for before, after in pairs)
