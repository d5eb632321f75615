"""Who answers for a girl, boy or adolescent, and what was SENAF told?"""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution, Office, Owned
from ruta.people.enums import GuardianKind, GuardianProof, NoticeAnswer, NoticeReason


class Guardianship(Owned):
    """Who answers for a minor, how that was proven, and whether somebody disputes it. Ended, never edited."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    kind = models.TextField(choices=GuardianKind.choices)
    name = models.TextField()
    document = models.TextField(blank=True)
    proof = models.TextField(choices=GuardianProof.choices)
    proof_note = models.TextField(blank=True)  # which document, which resolution
    is_disputed = models.BooleanField(default=False)  # a conflict about custody, or a sign that this person may harm
    since = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "name"], name="people_guardianship_once", condition=models.Q(ended_at=None),
                violation_error_message=_("Esa persona ya está anotada como responsable."),
            )
        ]  # fmt: skip


class SenafNotice(Owned):
    """A minor told to SENAF by law, with as little as it needs to act; SENAF answers within hours. Two-sided."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    sender_office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    sender_user_id = models.BigIntegerField(null=True)
    reason = models.TextField(choices=NoticeReason.choices)
    name = models.TextField()
    age = models.PositiveSmallIntegerField(null=True)
    sex = models.TextField()
    whereabouts = models.TextField()  # where the child is now
    sent_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    answer = models.TextField(choices=NoticeAnswer.choices, blank=True, default="", db_default="")
    escalation = models.PositiveSmallIntegerField(default=0, db_default=0)  # 0 in time, 1 reminded, 2 the coordination of the sender
    escalated_at = models.DateTimeField(null=True)
    act = models.TextField(blank=True, default="", db_default="")  # number of the act by which SENAF acts

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_institution", "person"], name="people_senafnotice_open_once", condition=models.Q(answered_at=None)
            )
        ]
        indexes = [models.Index(fields=["receiver", "due_at"], name="people_senafnotice_due", condition=models.Q(answered_at=None))]
