"""By which weights and from which likeness on does a human decide, what was that based on, and what did clerks say about pairs shown blind?"""

from django.db import models
from django.db.models.functions import Now

from ruta.directory.models import Owned
from ruta.people.enums import LearningState, LearningStep, VersionKind


class LinkageModel(Owned):
    """One version of how an institution looks for duplicates. The engine's own settings are version 1; once answered nothing of it changes."""

    number = models.PositiveIntegerField()
    kind = models.TextField(choices=VersionKind.choices, default=VersionKind.THRESHOLD, db_default=VersionKind.THRESHOLD)
    weights_version = models.TextField()
    weights = models.JSONField(default=dict, db_default={})  # as the file of a model says them; empty: those of the engine
    settings = models.JSONField(default=dict, db_default={})  # of how many persons they were learned, and how
    stage_from = models.PositiveSmallIntegerField()
    expected = models.JSONField(default=dict)  # precision and recall with their intervals, and on how many judgements they stand
    effect = models.JSONField(default=dict, db_default={})  # what the new weights change: bands, judged pairs, a sample
    levels = models.JSONField(default=dict)  # how often each level was met when it was proposed: what drift is measured against
    leaving = models.PositiveIntegerField(default=0)  # pairs that waited then and would no more, or the other way round
    returns_to = models.PositiveIntegerField(null=True)  # the version whose settings it takes up again
    reason = models.TextField()
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(db_default=Now())
    approved_by_id = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    rejected_by_id = models.BigIntegerField(null=True)
    rejected_at = models.DateTimeField(null=True)
    rejected_reason = models.TextField(default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_institution", "number"], name="people_linkagemodel_number"),
            models.CheckConstraint(
                condition=models.Q(approved_at=None) | models.Q(rejected_at=None), name="people_linkagemodel_answered_once"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered the proposal."""
        return self.approved_at is None and self.rejected_at is None


class LearningRun(Owned):
    """One time that weights were learned from the register of an institution: how far it is, and what came of it."""

    state = models.TextField(choices=LearningState.choices, default=LearningState.RUNNING, db_default=LearningState.RUNNING)
    step = models.TextField(choices=LearningStep.choices, default=LearningStep.WAITING, db_default=LearningStep.WAITING)
    done_count = models.PositiveIntegerField(default=0, db_default=0)
    whole_count = models.PositiveIntegerField(default=0, db_default=0)
    started_by_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())  # when the worker last said how far it is
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(default="", db_default="")
    model = models.ForeignKey(LinkageModel, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_institution"], condition=models.Q(finished_at=None), name="people_learningrun_one_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["owner_institution", "-started_at"], name="people_learningrun_last")]


class JudgedPair(Owned):
    """A pair drawn by strata of likeness and judged by somebody who was not told the score."""

    sample = models.PositiveIntegerField()
    one = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    weight = models.FloatField()  # for how many pairs of its stratum it stands
    verdict = models.TextField(default="", db_default="")  # same | different | unsure
    judged_by_id = models.BigIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_institution", "sample", "one", "other"], name="people_judgedpair_once")]
