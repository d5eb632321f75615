"""Which courses and workshops are there, when is each given, in which sessions, and what is still lacking?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Agreement, Office, Owned, owner
from ruta.training.enums import Audience, EditionState, Kind, OfferedBy


class TrainingProgramme(Owned):
    """Several courses under one name."""

    owner_institution = owner(db_index=False)
    name = models.TextField(_("programa"))
    sort_name = models.TextField(editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="training_programme_id_owner"),
            models.UniqueConstraint(fields=("owner_institution", "sort_name"), name="training_programme_name_once"),
        )

    def __str__(self) -> str:
        return self.name


class Course(Owned):
    """What is taught and what passing it asks; nothing in it is about anybody."""

    owner_institution = owner(db_index=False)
    audience = models.TextField(_("para quién"), choices=Audience.choices)
    kind = models.TextField(_("tipo"), choices=Kind.choices)
    name = models.TextField(_("nombre"))
    sort_name = models.TextField(editable=False)
    aims = models.TextField(_("qué se logra"), blank=True, default="", db_default="")
    method = models.TextField(_("cómo se enseña"), blank=True, default="", db_default="")
    programme = models.ForeignKey(TrainingProgramme, models.PROTECT, null=True, related_name="courses")
    offered_by = models.TextField(_("quién la ofrece"), choices=OfferedBy.choices, default=OfferedBy.OWN, db_default="own")
    provider = models.TextField(_("qué otra"), blank=True, default="", db_default="")  # only of another than those that have a code
    phases = models.JSONField(default=list)  # [title, minutes] of each session, in order
    hours = models.PositiveSmallIntegerField(_("horas"))
    least_attendance = models.PositiveSmallIntegerField(_("asistencia mínima (%)"), default=80, db_default=80)
    least_grade = models.PositiveSmallIntegerField(_("nota mínima"), null=True, blank=True)  # of 100; none where nobody is examined
    service_type = models.TextField(blank=True, default="", db_default="")  # what a person who passes has received
    is_certified = models.BooleanField(default=True, db_default=True)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, related_name="+"
    )  # of a training agreement: under which it is given
    sector = models.TextField(blank=True, default="", db_default="")  # of formalisation: of which section of CIIU
    version = models.PositiveIntegerField(default=1, db_default=1)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="training_course_id_owner"),
            models.UniqueConstraint(
                fields=("owner_institution", "sort_name"), name="training_course_name_once",
                violation_error_message=_("Ya hay un curso con ese nombre. Ábralo en la lista."),
            ),
            models.CheckConstraint(
                condition=(models.Q(offered_by="other") & ~models.Q(provider="")) | (~models.Q(offered_by="other") & models.Q(provider="")),
                name="training_course_offered",
            ),
            models.CheckConstraint(condition=models.Q(least_attendance__lte=100), name="training_course_attendance"),
            models.CheckConstraint(condition=models.Q(least_grade=None) | models.Q(least_grade__lte=100), name="training_course_grade"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def offered(self) -> str:
        """Who offers it, in words."""
        return self.provider if self.offered_by == OfferedBy.OTHER else str(self.get_offered_by_display())  # type: ignore[attr-defined]


class Edition(Owned):
    """A course as it is given once, at a place, to so many."""

    owner_institution = owner(db_index=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    place = models.TextField(_("lugar"))
    teacher = models.TextField(_("quién facilita"), blank=True, default="", db_default="")
    starts_on = models.DateField(_("empieza"))
    ends_on = models.DateField(_("termina"))
    places = models.PositiveSmallIntegerField(_("cupo"))
    state = models.TextField(choices=EditionState.choices, default=EditionState.OPEN)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="training_edition_id_owner"),
            models.UniqueConstraint(fields=("course", "number"), name="training_edition_number"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="training_edition_days"),
        )
        indexes = (models.Index(fields=("owner_institution", "-starts_on", "-id"), name="training_edition_list"),)

    def __str__(self) -> str:
        return f"{self.course.name} · {self.number}"


class Session(Owned):
    """One sitting of an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions")
    position = models.PositiveSmallIntegerField()
    title = models.TextField(_("tema"))
    starts_at = models.DateTimeField(_("empieza"))
    ends_at = models.DateTimeField(_("termina"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="training_session_id_owner"),
            models.UniqueConstraint(fields=("edition", "position"), name="training_session_position"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="training_session_hours"),
        )

    def __str__(self) -> str:
        return self.title


class TrainingNeed(Owned):
    """What staff of an office still has to learn, how many of them, and the course that answers it."""

    owner_institution = owner()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    topic = models.TextField(_("tema"))
    persons = models.PositiveSmallIntegerField(_("cuántas personas"))
    why = models.TextField(_("por qué"), blank=True, default="", db_default="")
    course = models.ForeignKey(Course, models.SET_NULL, null=True, blank=True, related_name="needs")
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.topic
