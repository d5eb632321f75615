"""What was undertaken to mend or prevent, which risks are watched, what did roundtables agree, and which light did a hand put?"""

from hashlib import sha256
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution
from ruta.roadmap.enums import UndertakingKind
from ruta.roadmap.models.plans import Plan
from ruta.roadmap.models.rounds import Round

SCALE = range(1, 6)


class Meeting(models.Model):
    """A roundtable, consultation or forum: convened with its agenda, held with its minutes, published by another person than who wrote them."""

    space = models.ForeignKey("roadmap.Space", models.PROTECT, null=True, related_name="meetings", verbose_name=_("espacio"))
    title = models.CharField(_("mesa"), max_length=200)
    held_on = models.DateField(_("fecha"))
    place = models.CharField(_("lugar"), max_length=200, blank=True)
    agenda = models.CharField(_("agenda"), max_length=4000, blank=True)
    present = models.CharField(_("instituciones presentes"), max_length=1000, blank=True)
    attended = models.PositiveIntegerField(_("personas que asistieron"), null=True)
    returned = models.PositiveIntegerField(_("de ellas, retornadas"), null=True)
    minutes = models.CharField(_("acta"), max_length=8000, blank=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    minutes_by = models.BigIntegerField(null=True)
    minutes_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(_("motivo"), max_length=400, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.BigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField(_("por qué se retiró"), max_length=400, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("mesa")
        verbose_name_plural = _("mesas")
        ordering = ("-held_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(returned=None) | models.Q(attended__gte=models.F("returned")),
                name="roadmap_meeting_returned",
                violation_error_message=_("Hay más personas retornadas que asistentes. Revise los dos números."),
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | (models.Q(minutes="") & ~models.Q(cancel_reason="")),
                name="roadmap_meeting_cancelled",
                violation_error_message=_("Diga por qué no se celebró."),
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | (~models.Q(minutes="") & ~models.Q(published_by=models.F("minutes_by"))),
                name="roadmap_meeting_two_eyes",
                violation_error_message=_("La publica otra persona, no quien escribió el acta."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def called_as(self) -> str:
        """How it is called now, as a form carries it: two who move it know of each other."""
        return sha256(repr((self.held_on.isoformat(), self.place, self.agenda)).encode()).hexdigest()[:16]

    @property
    def written_at(self) -> str:
        """When its minutes were written last, as a form carries it; empty before."""
        return self.minutes_at.isoformat() if self.minutes_at else ""


class Undertaking(models.Model):
    """Something an institution undertook by a day: to mend, to prevent, or because a roundtable agreed it. It reappears until it is closed."""

    kind = models.CharField(_("clase"), max_length=10, choices=UndertakingKind.choices)
    title = models.CharField(_("qué se hará"), max_length=400)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+", verbose_name=_("plan"))
    key = models.CharField(max_length=60, blank=True)  # of the row of the plan
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="undertakings")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="undertakings")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("responde"))
    due_on = models.DateField(_("vence"))
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    outcome = models.CharField(_("resultado"), max_length=2000, blank=True)
    was_kept = models.BooleanField(_("se cumplió"), null=True)  # said on closing; of what was closed before it was asked nobody knows
    kept_on = models.DateField(_("cuándo se cumplió"), null=True)  # which may be before it was closed

    class Meta:
        verbose_name = _("acción de seguimiento")
        verbose_name_plural = _("acciones de seguimiento")
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=("institution", "due_on"), condition=models.Q(closed_at=None), name="roadmap_undertaking_open"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | ~models.Q(outcome=""),
                name="roadmap_undertaking_outcome",
                violation_error_message=_("Diga cómo terminó."),
            ),
            models.CheckConstraint(condition=models.Q(closed_at__isnull=False) | models.Q(was_kept=None), name="roadmap_undertaking_kept"),
            models.CheckConstraint(condition=models.Q(kept_on=None) | models.Q(was_kept=True), name="roadmap_undertaking_kept_on"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def told_at(self) -> str:
        """When its ending was told, as a form carries it; empty while it is open."""
        return self.closed_at.isoformat() if self.closed_at else ""

    @property
    def ending(self) -> tuple[str, Any]:
        """How it looks once it is closed: a tone and a word. What was closed before anybody asked is only closed."""
        return {True: ("done", _("Se cumplió")), False: ("stop", _("No se cumplió")), None: ("care", _("Se cerró"))}[self.was_kept]


class RiskReview(models.Model):
    """What somebody thought of a risk of a plan on some day; the latest counts, the ones before stay. Known by its text in every version."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    text = models.CharField(_("riesgo"), max_length=400)
    probability = models.PositiveSmallIntegerField(_("probabilidad"))
    impact = models.PositiveSmallIntegerField(_("impacto"))
    control = models.CharField(_("control"), max_length=1000, blank=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("responde"))
    review_on = models.DateField(_("próxima revisión"))
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("revisión de riesgo")
        verbose_name_plural = _("revisiones de riesgo")
        ordering = ("plan", "key", "-at", "-id")
        indexes = (models.Index(fields=("plan", "key", "-at", "-id"), name="roadmap_riskreview_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(probability__in=SCALE, impact__in=SCALE),
                name="roadmap_riskreview_scale",
                violation_error_message=_("Probabilidad e impacto van de 1 a 5."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.text} {self.probability}×{self.impact}"


class LightSaid(models.Model):
    """A light that a hand put over the rule, with its reason; an empty one gives the rule back its place. The latest counts."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    light = models.CharField(_("semáforo"), max_length=4, blank=True)
    reason = models.CharField(_("motivo"), max_length=400)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("semáforo puesto a mano")
        verbose_name_plural = _("semáforos puestos a mano")
        ordering = ("plan", "key", "-at", "-id")
        indexes = (models.Index(fields=("plan", "key", "-at", "-id"), name="roadmap_lightsaid_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(light__in=("", "done", "ok", "risk", "late")) & ~models.Q(reason=""),
                name="roadmap_lightsaid_reason",
                violation_error_message=_("Diga por qué."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.light}"
