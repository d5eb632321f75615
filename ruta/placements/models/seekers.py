"""Which rows say what a person can do and wants to do for a living?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned, owner
from ruta.people.models import Person


class SeekerProfile(Owned):
    """What one person can do and wants, as one institution keeps it. One row, so that a whole register is read in one pass.

    `occupations`: [{code, years, where, note}], the wished one first · `skills`: [{code, level 1–3, evidence}] ·
    `languages`: [{code, level}]. Codes are text: CIUO-08 or ESCO, skills of ESCO or `ruta:<slug>`.
    """

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    state = models.TextField(default="draft", db_default="draft")  # draft | complete
    is_looking = models.BooleanField(default=True, db_default=True)  # a person may rest from being proposed
    occupations = models.JSONField(default=list, db_default=[])
    skills = models.JSONField(default=list, db_default=[])
    education = models.TextField(default="", db_default="")  # code of taxonomy.EducationLevel
    languages = models.JSONField(default=list, db_default=[])
    licences = ArrayField(models.TextField(), default=list, db_default=[])
    availability = models.TextField(default="", db_default="")
    shifts = ArrayField(models.TextField(), default=list, db_default=[])  # parts of the day or week; none: not asked
    contracts = ArrayField(models.TextField(), default=list, db_default=[])  # kinds of contract that are sought; none: not asked
    available_from = models.DateField(null=True)
    places = ArrayField(models.TextField(), default=list, db_default=[])  # DD a department, DDMM a municipality
    goes_abroad = models.BooleanField(default=False, db_default=False)
    wage_min = models.PositiveIntegerField(null=True)  # lempiras a month
    about = models.TextField(default="", db_default="")  # what the person says of their work, in their words
    shows = ArrayField(models.TextField(), default=list, db_default=[])  # what of the register the CV says
    completed_at = models.DateTimeField(null=True)
    changed_by_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1, db_default=1)
    line = models.TextField(default="", db_default="", editable=False)  # what the engine reads of it; kept by the database

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="placements_seeker_id_owner"),
            models.UniqueConstraint(
                fields=["owner_institution", "person"], name="placements_seeker_once",
                violation_error_message=_("Esta persona ya tiene su perfil laboral. Ábralo en lugar de crear otro."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", completed_at=None) | (~models.Q(state="draft") & models.Q(completed_at__isnull=False)),
                name="placements_seeker_completed",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["owner_institution", "-changed_at", "-id"], name="placements_seeker_recent")]


class SeekerKey(models.Model):
    """A trade (o), a skill (s) or a skill of whoever told no trade (t) by which a profile is found; kept by the database while the person looks."""

    pk = models.CompositePrimaryKey("owner_institution_id", "key", "profile_id")
    owner_institution_id = models.BigIntegerField()
    key = models.TextField()
    profile_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["profile_id"], name="placements_seekerkey_profile")]


class SeekerChange(Owned):
    """One change of a profile: which parts, what stood there, who and when. Append-only."""

    profile = models.ForeignKey(SeekerProfile, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()  # after it
    before = models.JSONField(default=dict, db_default={})  # part → what stood there
    with_person = models.BooleanField(default=False, db_default=False)
    changed_by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "version"], name="placements_seekerchange_once")]
