"""Which messages went out, to whom, and did they arrive? Every message is a row first, sent after commit."""

from django.db import models
from django.db.models.functions import Now

from ruta.directory.models import Owned, owner
from ruta.people.models import Person


class Message(Owned):
    """One message of one event in one channel. Its text never says need, reason, protection or health."""

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    template = models.TextField()  # code of the catalogue notifications
    channel = models.TextField()  # sms | email | whatsapp
    address = models.TextField()
    subject = models.TextField(blank=True)
    body = models.TextField()  # "{link}" stands where a link goes: it is made when the message leaves, and kept nowhere
    link_kind = models.TextField(blank=True)
    link_ref = models.BigIntegerField(null=True)
    language = models.CharField(max_length=5, default="es-hn")
    state = models.TextField(default="queued")  # queued | sent | failed | blocked
    blocked_because = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)  # the kind of error, never the text of a message
    not_before = models.DateTimeField(null=True)  # quiet hours
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    provider_ref = models.TextField(blank=True, default="", db_default="")  # how a gateway names it, for its receipt
    delivery = models.TextField(blank=True, default="", db_default="")  # delivered | undelivered; nothing where nobody told
    delivered_at = models.DateTimeField(null=True)
    once_key = models.TextField(blank=True)  # event, template and person: the same news is told once

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_institution", "once_key"], name="communication_message_once", condition=~models.Q(once_key="")
            ),
        ]
        indexes = [
            models.Index(fields=["owner_institution", "state"], name="communication_message_state"),
            models.Index(fields=["person", "created_at"], name="communication_message_person"),
            models.Index(fields=["owner_institution", "-created_at", "-id"], name="communication_message_latest"),
            models.Index(fields=["provider_ref"], condition=~models.Q(provider_ref=""), name="communication_message_ref"),
        ]


class Preference(Owned):
    """How somebody wants to be written to: the channel, and hours of rest beside those of everybody."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    channel = models.TextField(blank=True, default="", db_default="")  # none: as their safest contact has it
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    said_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_institution", "person"], name="communication_preference_once"),
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_to=None) | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="communication_preference_hours",
            ),
        ]
