"""Which rows tell the way from a proposal to a job that lasts?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.cases.models import Case, PlanAction
from ruta.directory.models import Owned, owner
from ruta.employers.models import Employer, Vacancy
from ruta.people.models import Person


class Application(Owned):
    """One person for one vacancy. Its state is the fold of its steps, kept here for lists; hired and confirmed it is a placement."""

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    plan_action = models.ForeignKey(PlanAction, models.SET_NULL, null=True, related_name="+")
    source = models.TextField(default="broker", db_default="broker")  # broker | matching | person
    state = models.TextField(default="suggested", db_default="suggested")
    state_since = models.DateTimeField(db_default=Now())
    reason = models.TextField(default="", db_default="")  # code of refusal_reasons; who refused is told by the catalogue
    refused_by = models.TextField(default="", db_default="")  # employer | person | service
    interview_at = models.DateTimeField(null=True)
    started_on = models.DateField(null=True)  # first day of work
    needs_check = models.BooleanField(default=False, db_default=False)  # a migrant contract counts once its checklist is passed
    kept_until = models.DateField(null=True)  # the last day on which they were known to work there
    left_on = models.DateField(null=True)  # when it was known that they do not any more
    confirmed_at = models.DateTimeField(null=True)  # since when it counts as a placement
    wage = models.PositiveIntegerField(null=True)  # agreed, lempiras a month
    applied_at = models.DateTimeField(null=True)  # first sent to a vacancy
    closed_at = models.DateTimeField(null=True)
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="placements_application_id_owner"),
            models.UniqueConstraint(fields=["id", "person", "owner_institution"], name="placements_application_id_person"),
            models.UniqueConstraint(
                fields=["case", "vacancy"], condition=models.Q(closed_at=None), name="placements_application_once_open",
                violation_error_message=_("Esta persona ya está en esa vacante. Abra su postulación."),
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(started_on__isnull=False), name="placements_application_confirmed"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["owner_institution", "state", "-state_since", "-id"], name="placements_app_list"),
            models.Index(fields=["vacancy", "state"], name="placements_app_vacancy"),
            models.Index(fields=["owner_institution", "started_on"], name="placements_app_started", condition=models.Q(state="hired")),
        ]


class ApplicationStep(Owned):
    """One verb done to an application: who, from what, why. Append-only."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    verb = models.TextField()
    party = models.TextField()  # desk | person | system
    state = models.TextField()  # after it
    reason = models.TextField(default="", db_default="")
    note = models.TextField(default="", db_default="")
    actor_user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())


class ApplicationLink(Owned):
    """The secret address by which a person says yes or no to one vacancy. Only the hash is kept."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="links")
    token_sha256 = models.TextField(unique=True)
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Shortlist(Owned):
    """The candidates of one technical selection as they were sent; its employer reads it behind its link and signs that it came."""

    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    state = models.TextField(default="sent", db_default="sent")  # sent | received | taken_back
    note = models.TextField(default="", db_default="")
    token_sha256 = models.TextField(unique=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(db_default=Now())
    sent_by_id = models.BigIntegerField(null=True)
    received_at = models.DateTimeField(null=True)
    received_name = models.TextField(default="", db_default="")
    received_position = models.TextField(default="", db_default="")
    signature = models.TextField(default="", db_default="")  # SVG path

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="placements_shortlist_id_owner"),
            models.CheckConstraint(
                condition=~models.Q(state="received") | (models.Q(received_at__isnull=False) & ~models.Q(received_name="")),
                name="placements_shortlist_signed",
            ),
        ]


class Shortlisted(Owned):
    """One candidate of a shortlist: the curriculum as it was sealed. Read while the person's permission lives."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="candidates")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    content = models.TextField()  # canonical JSON of the curriculum
    sha256 = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shortlist", "application"], name="placements_shortlisted_once")]


class ContractCheck(Owned):
    """The checklist of a migrant contract as it was read with the person, one row a reading."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="checks")
    instrument_version = models.TextField()
    answers = models.JSONField(default=dict, db_default={})
    verdict = models.TextField()  # approved | observed | stop
    failing = ArrayField(models.TextField(), default=list, db_default=[])  # codes of what is not as it should be
    checked_at = models.DateTimeField(db_default=Now())
    checked_by_id = models.BigIntegerField(null=True)


class Breach(Owned):
    """A promise of a contract that was broken, here, at destination or on return, and what came of it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="breaches")
    place = models.TextField()  # here | destination | return
    codes = ArrayField(models.TextField())
    note = models.TextField(default="", db_default="")
    need_id = models.BigIntegerField(null=True)  # opened in the case for it
    opened_at = models.DateTimeField(db_default=Now())
    opened_by_id = models.BigIntegerField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by_id = models.BigIntegerField(null=True)
    resolution = models.TextField(default="", db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["owner_institution", "opened_at"], name="placements_breach_open", condition=models.Q(resolved_at=None))
        ]


class EmployerWord(Owned):
    """What an employer says behind its link of somebody whom it hired: still there or not. Beside the person's own answer; written once each time."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="employer_words")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    works = models.BooleanField()
    left_on = models.DateField(null=True)  # the last day of work, as the employer says
    said_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(works=False) | models.Q(left_on=None), name="placements_employerword_left"),
        ]
        indexes = [models.Index(fields=["application", "-id"], name="placements_word_last")]
