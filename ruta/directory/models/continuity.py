"""What does an office do when its house, its power or its network fails, whom does it call, and did anybody ever try it?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.enums import DrillKind, PhoneKind
from ruta.directory.models.institutions import Institution, Office
from ruta.directory.models.owned import Owned


class ContinuityPlan(Owned):
    """The plan of one office as it is written now. A change waits for its approval, what was approved is kept; whoever wrote it does not approve it."""

    office = models.OneToOneField(Office, models.PROTECT, related_name="+", verbose_name=_("oficina"))
    alternative_site = models.CharField(_("dónde se atiende si la oficina no abre"), max_length=400)
    first_hour = models.CharField(_("primera hora"), max_length=2000)
    without_power = models.CharField(_("sin electricidad"), max_length=2000, blank=True)
    without_network = models.CharField(_("sin red"), max_length=2000, blank=True)
    contacts = models.CharField(_("nota sobre las llamadas"), max_length=2000, blank=True)  # what was written before the calls were rows
    review_on = models.DateField(_("próxima revisión"))
    version = models.PositiveIntegerField(default=1, db_default=1)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("plan de continuidad")
        verbose_name_plural = _("planes de continuidad")
        ordering = ("office",)
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="directory_continuity_id_owner"),
            models.CheckConstraint(
                condition=models.Q(approved_at=None) | ~models.Q(approved_by=models.F("by")),
                name="directory_continuity_two_eyes",
                violation_error_message=_("Lo aprueba otra persona, no quien lo escribió."),
            ),
        )

    def __str__(self) -> str:
        return str(self.office)


class ContinuityVersion(Owned):
    """What a plan said when it was approved, word for word with its calls: kept then, changed never."""

    plan = models.ForeignKey(ContinuityPlan, models.PROTECT, related_name="approved")
    number = models.PositiveIntegerField()
    words = models.JSONField()  # by name of the plan's fields
    calls = models.JSONField(default=list)  # depth, post, who calls, telephone and its kind, in order
    review_on = models.DateField()
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField()
    approved_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("versión aprobada")
        verbose_name_plural = _("versiones aprobadas")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="directory_continuityversion_once"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class ContinuityCall(Owned):
    """One call of the chain: who calls, which post, by what. Posts and telephones of the institution, never the name of anybody."""

    plan = models.ForeignKey(ContinuityPlan, models.CASCADE, related_name="calls")
    caller = models.ForeignKey("self", models.PROTECT, null=True, related_name="calls")  # none: whoever learns of it first
    position = models.PositiveSmallIntegerField(_("orden"))  # among those that the same post calls
    post = models.CharField(_("puesto"), max_length=120)
    phone = models.CharField(_("teléfono"), max_length=40)
    phone_kind = models.CharField(_("tipo de teléfono"), max_length=10, choices=PhoneKind.choices)

    class Meta:
        verbose_name = _("llamada")
        verbose_name_plural = _("cadena de llamadas")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("id", "plan", "owner_institution"), name="directory_continuitycall_id_plan"),
            models.UniqueConstraint(
                fields=("plan", "post"), name="directory_continuitycall_once", violation_error_message=_("Ese puesto ya está en la cadena.")
            ),
        )

    def __str__(self) -> str:
        return self.post


class Drill(models.Model):
    """A trial of a plan: planned for a day, held on another, with what it showed and when that was mended. None is taken away."""

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", verbose_name=_("oficina")
    )  # none: the whole installation
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("clase"), max_length=20, choices=DrillKind.choices)
    planned_on = models.DateField(_("previsto"))
    held_on = models.DateField(_("hecho"), null=True)
    minutes = models.PositiveIntegerField(_("minutos"), null=True)
    went_well = models.BooleanField(_("salió bien"), null=True)
    findings = models.CharField(_("qué se halló"), max_length=2000, blank=True)
    mended_on = models.DateField(_("corregido el"), null=True)
    mending = models.CharField(_("cómo se corrigió"), max_length=1000, blank=True)
    called_off_on = models.DateField(_("se canceló el"), null=True)  # before its day; afterwards it was not held
    why_off = models.CharField(_("motivo"), max_length=400, blank=True, default="", db_default="")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("simulacro")
        verbose_name_plural = _("simulacros")
        ordering = ("-planned_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(held_on=None, went_well=None) | models.Q(held_on__isnull=False, went_well__isnull=False),
                name="directory_drill_said",
                violation_error_message=_("Diga cómo salió."),
            ),
            models.CheckConstraint(
                condition=~models.Q(went_well=False) | ~models.Q(findings=""),
                name="directory_drill_found",
                violation_error_message=_("Diga qué se halló."),
            ),
            models.CheckConstraint(
                condition=models.Q(mended_on=None, mending="") | (models.Q(mended_on__isnull=False) & ~models.Q(mending="")),
                name="directory_drill_mended",
                violation_error_message=_("Diga cómo se corrigió."),
            ),
            models.CheckConstraint(
                condition=models.Q(called_off_on=None, why_off="")
                | (models.Q(called_off_on__isnull=False, held_on=None) & ~models.Q(why_off="")),
                name="directory_drill_off",
                violation_error_message=_("Diga por qué no se hará."),
            ),
        )
        indexes = (models.Index(fields=("office", "-planned_on"), name="directory_drill_office"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.planned_on}"
