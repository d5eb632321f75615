"""Which plans are there, in which versions, and how far is each piece of work?"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution
from ruta.roadmap.enums import PlanKind, State
from ruta.territory.models import Territory


class Plan(models.Model):
    """A plan of one or several institutions. What it says stands in its versions."""

    code = models.SlugField(_("código"), max_length=60, unique=True)
    kind = models.CharField(_("clase"), max_length=20, choices=PlanKind.choices)
    title = models.CharField(_("nombre"), max_length=400)
    owner = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institución"))

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("planes")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """What a plan said from some day on. It never changes; the database sees to it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("versión"))
    sha256 = models.CharField(_("huella"), max_length=64)
    header = models.JSONField(_("cabecera"))  # the document, periods, axes, terms, funding, scale and remarks of the file
    reason = models.CharField(_("motivo"), max_length=400, blank=True)
    is_current = models.BooleanField(_("vigente"), default=False)
    loaded_at = models.DateTimeField(_("cargada el"))
    loaded_by = models.BigIntegerField(_("cargada por"), null=True, blank=True)

    class Meta:
        verbose_name = _("versión del plan")
        verbose_name_plural = _("versiones del plan")
        ordering = ("plan", "-number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="roadmap_version_once"),
            models.UniqueConstraint(fields=("plan",), condition=models.Q(is_current=True), name="roadmap_one_current"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"

    def listed(self, name: str) -> list[dict[str, Any]]:
        """One of the lists of the header: periods, axes, terms, funding, scale, remarks."""
        rows: list[dict[str, Any]] = self.header.get(name, [])
        return rows


class Progress(models.Model):
    """What somebody reported of a piece of work on some day; the latest counts, the ones before stay. Keyed by plan, so versions share it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="progress")
    key = models.CharField(max_length=60)
    state = models.CharField(_("estado"), max_length=10, choices=State.choices)
    percent = models.PositiveSmallIntegerField(_("avance"))
    note = models.CharField(_("nota"), max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("avance")
        verbose_name_plural = _("avances")
        ordering = ("plan", "key", "-at", "-id")
        indexes = (models.Index(fields=("plan", "key", "-at", "-id"), name="roadmap_progress_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(percent__lte=100),
                name="roadmap_progress_percent",
                violation_error_message=_("El avance va de 0 a 100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.percent} %"


class Reach(models.Model):
    """From which day on the strategy of a plan works in a territory, as somebody reported; the latest word counts, the ones before stay."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reaches")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", verbose_name=_("territorio"))
    since = models.DateField(_("desde"), null=True)  # none: it is not reached any more
    note = models.CharField(_("nota"), max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("territorio alcanzado")
        verbose_name_plural = _("territorios alcanzados")
        ordering = ("plan", "territory", "-id")

    def __str__(self) -> str:
        return f"{self.territory_id} {self.since or ''}".strip()
