"""By which secret addresses may a person choose a time, and an officer's calendar read the agenda?"""

from django.db import models
from django.db.models.functions import Now

from ruta.agenda.enums import InvitationFor
from ruta.agenda.models.agendas import Agenda
from ruta.agenda.models.appointments import Appointment
from ruta.directory.models import Owned
from ruta.people.models import Person, ReservedRow


class Invitation(ReservedRow, Owned):
    """One person may choose, change or accept one appointment, once and until an end. Only the hash of its link is kept."""

    RESERVED = ("subject",)

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="+")
    purpose = models.TextField(choices=InvitationFor.choices)
    appointment = models.ForeignKey(Appointment, models.CASCADE, null=True, related_name="+")
    subject = models.TextField(blank=True)
    plan_action_ref = models.BigIntegerField(null=True)
    token_sha256 = models.TextField(unique=True, null=True)  # null until its message leaves
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["person"], name="agenda_invitation_person", condition=models.Q(used_at=None, revoked_at=None))]


class CalendarFeed(Owned):
    """The secret address by which a calendar reads one officer's appointments: numbers and initials, nothing else."""

    user_id = models.BigIntegerField()
    token_sha256 = models.TextField(unique=True)
    created_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_institution", "user_id"], condition=models.Q(revoked_at=None), name="agenda_feed_one")
        ]
