"""What difference would other weights make? The same pairs of the register, scored by both."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, replace
from random import Random
from typing import Any

from ruta.people.duplicates.comparing import WEIGHED_FROM, Met, explained, level_of, meet
from ruta.people.duplicates.curve import Judged, curve, difference
from ruta.people.duplicates.selectors import standing
from ruta.people.enums import PairAnswer
from ruta.people.imports.matching import profiles_of, score_of
from ruta.people.linkage import Scorer
from ruta.people.models import DuplicatePair, JudgedPair, Person
from ruta.people.selectors.in_force import InForce

PERSONS, MOST = 1_500, 5_000
HIDDEN, ASKED, SURE = "hidden", "asked", "sure"
Two = tuple[int, int]
Scores = Mapping[Two, tuple[int, int]]


def effect_of(rules: InForce, new: Scorer, institution_id: int) -> tuple[dict[str, Any], dict[str, int]]:
    """What a version keeps of its difference, and the levels that drift will be measured against."""
    met = meet(_by_lot(institution_id))
    sampled = {pair: _both(met.profiles[pair[0]], met.profiles[pair[1]], rules.scorer, new) for pair in met.pairs}
    staged = scored(_staged(), rules.scorer, new)
    effect = {
        "was": {field: dict(of_field) for field, of_field in rules.scorer.weights.levels.items()},
        "bands": bands(staged.values(), rules, new),
        "sample": {**_shown(sampled.values(), rules.stage_from), "persons": min(PERSONS, len(met.records))},
        **judged_effect(rules, new),
    }
    return effect, levels(met, sampled, new)


def scored(pairs: Iterable[Two], old: Scorer, new: Scorer) -> Scores:
    """Both scores of each pair whose records stand."""
    wanted = list(pairs)
    profiles = profiles_of({person for pair in wanted for person in pair})
    return {(one, other): _both(profiles[one], profiles[other], old, new) for one, other in wanted if one in profiles and other in profiles}


def bands(scores: Iterable[tuple[int, int]], rules: InForce, new: Scorer) -> list[list[Any]]:
    """How many pairs go from which band to which: [before, after, count]."""
    after = replace(rules, scorer=new)
    moved = Counter((band(old, rules), band(now, after)) for old, now in scores)
    return [[before, then, count] for (before, then), count in sorted(moved.items())]


def band(score: int, rules: InForce) -> str:
    """What the machine does with such a pair."""
    if score < rules.stage_from:
        return HIDDEN
    return SURE if score >= rules.sure_from else ASKED


def levels(met: Met, sampled: Scores, new: Scorer) -> dict[str, int]:
    """How often each level stands among the pairs that the new weights would weigh."""
    told: Counter[str] = Counter()
    for (one, other), (_before, after) in sampled.items():
        if after >= WEIGHED_FROM:
            told.update(level_of(code) for code in explained(met.records[one], met.records[other], after, new).codes)
    return dict(told)


def _both(one: Any, other: Any, old: Scorer, new: Scorer) -> tuple[int, int]:
    return score_of(one, other, old), score_of(one, other, new)


def _by_lot(institution_id: int) -> list[int]:
    everybody = list(Person.objects.filter(owner_institution=institution_id, merged_into=None).order_by("pk").values_list("pk", flat=True))
    return Random(len(everybody)).sample(everybody, min(PERSONS, len(everybody)))  # noqa: S311 - a lot, not a secret


def _staged() -> list[Two]:
    """Pairs that wait, or that somebody called different."""
    rows = standing(DuplicatePair.objects.filter(person__isnull=False).exclude(decision=PairAnswer.SAME))
    return [(one, other) for one, other in rows.order_by("-pk").values_list("person", "other")[:MOST] if one]


def _shown(scores: Iterable[tuple[int, int]], least: int) -> dict[str, int]:
    asked = [(before >= least, after >= least) for before, after in scores]
    return {
        "before": sum(before for before, _after in asked),
        "after": sum(after for _before, after in asked),
        "come": sum(after and not before for before, after in asked),
        "go": sum(before and not after for before, after in asked),
    }


def judged_effect(rules: InForce, new: Scorer) -> dict[str, Any]:
    """Precision, recall and wrong decisions at the threshold in force, before and after, by the same judgements."""
    rows = JudgedPair.objects.filter(verdict__in=(PairAnswer.SAME, PairAnswer.DIFFERENT)).order_by("pk")
    said = {(one, other): (weight, verdict) for one, other, weight, verdict in rows.values_list("one", "other", "weight", "verdict")}
    scores = scored(said, rules.scorer, new)
    both = [
        [Judged(scores[pair][at], weight, verdict == PairAnswer.SAME) for pair, (weight, verdict) in said.items() if pair in scores]
        for at in (0, 1)
    ]
    found = difference(both[0], both[1], rules.stage_from)
    return {
        "judged": len(both[0]),
        "before": _point(both[0], rules.stage_from),
        "after": _point(both[1], rules.stage_from),
        "wrong": list(astuple(found)) if found else [],
    }


def _point(judged: Sequence[Judged], threshold: int) -> dict[str, list[float]]:
    found = curve(judged, (threshold,))
    if not found:
        return {}
    return {
        name: [interval.value, interval.low, interval.high]
        for name, interval in (("precision", found[0].precision), ("recall", found[0].recall))
    }
