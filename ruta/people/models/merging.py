"""Which records turned out to be one person, what had each of them before, and was it undone?"""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned


class Merge(Owned):
    """One record went into another of the same institution. Never deleted: undoing it is written here too."""

    survivor = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    absorbed = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    pair = models.ForeignKey("people.DuplicatePair", models.SET_NULL, null=True, related_name="+")
    fields = models.JSONField(default=dict)  # column of the survivor → [before, after], only those that changed
    contacts = models.JSONField(default=dict)  # id of a contact → {column: [before, after]}
    ended_consents = models.JSONField(default=list)  # permissions that the person's later word ended
    settled = models.JSONField(default=dict)  # what the floors above did, by their own code
    merged_at = models.DateTimeField(db_default=Now())
    merged_by_id = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)
    undo_reason = models.TextField(default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at=None), name="people_merge_once",
                violation_error_message=_("Ese registro ya se unió a otro."),
            ),
            models.UniqueConstraint(fields=["id", "owner_institution"], name="people_merge_id_owner"),
            models.CheckConstraint(condition=~models.Q(survivor=models.F("absorbed")), name="people_merge_two"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["owner_institution", "-merged_at", "-id"], name="people_merge_recent"),
        ]


class MergedRow(Owned):
    """Whose each row was when two records became one: without it nothing could go back."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="rows")
    table_name = models.TextField()
    column_name = models.TextField()
    row_id = models.BigIntegerField()
    came_from_id = models.BigIntegerField()  # survivor or absorbed
    is_kept = models.BooleanField(default=False)  # would have stood there twice: it stays with its own record
    is_assigned = models.BooleanField(default=False)  # came after the merge, and was given to the absorbed record when it was undone

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "table_name", "column_name", "row_id"], name="people_mergedrow_once")]
