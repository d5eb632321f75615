"""When does an office receive, for what, with whom and how many at once?"""

from django.db import models
from django.db.models.functions import Now

from ruta.directory.models import Office, Owned, owner


class Agenda(Owned):
    """The hours in which one office receives for one service, perhaps with one officer or in one room. Owner: the institution of the office."""

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.TextField()
    service_type = models.TextField(blank=True)  # code of service_types; empty: any matter
    officer_id = models.BigIntegerField(null=True)
    room = models.TextField(blank=True)
    hours = models.JSONField(default=dict)  # {"0": "8:00-12:00, 13:00-16:00"}, Monday is 0
    minutes = models.PositiveSmallIntegerField(default=30)
    capacity = models.PositiveSmallIntegerField(default=1)  # how many at the same time
    notice_hours = models.PositiveSmallIntegerField(default=2)  # a person books no later than this
    cancel_hours = models.PositiveSmallIntegerField(default=4)  # a person changes no later than this
    ahead_days = models.PositiveSmallIntegerField(default=30)
    bring = models.TextField(blank=True)
    is_open = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id", "owner_institution"], name="agenda_agenda_id_owner")]
        indexes = [models.Index(fields=["owner_institution", "office"], name="agenda_agenda_office")]


class Closure(Owned):
    """Days without appointments: of a whole office, or of one officer who is away. Ended, never edited."""

    owner_institution = owner(db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField(null=True)  # null: the whole office
    first_day = models.DateField()
    last_day = models.DateField()
    label = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["owner_institution", "office", "last_day"], name="agenda_closure_office")]
