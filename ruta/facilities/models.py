"""What was found in an office, what it lacks, how that came about, and what keeps it up?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Office
from ruta.facilities.enums import Condition, Kind, Stage, State


class Survey(models.Model):
    """A look at an office on a day."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    made_on = models.DateField(_("día"))
    note = models.TextField(blank=True, default="", db_default="")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.office} · {self.made_on}"


class Found(models.Model):
    """How much of one kind there was, in which state, and how much it should be."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="lines")
    kind = models.TextField(choices=Kind.choices)
    have = models.PositiveSmallIntegerField(_("hay"))
    needed = models.PositiveSmallIntegerField(_("debe haber"))
    condition = models.TextField(_("estado"), choices=Condition.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("survey", "kind"), name="facilities_found_once"),)

    def __str__(self) -> str:
        return self.kind


class FoundPhoto(models.Model):
    """What one line of a look was like: one photograph, apart from the line, so that lists do not read it; it shows nobody who is served."""

    line = models.OneToOneField(Found, models.CASCADE, related_name="photo")
    kind = models.TextField()  # jpeg | png
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.line} · {self.added_at:%Y-%m-%d}"


class Requirement(models.Model):
    """Something that an office lacks, from the need to its upkeep. Amounts in whole lempiras."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, models.SET_NULL, null=True, related_name="requirements")
    kind = models.TextField(_("tipo"), choices=Kind.choices)
    what = models.TextField(_("qué hace falta"))
    quantity = models.PositiveSmallIntegerField(_("cantidad"))
    is_urgent = models.BooleanField(_("urge"), default=False, db_default=False)
    estimate = models.PositiveBigIntegerField(_("costo estimado"), null=True, blank=True)
    state = models.TextField(choices=State.choices, default=State.NEEDED)
    state_since = models.DateField()
    why_dropped = models.TextField(blank=True, default="", db_default="")
    budget = models.PositiveBigIntegerField(_("presupuesto"), null=True, blank=True)
    funding = models.TextField(_("fuente de fondos"), blank=True, default="", db_default="")
    supplier = models.TextField(_("proveedor"), blank=True, default="", db_default="")
    order_ref = models.TextField(_("orden de compra o contrato"), blank=True, default="", db_default="")
    paid = models.PositiveBigIntegerField(_("costo"), null=True, blank=True)
    received_on = models.DateField(_("recibido el"), null=True, blank=True)
    received = models.PositiveSmallIntegerField(_("cantidad recibida"), null=True, blank=True)
    upkeep_months = models.PositiveSmallIntegerField(_("mantenimiento cada (meses)"), default=0, db_default=0)  # 0 where it needs none
    upkeep_on = models.DateField(null=True)  # the next one
    rest_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="rest")  # what was missing of a delivery
    version = models.PositiveIntegerField(default=1, db_default=1)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state=State.RECEIVED) | models.Q(received_on__isnull=False, received__gte=1), name="facilities_received_when",
                violation_error_message=_("Diga qué día se recibió y cuánto."),
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("office", "state"), name="facilities_by_office"),)

    def __str__(self) -> str:
        return self.what


class Evidence(models.Model):
    """A photograph or a paper of one step; no photograph shows somebody who is served."""

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="evidence")
    stage = models.TextField(choices=Stage.choices)
    title = models.TextField()
    kind = models.TextField()  # pdf | jpeg | png
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.title


class Upkeep(models.Model):
    """What was done to keep something working."""

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="upkeeps")
    done_on = models.DateField(_("día"))
    what = models.TextField(_("qué se hizo"))
    cost = models.PositiveBigIntegerField(_("costo"), null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.what
