"""Who is expected where, and when?"""

from django.db import models
from django.db.models.functions import Now

from ruta.agenda.enums import AppointmentState, CancelledBy
from ruta.agenda.models.agendas import Agenda
from ruta.directory.models import Institution, Office, Owned, owner
from ruta.people.models import Person, ReservedRow


class Appointment(ReservedRow, Owned):
    """One person expected at one office. Owner: whoever booked; `host` is the institution that receives."""

    RESERVED = ("subject",)

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
    # Where it takes a place: an agenda, its room, and which of the places that are given at once. By hand: none of them.
    agenda = models.ForeignKey(Agenda, models.PROTECT, null=True, related_name="+")
    room = models.TextField(blank=True, db_default="")
    seat = models.PositiveSmallIntegerField(null=True)
    ends_at = models.DateTimeField(null=True)  # null: nobody said how long, so nothing is kept free around it
    plan_action_ref = models.BigIntegerField(null=True)  # the step of a plan that it serves: a plain number, because cases stand above
    cancelled_by = models.TextField(choices=CancelledBy.choices, blank=True, db_default="")
    cancel_note = models.TextField(blank=True, db_default="")
    moved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # when somebody said what came of it
    ended_by_id = models.BigIntegerField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["host", "office", "starts_at"], name="agenda_appointment_host"),
            models.Index(fields=["owner_institution", "starts_at"], name="agenda_appointment_owner"),
            models.Index(fields=["agenda", "starts_at"], name="agenda_appointment_agenda", condition=models.Q(agenda__isnull=False)),
            models.Index(fields=["referral_ref"], name="agenda_appointment_referral", condition=models.Q(referral_ref__isnull=False)),
        ]
