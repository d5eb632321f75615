"""Which programmes and projects are there, who takes part, what came of them, and what was said of each?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution, Owned
from ruta.projects.enums import Kind, LoadState, Origin, Part, State, Verdict


def _codes() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField(), default=list, blank=True)


class Project(models.Model):
    """An entry of the bank. Whoever works here reads it; everybody does once it is published. Nothing in it is about a person served."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("institución que la mantiene"))
    ref = models.TextField(_("código"))
    kind = models.TextField(_("tipo"), choices=Kind.choices, default=Kind.PROJECT)
    name = models.TextField(_("nombre"))
    sort_name = models.TextField(editable=False)
    summary = models.TextField(_("resumen"), blank=True, default="", db_default="")
    state = models.TextField(_("estado"), choices=State.choices, default=State.PLANNED)
    state_note = models.TextField(blank=True, default="", db_default="")
    places = _codes()  # of departments and municipalities; none is the whole country
    population = _codes()  # of the catalogue of modalities; none is everybody
    needs = _codes()
    begins = models.DateField(_("empieza"), null=True, blank=True)
    ends = models.DateField(_("termina"), null=True, blank=True)
    budget = models.BigIntegerField(_("presupuesto"), null=True, blank=True)  # whole units of its currency
    currency = models.CharField(max_length=3, default="HNL", db_default="HNL")
    expected = models.PositiveIntegerField(_("personas previstas"), null=True, blank=True)
    reached = models.PositiveIntegerField(_("personas alcanzadas"), null=True, blank=True)
    website = models.TextField(blank=True, default="", db_default="")
    source = models.TextField(_("fuente"), blank=True, default="", db_default="")
    origin = models.TextField(choices=Origin.choices, default=Origin.PRODUCT)
    verified_on = models.DateField(_("verificado el"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    verdict = models.TextField(choices=Verdict.choices, blank=True, default="", db_default="")  # the latest, copied for the list
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("proyecto")
        verbose_name_plural = _("proyectos")
        constraints = (
            models.UniqueConstraint(fields=("institution", "ref"), name="projects_ref_once"),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("begins")), name="projects_ends_after_it_begins"),
            models.UniqueConstraint(fields=("id", "institution"), name="projects_project_id_owner"),
        )
        indexes = (models.Index(fields=("sort_name", "id"), name="projects_by_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it."""
        return self.published_at is not None


class Participant(models.Model):
    """An institution that takes part, as the entry names it, and which one it is where the directory knows it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="participants")
    part = models.TextField(choices=Part.choices)
    name = models.TextField()
    sort_name = models.TextField(editable=False)
    institution = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "part", "name"), name="projects_participant_once"),)

    def __str__(self) -> str:
        return self.name


class Contact(Owned):
    """Whom one asks about a project. Read by the institution that keeps it; by everybody where the contact agreed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="contacts")
    name = models.TextField()
    position = models.TextField(blank=True, default="", db_default="")
    phone = models.TextField(blank=True, default="", db_default="")
    email = models.TextField(blank=True, default="", db_default="")
    is_public = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """A paper of a project: where it lies, or the file itself. Everybody reads it once the project is public."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents")
    title = models.TextField()
    url = models.TextField(blank=True, default="", db_default="")
    kind = models.TextField(blank=True, default="", db_default="")  # pdf | jpeg | png, of a file
    size = models.PositiveIntegerField(default=0, db_default=0)
    content = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(models.Q(kind="", content=None) & ~models.Q(url="")) | (models.Q(url="", content__isnull=False) & ~models.Q(kind="")),
                name="projects_paper_lies_somewhere", violation_error_message=_("Suba el documento o escriba su dirección."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Result(models.Model):
    """What a project set out to reach, and what it had reached on a day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="results")
    title = models.TextField()
    target = models.PositiveIntegerField(null=True, blank=True)
    reached = models.PositiveIntegerField(null=True, blank=True)
    measured_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Judgement(models.Model):
    """What was said of a project on a day, and why. Written once, never changed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="judgements")
    verdict = models.TextField(choices=Verdict.choices)
    reasons = models.TextField()
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    said_by = models.BigIntegerField(null=True)
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.verdict


class Load(Owned):
    """A file of projects: what its rows said, what its columns are, and what would come or came of them."""

    file_name = models.TextField()
    origin = models.TextField(choices=Origin.choices)
    state = models.TextField(choices=LoadState.choices, default=LoadState.CHECKED)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)  # [number, [cell, …]]; forgotten when it is done
    mapping = models.JSONField(default=dict)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)  # [number, name, sentence]
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name
