"""Which rows does the foundation itself keep? Events, audit, access log and the keys that make an action happen once."""

from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """A fact told by an action, written in its transaction; listeners react after commit."""

    name = models.TextField()
    payload = models.JSONField(default=dict)  # ids only, never personal data
    institution_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["occurred_at"], name="base_event_when")]


class Delivery(models.Model):
    """One listener's effect for one event: present means done, so that a retry does nothing twice."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    listener = models.TextField()
    done_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "listener"], name="base_delivery_once")]


class ReadOnlyPeriod(models.Model):
    """From when to when nothing was written, and why. The one that has no end yet is in force."""

    reason = models.TextField()
    begun_at = models.DateTimeField()
    begun_by = models.TextField()  # whoever operates the server; they need no account here
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ended_at"], nulls_distinct=False, name="base_readonlyperiod_one"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="base_readonlyperiod_why"),
        ]


class OnceKey(models.Model):
    """The result of an action under the key of the form that asked for it: a second click finds it."""

    key = models.UUIDField()
    institution_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    verb = models.TextField()
    result = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "verb", "user_id"], name="base_oncekey_once", nulls_distinct=False),
        ]


class AuditEvent(models.Model):
    """One change of protected rows: who, when, from which office, why. Written by the trigger alone."""

    at = models.DateTimeField()
    txid = models.BigIntegerField()
    epoch = models.IntegerField()
    kind = models.TextField()
    institution_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    office_id = models.BigIntegerField(null=True)
    role = models.TextField()
    reason = models.TextField()
    verb = models.TextField()
    table_name = models.TextField()
    owner_institution_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    row_id = models.BigIntegerField(null=True)
    row_ids = models.JSONField(null=True)  # a bulk insert leaves one row
    changes = models.JSONField(null=True)  # {column: [before, after]}; an insert keeps none: the row itself says it

    class Meta:
        db_table = "audit_event"
        indexes = [
            models.Index(fields=["txid", "id"], name="audit_event_txid"),
            models.Index(fields=["person_id", "at"], name="audit_event_person"),
            models.Index(fields=["owner_institution_id", "at"], name="audit_event_owner"),
            models.Index(fields=["table_name", "row_id"], name="audit_event_row"),
        ]


class Seal(models.Model):
    """One sealed batch: the Merkle root over its leaves, chained to the one before."""

    epoch = models.IntegerField()
    txid_from = models.BigIntegerField()
    txid_to = models.BigIntegerField()  # exclusive
    count = models.BigIntegerField()
    ids = models.BinaryField()  # int64 little endian, ascending
    leaves = models.BinaryField()  # 32 bytes a row
    root = models.BinaryField()
    chain = models.BinaryField()  # sha256(previous chain + root)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class AuditSeal(Seal):
    """A sealed batch of the audit."""

    class Meta:
        db_table = "audit_seal"


class AccessLog(models.Model):
    """One opening of a case or one search, written before the page is shown, through a door of its own."""

    at = models.DateTimeField(db_default=Now())
    kind = models.TextField()  # open_case | open_person | search | export | override …
    institution_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    office_id = models.BigIntegerField(null=True)
    role = models.TextField(default="")
    person_id = models.BigIntegerField(null=True)
    object_id = models.BigIntegerField(null=True)
    owner_institution_id = models.BigIntegerField(null=True)
    reason = models.TextField(default="")
    details = models.JSONField(default=dict)  # counts and kinds of keys, never what was typed

    class Meta:
        db_table = "access_log"
        indexes = [
            models.Index(fields=["person_id", "at"], name="access_log_person"),
            models.Index(fields=["user_id", "at"], name="access_log_user"),
        ]
