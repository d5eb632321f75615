"""What was answered, and what has to be looked into because of it; what lies in the box, what changed; and who signed what the service promises?"""

from datetime import UTC

from django.db import models

from ruta.directory.models import Institution, Office, Owned, owner
from ruta.employers.models import Employer
from ruta.quality.enums import Document, PracticeKind, PracticeState, ReplicaState, Respondent, Way, WrittenKind, WrittenState


class Opinion(Owned):
    """What somebody said of the service one day. A person stays unnamed: no column leads to the case."""

    owner_institution = owner(db_index=False)
    respondent = models.TextField(choices=Respondent.choices)
    instrument = models.TextField()
    instrument_version = models.TextField()
    way = models.TextField(choices=Way.choices)
    answers = models.JSONField()
    satisfaction = models.PositiveSmallIntegerField(null=True)  # 1 to 5
    scores = models.JSONField(default=dict)  # code → value, with the weights of that version
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")  # that served
    employer = models.ForeignKey(Employer, models.CASCADE, null=True, related_name="+")
    partner = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    once_sha256 = models.TextField(null=True, unique=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="quality_opinion_id_owner"),
            models.CheckConstraint(
                condition=models.Q(satisfaction=None) | models.Q(satisfaction__range=(1, 5)), name="quality_opinion_scale"
            ),
            models.CheckConstraint(
                condition=models.Q(respondent="person", employer=None, partner=None)
                | models.Q(respondent="employer", employer__isnull=False, partner=None)
                | models.Q(respondent="partner", employer=None, partner__isnull=False),
                name="quality_opinion_of_whom",
            ),
        ]
        indexes = [models.Index(fields=["owner_institution", "instrument", "-given_at"], name="quality_opinion_latest")]


class OpinionAlert(Owned):
    """Something in an opinion that somebody has to look into, by a moment."""

    owner_institution = owner(db_index=False)
    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="alerts")
    code = models.TextField()
    severity = models.TextField()
    notify_roles = models.JSONField()
    due_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    attended_by_id = models.BigIntegerField(null=True)
    note = models.TextField(blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["owner_institution", "due_at"], condition=models.Q(attended_at=None), name="quality_alert_open"),
        ]


class ServiceChange(Owned):
    """Something of the service that changes because of what people wrote; everybody may read it."""

    owner_institution = owner(db_index=False)
    title = models.TextField()
    told = models.TextField()
    decided_on = models.DateField()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    decided_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id", "owner_institution"], name="quality_change_id_owner")]
        indexes = [models.Index(fields=["owner_institution", "-decided_on"], name="quality_change_latest")]

    def __str__(self) -> str:
        return self.title


class Suggestion(Owned):
    """What somebody put into the box. Whoever wrote it has no name here; a number, and perhaps an address to be told."""

    owner_institution = owner(db_index=False)
    number = models.TextField(unique=True)
    kind = models.TextField(choices=WrittenKind.choices)
    text = models.TextField()
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")  # that it is about
    address = models.TextField(blank=True, default="", db_default="")  # a telephone or a mailbox; none of the anonymous
    state = models.TextField(choices=WrittenState.choices, default=WrittenState.RECEIVED)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True, default="", db_default="")
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    was_late = models.BooleanField(default=False, db_default=False)  # answered after its day, once at least
    reply = models.TextField(blank=True, default="", db_default="")  # why the answer was not enough
    change = models.ForeignKey(ServiceChange, models.PROTECT, null=True, related_name="suggestions")

    class Meta:
        indexes = [models.Index(fields=["owner_institution", "state", "due_on"], name="quality_suggestion_due")]

    def __str__(self) -> str:
        return self.number


class Practice(Owned):
    """What a colleague found out that works, or an idea; what was handed in stays as it was written."""

    owner_institution = owner(db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")  # where it was found out
    kind = models.TextField(choices=PracticeKind.choices)
    title = models.TextField()
    sort_title = models.TextField(editable=False)
    problem = models.TextField()
    what = models.TextField()
    gain = models.TextField(blank=True, default="", db_default="")
    state = models.TextField(choices=PracticeState.choices, default=PracticeState.SUBMITTED)
    note = models.TextField(blank=True, default="", db_default="")  # why it is recommended, or not
    submitted_at = models.DateTimeField()
    submitted_by = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner_institution", "-submitted_at", "-id"], name="quality_practice_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def seen(self) -> str:
        """Which review somebody has before them; empty where nobody said anything yet."""
        return self.reviewed_at.astimezone(UTC).isoformat() if self.reviewed_at else ""


class Replica(Owned):
    """A practice as another office does it, and what came of it there."""

    owner_institution = owner()
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="replicas")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    begun_on = models.DateField()
    state = models.TextField(choices=ReplicaState.choices, default=ReplicaState.BEGUN)
    result = models.TextField(blank=True, default="", db_default="")
    result_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "office"], name="quality_replica_once")]

    def __str__(self) -> str:
        return f"{self.practice} · {self.office}"


class Pledge(Owned):
    """Somebody of the staff signed a version of the service charter or of the code of ethics. Never edited, never taken back."""

    owner_institution = owner(db_index=False)  # the constraint begins with it
    document = models.TextField(choices=Document.choices)
    document_version = models.TextField()
    user_id = models.BigIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")  # from which it was signed
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_institution", "document", "document_version", "user_id"], name="quality_pledge_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.document} {self.document_version}"
