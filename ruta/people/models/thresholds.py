"""From which likeness on does a human decide, what was that based on, and what did clerks say about pairs shown without their score?"""

from django.db import models
from django.db.models.functions import Now

from ruta.directory.models import Owned


class LinkageModel(Owned):
    """One version of how an institution looks for duplicates. The engine's own settings are version 1; once approved nothing of it changes."""

    number = models.PositiveIntegerField()
    weights_version = models.TextField()
    stage_from = models.PositiveSmallIntegerField()
    expected = models.JSONField(default=dict)  # precision and recall with their intervals, and on how many judgements they stand
    levels = models.JSONField(default=dict)  # how often each level was met when it was proposed: what drift is measured against
    leaving = models.PositiveIntegerField(default=0)  # pairs that waited then and would no more, or the other way round
    reason = models.TextField()
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(db_default=Now())
    approved_by_id = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_institution", "number"], name="people_linkagemodel_number")]


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
