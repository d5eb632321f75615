"""What does each row of a plan cost, what was approved, and what was spent? Keyed by plan, so versions share it."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution
from ruta.roadmap.models.plans import Plan
from ruta.roadmap.rules import Cost


class CostLine(models.Model):
    """One line of the cost sheet. A change takes its approval away."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="costs")
    key = models.CharField(_("fila del plan"), max_length=60)
    concept = models.CharField(_("concepto"), max_length=400)
    source = models.CharField(_("fuente"), max_length=60)
    year = models.PositiveSmallIntegerField(_("año"))
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2)
    unit_cost = models.PositiveBigIntegerField(_("costo unitario (L)"))
    times = models.PositiveIntegerField(_("períodos"), default=1)
    rate = models.DecimalField(_("índice anual (%)"), max_digits=5, decimal_places=2, default=Decimal(0))
    base_year = models.PositiveSmallIntegerField(_("año base"))
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("línea de costo")
        verbose_name_plural = _("líneas de costo")
        ordering = ("plan", "key", "year", "id")
        indexes = (models.Index(fields=("plan", "key"), name="roadmap_cost_row"),)

    def __str__(self) -> str:
        return self.concept

    @property
    def cost(self) -> Cost:
        """What it says."""
        return Cost(
            self.key, self.concept, self.source, self.year, Decimal(self.quantity), self.unit_cost, self.times, Decimal(self.rate), self.base_year
        )  # fmt: skip


class Expense(models.Model):
    """Something that was spent of a line on some day. Never changed: a mistake is taken back by another one, below zero."""

    line = models.ForeignKey(CostLine, models.PROTECT, related_name="expenses")
    on = models.DateField(_("fecha"))
    amount = models.BigIntegerField(_("monto (L)"))
    note = models.CharField(_("comprobante o nota"), max_length=200)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("gasto")
        verbose_name_plural = _("gastos")
        ordering = ("line", "-on", "-id")

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"


class CostImport(models.Model):
    """A sheet that came back: its differences wait for somebody who accepts some of them."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    file_name = models.CharField(_("archivo"), max_length=120)
    rows = models.JSONField()
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    accepted = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("hoja devuelta")
        verbose_name_plural = _("hojas devueltas")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.file_name


class YearBudget(models.Model):
    """What an institution set aside for returned persons in a year, and whether its POA counts migrants; the latest word counts, the ones before stay."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("institución"))
    year = models.PositiveSmallIntegerField(_("año"))
    amount = models.PositiveBigIntegerField(_("presupuesto para personas retornadas (L)"), null=True)  # none: it has no line of its own
    spent = models.PositiveBigIntegerField(_("ejecutado (L)"), null=True)
    is_in_poa = models.BooleanField(_("el POA incluye atención a personas migrantes"))
    document = models.CharField(_("documento"), max_length=400)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("presupuesto anual de una institución")
        verbose_name_plural = _("presupuestos anuales de instituciones")
        ordering = ("year", "institution", "-id")
        indexes = (models.Index(fields=("year", "institution", "-id"), name="roadmap_yearbudget_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(spent=None) | models.Q(amount__isnull=False),
                name="roadmap_yearbudget_spent",
                violation_error_message=_("Diga de cuánto era el presupuesto."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.institution_id} {self.year}"
