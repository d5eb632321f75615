"""How mature did an office, or the whole system, find itself on some day: which of seven values for each factor, on which evidence?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Office
from ruta.roadmap.models.plans import Plan

SEVEN = (10, 20, 35, 50, 65, 80, 100)


class Scan(models.Model):
    """One round of the maturity instrument, of one office or national (no office). Closed, the database freezes it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")  # the instrument
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name=_("oficina"))
    opened_at = models.DateTimeField(_("abierta el"))
    opened_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(_("cerrada el"), null=True)
    closed_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("ronda PES-Scan")
        verbose_name_plural = _("rondas PES-Scan")
        ordering = ("-opened_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "office"), condition=models.Q(closed_at=None), nulls_distinct=False, name="roadmap_scan_one_open",
                violation_error_message=_("Ya hay una ronda abierta de esa oficina."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.office.short_name if self.office else str(_("Nacional"))

    @property
    def is_open(self) -> bool:
        """Whether factors are still valued."""
        return self.closed_at is None


class ScanScore(models.Model):
    """The value of one factor, with what proves it. Only the seven values of the instrument are taken."""

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="scores")
    key = models.CharField(max_length=60)  # of the factor
    value = models.PositiveSmallIntegerField(_("valor"))
    evidence = models.CharField(_("evidencia"), max_length=1000)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("valor de un factor")
        verbose_name_plural = _("valores de los factores")
        ordering = ("scan", "key")
        constraints = (
            models.UniqueConstraint(fields=("scan", "key"), name="roadmap_score_once"),
            models.CheckConstraint(
                condition=models.Q(value__in=SEVEN),
                name="roadmap_score_seven",
                violation_error_message=_("Solo valen 10, 20, 35, 50, 65, 80 y 100."),
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""), name="roadmap_score_evidence", violation_error_message=_("Diga con qué se prueba.")
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.value}"


class ScanAnswered(models.Model):
    """A gap of a scan is met by an activity of a plan."""

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="answered")
    key = models.CharField(max_length=60)  # of the factor
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    activity = models.CharField(max_length=60)  # key of the row of that plan
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("brecha atendida")
        verbose_name_plural = _("brechas atendidas")
        ordering = ("scan", "key", "id")
        constraints = (models.UniqueConstraint(fields=("scan", "key", "plan", "activity"), name="roadmap_gap_once"),)

    def __str__(self) -> str:
        return f"{self.key} → {self.activity}"
