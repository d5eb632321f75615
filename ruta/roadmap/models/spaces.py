"""Where do institutions, communities and returned persons sit together, what was heard there, and what was answered? No person is named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution
from ruta.roadmap.enums import SpaceKind
from ruta.roadmap.models.following import Meeting, Undertaking
from ruta.territory.models import Department, Municipality


class Space(models.Model):
    """A roundtable, consultation, forum, network of returned persons or local plan: what meets again and again under one name."""

    kind = models.CharField(_("clase"), max_length=12, choices=SpaceKind.choices)
    name = models.CharField(_("nombre"), max_length=200)
    purpose = models.CharField(_("para qué"), max_length=2000)
    convener = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("convoca"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name=_("departamento")
    )  # none: the whole country
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+", verbose_name=_("municipio"))
    how_to_join = models.CharField(_("cómo se participa"), max_length=400, blank=True)
    members = models.PositiveIntegerField(_("integrantes"), null=True)
    women = models.PositiveIntegerField(_("mujeres"), null=True)
    begins = models.DateField(_("desde"))
    ends = models.DateField(_("hasta"), null=True)
    document = models.CharField(_("documento"), max_length=300, blank=True)  # where the plan or its rules can be read
    is_public = models.BooleanField(_("pública"), default=False, db_default=False)
    sort_name = models.CharField(max_length=200, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("espacio de participación")
        verbose_name_plural = _("espacios de participación")
        ordering = ("sort_name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("convener", "name"), name="roadmap_space_once", violation_error_message=_("Esa institución ya tiene un espacio con ese nombre."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("begins")),
                name="roadmap_space_days",
                violation_error_message=_("La fecha «hasta» es anterior a la fecha «desde»."),
            ),
            models.CheckConstraint(
                condition=models.Q(women=None) | models.Q(members__gte=models.F("women")),
                name="roadmap_space_women",
                violation_error_message=_("Hay más mujeres que integrantes. Revise los dos números."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def asks_households(self) -> bool:
        """Whether its meetings are waves of a survey: households answer, nobody comes."""
        return self.kind == SpaceKind.HOUSEHOLD


class Contribution(models.Model):
    """Something that a community said, in general words, and what an institution answers to it."""

    space = models.ForeignKey(Space, models.PROTECT, related_name="contributions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="contributions", verbose_name=_("reunión"))
    theme = models.CharField(_("tema"), max_length=120)
    said = models.CharField(_("qué se dijo"), max_length=2000)
    times = models.PositiveIntegerField(_("cuántas veces"), default=1, db_default=1)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("le toca responder a"))
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    answer = models.CharField(_("respuesta"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    undertaking = models.ForeignKey(
        Undertaking, models.PROTECT, null=True, related_name="+", verbose_name=_("compromiso que nació de aquí")
    )

    class Meta:
        verbose_name = _("aporte")
        verbose_name_plural = _("aportes")
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answer="") | (models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="roadmap_contribution_answer",
                violation_error_message=_("Escriba la respuesta."),
            ),
            models.CheckConstraint(
                condition=models.Q(times__gte=1), name="roadmap_contribution_times", violation_error_message=_("Alguien lo dijo al menos una vez."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.theme

    @property
    def told_at(self) -> str:
        """When it was answered, as a form carries it; empty before."""
        return self.answered_at.isoformat() if self.answered_at else ""
