"""What does an employer expect, when is there work in which sector and place, and who is visited with which outcome?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned, owner
from ruta.employers.enums import VisitOutcome, VisitState
from ruta.employers.models.employers import Employer


class Expectation(Owned):
    """What an employer said one day that it seeks, and when. Append-only: the newest counts, the older ones tell how it changed."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="expectations")
    instrument = models.TextField()
    instrument_version = models.TextField()
    answers = models.JSONField()
    segment = models.TextField(blank=True, default="", db_default="")
    potential = models.PositiveSmallIntegerField(null=True)  # of 100
    will_hire = models.TextField(blank=True, default="", db_default="")  # yes | maybe | no
    persons = models.PositiveIntegerField(null=True)
    jobs = models.TextField(blank=True, default="", db_default="")
    peak_months = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # 1 to 12
    asked_on = models.DateField()
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "-asked_on", "-id"], name="employers_expect_latest")]


class Season(Owned):
    """When a sector takes on people in a department, as somebody who knows it noted: the coffee harvest, Christmas shops."""

    owner_institution = owner(db_index=False)
    title = models.TextField(_("temporada"))
    section = models.TextField()
    department = models.TextField()
    months = ArrayField(models.PositiveSmallIntegerField())
    source = models.TextField(blank=True, default="", db_default="")
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner_institution", "section", "department"], name="employers_season_where")]

    def __str__(self) -> str:
        return self.title


class Visit(Owned):
    """A visit or call to an employer to offer it the service: planned for a day, and what came of it."""

    owner_institution = owner(db_index=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="visits")
    section = models.TextField(blank=True, default="", db_default="")  # of the employer, as it was planned
    department = models.TextField(blank=True, default="", db_default="")
    is_non_user = models.BooleanField(default=False, db_default=False)  # offered nothing for a year when it was planned
    planned_on = models.DateField()
    purpose = models.TextField(blank=True, default="", db_default="")
    state = models.TextField(choices=VisitState.choices, default=VisitState.PLANNED)
    done_on = models.DateField(null=True)
    outcome = models.TextField(choices=VisitOutcome.choices, blank=True, default="", db_default="")
    note = models.TextField(blank=True, default="", db_default="")
    planned_by = models.BigIntegerField(null=True)
    done_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="done") | (models.Q(done_on__isnull=False) & ~models.Q(outcome="")), name="employers_visit_done"
            ),
            models.UniqueConstraint(
                fields=["employer", "planned_on"], condition=models.Q(state="planned"), name="employers_visit_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["owner_institution", "planned_on", "id"], name="employers_visit_when")]
