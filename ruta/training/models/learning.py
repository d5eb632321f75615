"""Who sits in an edition, when did they come, how did it end, and what do they hold of it?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.cases.models import PlanAction
from ruta.directory.models import Institution, Owned, owner
from ruta.people.enums import Sex
from ruta.people.models import Person
from ruta.training.enums import EditionState, EnrolmentState, Shortfall, Way
from ruta.training.models.courses import Edition, Session


class Learner(Owned):
    """Somebody of the staff of an institution who was trained; the address of work tells one from another."""

    owner_institution = owner(db_index=False)
    full_name = models.TextField(_("nombre"))
    sort_name = models.TextField(editable=False)
    email = models.TextField(_("correo"))
    sex = models.TextField(choices=Sex.choices, default=Sex.UNKNOWN)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # for which they work
    post = models.TextField(_("puesto"), blank=True, default="", db_default="")
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="training_learner_id_owner"),
            models.UniqueConstraint(fields=("owner_institution", "email"), name="training_learner_once"),
        )

    def __str__(self) -> str:
        return self.full_name


class Enrolment(Owned):
    """Somebody in an edition: a person of the register, or somebody of the staff."""

    owner_institution = owner(db_index=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    learner = models.ForeignKey(Learner, models.PROTECT, null=True, related_name="enrolments")
    plan_action = models.ForeignKey(PlanAction, models.SET_NULL, null=True, related_name="+")
    delivery_id = models.BigIntegerField(null=True)  # the service that passing it was
    badge = models.TextField()  # what the square on their badge says
    state = models.TextField(choices=EnrolmentState.choices, default=EnrolmentState.ENROLLED)
    shortfall = models.TextField(choices=Shortfall.choices, blank=True, default="", db_default="")
    grade_before = models.PositiveSmallIntegerField(
        _("nota de entrada"), null=True, blank=True
    )  # of the same examination, before the first session
    grade = models.PositiveSmallIntegerField(_("nota"), null=True, blank=True)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="training_enrolment_id_owner"),
            models.UniqueConstraint(fields=("id", "person", "owner_institution"), name="training_enrolment_id_person_owner"),
            models.UniqueConstraint(fields=("owner_institution", "badge"), name="training_enrolment_badge"),
            models.UniqueConstraint(fields=("edition", "person"), name="training_enrolment_person_once"),
            models.UniqueConstraint(fields=("edition", "learner"), name="training_enrolment_learner_once"),
            models.CheckConstraint(
                condition=models.Q(person=None, learner__isnull=False) | models.Q(person__isnull=False, learner=None),
                name="training_enrolment_somebody",
            ),
            models.CheckConstraint(condition=models.Q(grade=None) | models.Q(grade__lte=100), name="training_enrolment_grade"),
            models.CheckConstraint(
                condition=models.Q(grade_before=None) | models.Q(grade_before__lte=100), name="training_enrolment_grade_before"
            ),
        )

    @property
    def standing(self) -> str:
        """How it stands, in words: what was called off is under way for nobody."""
        if self.state == EnrolmentState.ENROLLED and self.edition.state == EditionState.CANCELLED:
            return str(_("Se canceló"))
        return str(self.get_state_display())  # type: ignore[attr-defined]

    @property
    def award(self) -> "Award | None":
        """The certificate that they hold, or held last."""
        return max(self.awards.all(), key=lambda each: each.pk, default=None)

    @property
    def name(self) -> str:
        """Who it is."""
        if self.learner is not None:
            return self.learner.full_name
        return self.person.full_name if self.person is not None else ""


class Attendance(Owned):
    """Somebody was in one session: once, however often it is said."""

    owner_institution = owner(db_index=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendances")
    way = models.TextField(choices=Way.choices)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)  # nobody where they did it themselves

    class Meta:
        constraints = (models.UniqueConstraint(fields=("session", "enrolment"), name="training_attendance_once"),)


class Award(Owned):
    """The certificate of somebody who passed: what was signed never changes, that it was revoked is added."""

    owner_institution = owner()
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="awards")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    number = models.TextField(unique=True)
    holder = models.TextField()  # as the paper says it
    sort_holder = models.TextField(editable=False)  # to compare with what somebody reads on a paper
    course_name = models.TextField()
    hours = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    credential = models.TextField()  # an Open Badge as a signed token (VC-JWT)
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)
    why_revoked = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("enrolment",), condition=models.Q(revoked_at=None), name="training_award_one_good"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number
