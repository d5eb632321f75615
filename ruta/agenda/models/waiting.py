"""Who waits for a place, since when, and at which hours could they come?"""

from django.db import models
from django.db.models.functions import Now

from ruta.agenda.enums import TimeOfDay, WaitState
from ruta.agenda.models.agendas import Agenda
from ruta.agenda.models.appointments import Appointment
from ruta.directory.models import Owned, owner
from ruta.people.models import Person, ReservedRow


class WaitingEntry(ReservedRow, Owned):
    """One person waits for a place in one agenda; places are offered in the order in which people came."""

    RESERVED = ("subject",)

    owner_institution = owner(db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="+")
    time_of_day = models.TextField(choices=TimeOfDay.choices, default=TimeOfDay.ANY)
    state = models.TextField(choices=WaitState.choices, default=WaitState.WAITING)
    subject = models.TextField(blank=True)
    plan_action_ref = models.BigIntegerField(null=True)
    offered = models.ForeignKey(Appointment, models.SET_NULL, null=True, related_name="+")
    offered_until = models.DateTimeField(null=True)
    refused = models.PositiveSmallIntegerField(default=0)  # places let go or left unanswered
    since = models.DateTimeField(db_default=Now())

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["agenda", "person"], condition=models.Q(state__in=["waiting", "offered"]), name="agenda_waiting_once"
            )
        ]
        indexes = [models.Index(fields=["owner_institution", "state", "since"], name="agenda_waiting_order")]
