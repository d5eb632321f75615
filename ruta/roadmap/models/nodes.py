"""What does one version of a plan say: its tree, targets, risks, dependencies and money?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution
from ruta.roadmap.enums import Direction, Kind, Track, Unit
from ruta.roadmap.models.plans import PlanVersion


class Doubtful(models.Model):
    """Something that its source says with an error, or not clearly: kept as it stands and shown."""

    fault = models.CharField(_("falta de la fuente"), max_length=400, blank=True)
    unsure = models.CharField(_("duda de la fuente"), max_length=400, blank=True)
    short = models.CharField(_("en breve"), max_length=60, blank=True)

    class Meta:
        abstract = True


class Node(Doubtful):
    """One row of a plan: an objective, an intervention, an activity, a factor … `key` is the same in every version."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    position = models.PositiveIntegerField()  # in the order of the document, over the whole tree
    depth = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    kind = models.CharField(_("clase"), max_length=20, choices=Kind.choices)
    code = models.CharField(_("código"), max_length=60, blank=True)  # the document's own, or none
    title = models.CharField(_("título"), max_length=400)
    cause = models.CharField(_("causa raíz"), max_length=400, blank=True)
    note = models.CharField(_("nota"), max_length=400, blank=True)
    section = models.CharField(_("apartado"), max_length=400, blank=True)
    lines = models.CharField(_("líneas"), max_length=60, blank=True)
    axis = models.CharField(_("eje"), max_length=60, blank=True)
    term = models.CharField(_("plazo"), max_length=60, blank=True)
    track = models.CharField(_("vía"), max_length=12, choices=Track.choices, blank=True)
    priority = models.PositiveSmallIntegerField(_("prioridad"), null=True)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+", verbose_name=_("institución"))
    unit = models.CharField(_("unidad"), max_length=400, blank=True)
    person = models.BigIntegerField(_("persona responsable"), null=True)  # a member of staff
    responsible = models.JSONField(_("responsables"), default=list)  # as the document writes them
    resources = models.JSONField(_("recursos"), default=list)
    territories = models.JSONField(_("territorios"), default=list)
    deadline = models.JSONField(_("vencimiento"), null=True)
    begins = models.DateField(_("empieza"), null=True)  # the sources give terms; days come from proposals
    ends = models.DateField(_("termina"), null=True)
    tags = models.JSONField(_("etiquetas"), default=list)  # "ods:8", "pmm:21"

    class Meta:
        verbose_name = _("fila del plan")
        verbose_name_plural = _("filas del plan")
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "key"), name="roadmap_node_once"),
            models.UniqueConstraint(fields=("version", "position"), name="roadmap_node_place"),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("begins")), name="roadmap_node_days"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Target(Doubtful):
    """What is to be reached, measured in one way; its values by period stand beside it."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=60)
    title = models.CharField(_("meta"), max_length=400)
    unit = models.CharField(_("unidad"), max_length=12, choices=Unit.choices)
    direction = models.CharField(_("sentido"), max_length=4, choices=Direction.choices)
    baseline = models.DecimalField(_("línea base"), max_digits=14, decimal_places=2, null=True)
    is_cumulative = models.BooleanField(_("acumulada"), default=False)
    disaggregation = models.JSONField(_("desagregación"), default=list)
    indicator = models.CharField(_("indicador"), max_length=3, blank=True)
    lines = models.CharField(_("líneas"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("meta")
        verbose_name_plural = _("metas")
        ordering = ("node", "position")
        constraints = (models.UniqueConstraint(fields=("node", "series"), name="roadmap_target_once"),)

    def __str__(self) -> str:
        return self.title


class TargetValue(Doubtful):
    """The target of one period; an empty period is one that the source does not name."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="values")
    period = models.CharField(_("periodo"), max_length=60, blank=True)
    value = models.DecimalField(_("valor"), max_digits=14, decimal_places=2)
    says = models.CharField(_("como lo escribe la fuente"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("valor de la meta")
        verbose_name_plural = _("valores de la meta")
        ordering = ("target", "period")
        constraints = (models.UniqueConstraint(fields=("target", "period"), name="roadmap_value_once"),)

    def __str__(self) -> str:
        return f"{self.period} {self.value}"


class Risk(models.Model):
    """What could hinder a row of the plan, as the document says it."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="risks")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("riesgo"), max_length=400)

    class Meta:
        verbose_name = _("riesgo")
        verbose_name_plural = _("riesgos")
        ordering = ("node", "position")

    def __str__(self) -> str:
        return self.text


class Dependency(models.Model):
    """A row that cannot end before another did."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="waits_for")
    after = models.ForeignKey(Node, models.CASCADE, related_name="awaited_by")

    class Meta:
        verbose_name = _("dependencia")
        verbose_name_plural = _("dependencias")
        ordering = ("node", "after")
        constraints = (
            models.UniqueConstraint(fields=("node", "after"), name="roadmap_dependency_once"),
            models.CheckConstraint(condition=~models.Q(node=models.F("after")), name="roadmap_dependency_other"),
        )

    def __str__(self) -> str:
        return f"{self.node_id} ← {self.after_id}"


class BudgetLine(models.Model):
    """What a row costs and who pays it, in whole lempiras: quantity × unit cost × times."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="budget")
    position = models.PositiveSmallIntegerField()
    concept = models.CharField(_("concepto"), max_length=400)
    source = models.CharField(_("fuente"), max_length=60)
    period = models.CharField(_("periodo"), max_length=60, blank=True)
    quantity = models.PositiveIntegerField(_("cantidad"))
    unit_cost = models.PositiveBigIntegerField(_("costo unitario"))
    times = models.PositiveIntegerField(_("veces"), default=1)

    class Meta:
        verbose_name = _("partida")
        verbose_name_plural = _("partidas")
        ordering = ("node", "position")

    def __str__(self) -> str:
        return self.concept
