"""Who is expected where, and when?"""

from django.db import models
from django.db.models.functions import Now

from ruta.agenda.enums import AppointmentState
from ruta.directory.models import Institution, Office, Owned, owner
from ruta.people.models import Person


class Appointment(Owned):
    """One person expected at one office. Owner: whoever booked; `host` is the institution that receives."""

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    host = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")  # null when the host may not see the person
    officer_id = models.BigIntegerField(null=True)
    subject = models.TextField()
    starts_at = models.DateTimeField()
    place = models.TextField(blank=True)
    bring = models.TextField(blank=True)
    ask_for = models.TextField(blank=True)
    referral_ref = models.BigIntegerField(null=True)  # the referral that it answers: a plain number, because referrals stand above
    state = models.TextField(choices=AppointmentState.choices, default=AppointmentState.BOOKED)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["host", "office", "starts_at"], name="agenda_appointment_host"),
            models.Index(fields=["owner_institution", "starts_at"], name="agenda_appointment_owner"),
            models.Index(fields=["referral_ref"], name="agenda_appointment_referral", condition=models.Q(referral_ref__isnull=False)),
        ]
