"""Which threshold is in force, what is expected of others, and did the data move since it was approved?"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.people.duplicates.curve import Judged, Point, curve, drift
from ruta.people.duplicates.effect import judged_effect, scored
from ruta.people.duplicates.selectors import last_pass, standing
from ruta.people.enums import PairAnswer
from ruta.people.models import DuplicatePair, JudgedPair, LearningRun, LinkageModel
from ruta.people.selectors.in_force import in_force, scorer_for

__all__ = [
    "drift_now",
    "evidence",
    "expected_at",
    "judged",
    "last_pass",
    "last_run",
    "model_in_force",
    "models",
    "moved_between",
    "points",
    "to_judge",
    "version",
]


def models() -> QuerySet[LinkageModel]:
    """Every version after the engine's own, the newest first."""
    return LinkageModel.objects.order_by("-number")


def model_in_force(institution_id: int) -> LinkageModel | None:
    """The newest approved version; none means the engine's own, version 1."""
    return models().filter(owner_institution=institution_id, approved_at__isnull=False).first()


def version(number: int) -> LinkageModel:
    """One version of the actor's institution."""
    found = models().filter(number=number).first()
    if found is None:
        raise NotFound(_("Esa versión no está entre las de su institución. Vuelva a la lista."))
    return found


def last_run() -> LearningRun | None:
    """The learning that runs, or the last one."""
    return LearningRun.objects.select_related("model").order_by("-started_at", "-pk").first()


def judged() -> list[Judged]:
    """All judgements that say yes or no, each with the score that the weights in force give to the pair."""
    rows = JudgedPair.objects.filter(verdict__in=(PairAnswer.SAME, PairAnswer.DIFFERENT)).order_by("pk")
    said = list(rows.values_list("one", "other", "score", "weight", "verdict"))
    scorer, engine = in_force().scorer, scorer_for({})
    now = scored({(one, other) for one, other, *_rest in said}, engine, scorer) if scorer is not engine else {}
    return [Judged(now.get((one, other), (0, score))[1], weight, verdict == PairAnswer.SAME) for one, other, score, weight, verdict in said]


def to_judge() -> QuerySet[JudgedPair]:
    """Pairs that wait for a judgement, in an order that tells nothing of their score."""
    return JudgedPair.objects.filter(judged_at=None, one__merged_into=None, other__merged_into=None).order_by("sample", "one", "other")


def points() -> list[Point]:
    """The curve out of all judgements."""
    return curve(judged())


def expected_at(threshold: int) -> dict[str, Any]:
    """What is expected of one threshold, as a version keeps it."""
    said = judged()
    found = curve(said, (threshold,))
    if not found:
        return {}
    precision, recall = found[0].precision, found[0].recall
    return {
        "precision": [precision.value, precision.low, precision.high],
        "recall": [recall.value, recall.low, recall.high],
        "judged": len(said),
    }


def evidence(model: LinkageModel) -> dict[str, Any]:
    """What the judged pairs say today of weights that wait for an answer: judgements may have come since they were proposed."""
    if not (model.pk and model.is_open and model.weights):
        return {}
    return judged_effect(in_force(), scorer_for(model.weights))


def moved_between(now: int, then: int) -> int:
    """How many pairs that wait would leave; of those that would come the next pass tells."""
    low, high = min(now, then), max(now, then)
    return standing(DuplicatePair.objects.filter(decision="", person__isnull=False, score__gte=low, score__lt=high)).count()


def drift_now(institution_id: int) -> dict[str, float]:
    """How far each field moved since the version in force was proposed; nothing to say without one, or without a pass under its weights."""
    model, latest = model_in_force(institution_id), last_pass()
    if model and latest and model.weights and model.approved_at and latest.started_at < model.approved_at:
        return {}
    return drift(model.levels, latest.levels) if model and model.levels and latest and latest.levels else {}
