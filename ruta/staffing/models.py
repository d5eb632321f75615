"""Which posts and structures were approved, what is supposed when staff is counted, and what is programmed?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.accounts.enums import Role
from ruta.accounts.models import User
from ruta.directory.models import Office, Owned, owner
from ruta.roadmap.models import Node
from ruta.staffing.enums import PaperState, Supposed


class Versioned(Owned):
    """A text in versions: whoever wrote one does not approve it, and what was approved never changes."""

    owner_institution = owner(db_index=False)
    number = models.PositiveSmallIntegerField()
    state = models.TextField(choices=PaperState.choices, default=PaperState.DRAFT)
    revision = models.PositiveIntegerField(default=1, db_default=1)  # of the draft: two who write at once are told
    written_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Post(Owned):
    """A post of an institution; what it does and asks for stands in its versions."""

    owner_institution = owner(db_index=False)
    title = models.TextField(_("puesto"))
    sort_title = models.TextField(editable=False)
    role = models.TextField(_("rol en el sistema"), choices=Role.choices, blank=True, default="", db_default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="staffing_post_id_owner"),
            models.UniqueConstraint(
                fields=("owner_institution", "sort_title"), name="staffing_post_once",
                violation_error_message=_("Ya hay un puesto con ese nombre. Ábralo en la lista."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class PostVersion(Versioned):
    """What a post is for, does and asks of whoever holds it."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="versions")
    process = models.TextField(_("proceso"))  # of the institution, in which it works
    purpose = models.TextField(_("para qué existe"))
    functions = models.TextField(_("funciones"))
    competences = models.TextField(_("competencias"))
    requirements = models.TextField(_("requisitos"), blank=True, default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("post", "number"), name="staffing_postversion_number"),
            models.UniqueConstraint(fields=("post",), condition=models.Q(state="draft"), name="staffing_postversion_one_draft"),
            models.CheckConstraint(
                condition=models.Q(approved_at=None) | ~models.Q(approved_by=models.F("written_by")), name="staffing_postversion_two_eyes"
            ),
        )


class Structure(Versioned):
    """How an office is made up: its processes, and how many seats of each post."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    processes = models.TextField(_("procesos"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="staffing_structure_id_owner"),
            models.UniqueConstraint(fields=("office", "number"), name="staffing_structure_number"),
            models.UniqueConstraint(fields=("office",), condition=models.Q(state="draft"), name="staffing_structure_one_draft"),
            models.CheckConstraint(
                condition=models.Q(approved_at=None) | ~models.Q(approved_by=models.F("written_by")), name="staffing_structure_two_eyes"
            ),
        )


class Seat(Owned):
    """How many of one post an office has, and to which post they answer."""

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="seats")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField(_("plazas"))
    answers_to = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("structure", "post"), name="staffing_seat_once"),
            models.CheckConstraint(condition=~models.Q(answers_to=models.F("post")), name="staffing_seat_not_itself"),
        )


class Assumption(Owned):
    """What somebody supposed, with its source. The latest of its kind holds; the former ones stay to be read."""

    owner_institution = owner(db_index=False)
    kind = models.TextField(_("qué"), choices=Supposed.choices)
    code = models.TextField(blank=True, default="", db_default="")  # of minutes: the service, or other work
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")  # none: the whole institution
    value = models.DecimalField(_("valor"), max_digits=7, decimal_places=2)
    source = models.TextField(_("fuente"))
    said_at = models.DateTimeField()
    said_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(source=""), name="staffing_assumption_source"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="staffing_assumption_value"),
        )
        indexes = (models.Index(fields=("owner_institution", "kind", "code", "-said_at"), name="staffing_assumption_latest"),)


class Programmed(Owned):
    """Work that an office has before it besides whoever comes: an activity of a plan, a fair, a campaign."""

    owner_institution = owner(db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    title = models.TextField(_("acción"))
    activity = models.ForeignKey(Node, models.SET_NULL, null=True, related_name="+")
    hours = models.DecimalField(_("horas de trabajo"), max_digits=8, decimal_places=1)
    starts_on = models.DateField(_("empieza"))
    ends_on = models.DateField(_("termina"))
    source = models.TextField(_("de dónde salen las horas"))
    said_at = models.DateTimeField()
    said_by = models.BigIntegerField(null=True)
    dropped_at = models.DateTimeField(null=True)
    why_dropped = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="staffing_programmed_days"),
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="staffing_programmed_hours"),
        )
        indexes = (models.Index(fields=("owner_institution", "office", "-ends_on"), name="staffing_programmed_office"),)


class Dedication(Owned):
    """How much of a whole day somebody gives to an office. The latest holds; the former ones stay to be read."""

    owner_institution = owner(db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField(_("parte de la jornada (%)"))
    said_at = models.DateTimeField()
    said_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(share__range=(1, 100)), name="staffing_dedication_share", violation_error_message=_("De 1 a 100.")
            ),
        )
        indexes = (models.Index(fields=("owner_institution", "office", "user", "-said_at"), name="staffing_dedication_latest"),)
