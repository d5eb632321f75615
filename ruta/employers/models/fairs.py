"""Which job fairs are there, who came, who talked to whom, and how was it?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned, owner
from ruta.employers.enums import Coming, Entry, FairState, InterviewResult, Side
from ruta.employers.models.employers import Employer
from ruta.people.models import Person


class Fair(Owned):
    """A job fair at a place and a time. Everything in the row is public once it is announced."""

    owner_institution = owner(db_index=False)
    name = models.TextField(_("nombre de la feria"))
    place = models.TextField(_("lugar"))
    address = models.TextField(blank=True, default="", db_default="")
    municipality = models.TextField()
    department = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    about = models.TextField(blank=True, default="", db_default="")  # what the public reads
    bring = models.TextField(blank=True, default="", db_default="")
    shown_employers = ArrayField(models.TextField(), default=list, blank=True)  # names of those who confirmed
    openings = models.PositiveIntegerField(default=0, db_default=0)  # that they bring
    state = models.TextField(choices=FairState.choices, default=FairState.DRAFT)
    last_number = models.PositiveIntegerField(default=0, db_default=0)  # given at the door
    results = models.JSONField(null=True)  # counts, with the small ones hidden, as they were published
    results_at = models.DateTimeField(null=True)
    office_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="employers_fair_id_owner"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="employers_fair_times"),
        ]
        indexes = [models.Index(fields=["owner_institution", "starts_at", "id"], name="employers_fair_list")]

    def __str__(self) -> str:
        return self.name


class FairEmployer(Owned):
    """An employer that was invited to a fair, and whether it came."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="employers")
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="fairs")
    coming = models.TextField(choices=Coming.choices, default=Coming.INVITED)
    openings = models.PositiveIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="employers_fairemployer_id_owner"),
            models.UniqueConstraint(fields=["fair", "employer"], name="employers_fairemployer_once"),
        ]


class FairAttendance(Owned):
    """Somebody who came to a fair: a registered person, or only what counts of who is not. No case is needed."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField()  # given at the door
    sex = models.TextField(blank=True, default="", db_default="")
    age = models.PositiveSmallIntegerField(null=True)
    permit = models.TextField(blank=True, default="", db_default="")  # of whoever is not of age yet: its number or who gave it
    entry = models.TextField(choices=Entry.choices)
    checked_in_at = models.DateTimeField()
    checked_in_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="employers_attendance_id_owner"),
            models.UniqueConstraint(fields=["fair", "number"], name="employers_attendance_number"),
            models.UniqueConstraint(fields=["fair", "person"], name="employers_attendance_once"),
        ]


class FairInterview(Owned):
    """An employer and an attendee talked at a fair."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="interviews")
    participant = models.ForeignKey(FairEmployer, models.CASCADE, related_name="interviews")
    attendance = models.ForeignKey(FairAttendance, models.CASCADE, related_name="interviews")
    result = models.TextField(choices=InterviewResult.choices)
    at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "attendance"], name="employers_interview_once")]


class FairAnswer(Owned):
    """What an employer, or somebody who came and stays unnamed, said about a fair."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="opinions")
    side = models.TextField(choices=Side.choices)
    employer = models.ForeignKey(Employer, models.CASCADE, null=True, related_name="+")  # none of an attendee
    instrument = models.TextField()
    instrument_version = models.TextField()
    answers = models.JSONField()
    satisfaction = models.PositiveSmallIntegerField()  # 1 to 5
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(satisfaction__range=(1, 5)), name="employers_answer_scale"),
            models.CheckConstraint(
                condition=models.Q(side="employer", employer__isnull=False) | models.Q(side="attendee", employer=None),
                name="employers_answer_side",
            ),
            models.UniqueConstraint(fields=["fair", "employer"], name="employers_answer_once"),
        ]
