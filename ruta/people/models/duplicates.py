"""Which records may be one person, what did somebody say about them, and when were they last compared?"""

from django.db import models
from django.db.models.functions import Greatest, Least, Now

from ruta.directory.models import Office, Owned
from ruta.people.enums import PairOrigin


class DuplicatePair(Owned):
    """Two records that may be one person, waiting for a human: same, different or not sure."""

    person = models.ForeignKey(
        "people.Person", models.CASCADE, null=True, related_name="+"
    )  # null while a row of a file is not yet a person
    other = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    import_row = models.ForeignKey("people.ImportRow", models.CASCADE, null=True, related_name="+")
    origin = models.TextField(choices=PairOrigin.choices, default=PairOrigin.NIGHT, db_default=PairOrigin.NIGHT)
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)  # codes only
    found_at = models.DateTimeField(db_default=Now())
    decision = models.TextField(blank=True)  # same | different | unsure
    decision_reason = models.TextField(blank=True, db_default="")  # why it is not the same person, a code of DismissReason
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    # Of the data of both when it was decided: "different" holds as long as this does.
    mark = models.TextField(default="", db_default="")
    asked_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")  # who knows more, when somebody was not sure
    asked_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)  # decided once, and the data changed since

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least("person", "other"),
                Greatest("person", "other"),
                name="people_duplicatepair_once",
                condition=models.Q(person__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["owner_institution", "decision", "-score", "-id"], name="people_duplicatepair_waiting"),
            models.Index(fields=["asked_office", "asked_at"], name="people_duplicatepair_asked", condition=models.Q(decision="unsure")),
        ]


class ComparisonPass(Owned):
    """One time that the machine compared the persons who changed with all others of their institution."""

    is_whole = models.BooleanField(default=False)  # everybody, not only who changed
    since = models.DateTimeField(null=True)  # changes from here on; null for everybody
    next_id = models.BigIntegerField(default=0)  # where to go on after a crash: the persons before are done
    compared_count = models.IntegerField(default=0)
    staged_count = models.IntegerField(default=0)
    reopened_count = models.IntegerField(default=0)
    levels = models.JSONField(default=dict, db_default={})  # field → level → how often, among the pairs that were weighed
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner_institution", "-started_at"], name="people_comparisonpass_last")]
