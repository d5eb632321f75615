"""Which rows tell who took work along, and what became of each thing that was brought back?"""

from django.db import models
from django.db.models.functions import Now

from ruta.base.sealed import SealedJSONField
from ruta.cases.models import Case
from ruta.directory.models import Office, Owned
from ruta.field.enums import OPEN_STATES, PaperState, SentState, SentVerb, WipeReason

KEPT = [state.value for state in OPEN_STATES]


class Device(Owned):
    """One vault of one user in one browser. It keeps no key: what lies on the device is opened by its PIN alone."""

    uid = models.UUIDField()
    user_id = models.BigIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    label = models.TextField()
    enrolled_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    packed_at = models.DateTimeField(null=True)
    packed_count = models.PositiveIntegerField(default=0, db_default=0)
    wipe_ordered_at = models.DateTimeField(null=True)
    wipe_ordered_by_id = models.BigIntegerField(null=True)
    wiped_at = models.DateTimeField(null=True)
    wipe_reason = models.TextField(choices=WipeReason.choices, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_institution", "uid", "user_id"], name="field_device_once"),
            models.UniqueConstraint(fields=["id", "owner_institution"], name="field_device_id_owner"),
        ]
        indexes = [models.Index(fields=["owner_institution", "user_id"], name="field_device_user")]


class Sent(Owned):
    """One thing that a device brought, under the key that it was given when it was written down."""

    device = models.ForeignKey(Device, models.CASCADE, related_name="sent")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    user_id = models.BigIntegerField()
    key = models.UUIDField()
    number = models.PositiveIntegerField()  # its place in the outbox of the device
    verb = models.TextField(choices=SentVerb.choices)
    state = models.TextField(choices=SentState.choices)
    after = models.UUIDField(null=True)  # the key of what has to be in the register before
    payload = SealedJSONField(null=True)  # kept only while somebody has to decide; the register has it afterwards
    digest = models.TextField()  # sha256 of what came
    result = models.JSONField(default=dict, db_default={})  # ids only
    reason = models.TextField(blank=True, default="", db_default="")
    faults = models.JSONField(default=dict, db_default={})  # sentences by field
    alike = models.JSONField(default=list, db_default=[])  # ids of persons who stopped a registration
    tries = models.PositiveIntegerField(default=0, db_default=0)
    written_at = models.DateTimeField()  # by the clock of the device
    received_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_institution", "user_id", "key"], name="field_sent_once"),
            models.UniqueConstraint(fields=["id", "owner_institution"], name="field_sent_id_owner"),
            models.CheckConstraint(
                condition=models.Q(payload__isnull=False) | ~models.Q(state__in=KEPT), name="field_sent_open_keeps_its_words"
            ),
        ]
        indexes = [
            models.Index(fields=["owner_institution", "user_id", "id"], condition=models.Q(state__in=KEPT), name="field_sent_open"),
            models.Index(fields=["owner_institution", "after"], condition=models.Q(state="waiting"), name="field_sent_waiting"),
        ]


class Disagreement(Owned):
    """The same field changed here and there: the value it was based on, and both that came of it."""

    sent = models.ForeignKey(Sent, models.CASCADE, related_name="disagreements")
    field = models.TextField()
    label = models.TextField(blank=True, default="", db_default="")
    base = SealedJSONField(null=True)
    mine = SealedJSONField(null=True)
    theirs = SealedJSONField(null=True)
    choice = models.TextField(blank=True, default="", db_default="")
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sent", "field"], name="field_disagreement_once")]


class Photo(Owned):
    """A photographed paper. It arrives in pieces and lies with its case once it is whole."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    user_id = models.BigIntegerField()
    key = models.UUIDField()
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    kind = models.TextField(blank=True, default="", db_default="")
    whole = models.PositiveIntegerField()  # bytes
    arrived = models.PositiveIntegerField(default=0, db_default=0)
    digest = models.TextField(blank=True, default="", db_default="")
    begun_at = models.DateTimeField(db_default=Now())
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_institution", "user_id", "key"], name="field_photo_once"),
            models.UniqueConstraint(fields=["id", "owner_institution"], name="field_photo_id_owner"),
        ]
        indexes = [models.Index(fields=["owner_institution", "case", "-filed_at"], name="field_photo_case")]


class PhotoPiece(Owned):
    """One sealed piece of a picture, in its place."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="pieces")
    start = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "start"], name="field_photopiece_once")]


class PaperForm(Owned):
    """A registration form on paper, printed before the power went. Its code becomes one registration, however often it is typed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    code = models.TextField(unique=True)
    batch = models.UUIDField()  # printed together
    state = models.TextField(choices=PaperState.choices, default=PaperState.PRINTED)
    printed_at = models.DateTimeField()
    printed_by = models.BigIntegerField(null=True)
    notice_version = models.TextField(blank=True, default="", db_default="")  # of the texts of permission that stand on it
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    was_known = models.BooleanField(default=False, db_default=False)  # the person was in the register already
    taken_at = models.DateTimeField(null=True)  # day and hour on the paper
    taken_by = models.TextField(blank=True, default="", db_default="")  # who filled it in, as the paper says
    reason = models.TextField(blank=True, default="", db_default="")  # why it is void or lost
    settled_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="typed", case__isnull=False, taken_at__isnull=False) & ~models.Q(taken_by="")
                | ~models.Q(state="typed") & models.Q(case=None, taken_at=None, taken_by=""),
                name="field_paperform_typed_once",
            ),
            models.CheckConstraint(condition=~models.Q(state__in=("void", "lost")) | ~models.Q(reason=""), name="field_paperform_why"),
        ]
        indexes = [models.Index(fields=["owner_institution", "office", "-printed_at", "-id"], name="field_paperform_office")]

    def __str__(self) -> str:
        return self.code
