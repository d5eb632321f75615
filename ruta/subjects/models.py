"""Which rows keep how a person came in, and what they asked about their data?"""

from django.db import models
from django.db.models.functions import Now

from ruta.base.sealed import SealedJSONField
from ruta.directory.models import Owned
from ruta.people.models import Person
from ruta.subjects.enums import About, Asked, RequestState


class Entry(models.Model):
    """Somebody asks to come in. Nothing that opens is kept: hashes alone; what was typed is sealed and goes when it was looked up."""

    by = models.TextField()  # code | link
    handle_sha256 = models.TextField(unique=True, null=True)  # what the browser holds, or the token of a link
    asked = SealedJSONField(null=True)
    code_hmac = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    person_id = models.BigIntegerField(null=True)
    institution_id = models.BigIntegerField(null=True)
    others = models.JSONField(
        default=list, db_default=[]
    )  # the same person's records elsewhere: [[person, institution], …]; the machine alone reads it
    visit_sha256 = models.TextField(unique=True, null=True)  # the visit that it opened
    outcome = models.TextField(default="asked")
    made_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="subjects_entry_when")]


class Visit(Owned):
    """A person is in, from one telephone, for a while."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_sha256 = models.TextField(unique=True)
    by = models.TextField()
    began_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=models.Q(ended_at=None), name="subjects_visit_open")]


class DataRequest(Owned):
    """The person asks to have something corrected or deleted; a coordinator answers by a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked = models.TextField(choices=Asked.choices)
    about = models.TextField(choices=About.choices, blank=True)
    words = models.TextField()
    state = models.TextField(choices=RequestState.choices, default=RequestState.OPEN)
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", answered_at=None) | (~models.Q(state="open") & ~models.Q(answer="")),
                name="subjects_datarequest_answered",
            ),
            models.UniqueConstraint(
                fields=["person", "asked", "about"], condition=models.Q(state="open"), name="subjects_datarequest_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["owner_institution", "due_on", "id"], name="subjects_datarequest_due"),
        ]
