"""What was asked of each institution every three months, what did it answer with which evidence, and was it accepted?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution, Owned, owner
from ruta.roadmap.enums import AskKind, EvidenceKind, RoundKind
from ruta.roadmap.models.plans import Plan


class Duty(models.Model):
    """Which institutions answer for a row of a plan in its rounds. A row without one is answered for by the owner of its plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="duties")
    key = models.CharField(max_length=60)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("institución"))
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("responsabilidad")
        verbose_name_plural = _("responsabilidades")
        ordering = ("plan", "key", "institution")
        constraints = (models.UniqueConstraint(fields=("plan", "key", "institution"), name="roadmap_duty_once"),)

    def __str__(self) -> str:
        return f"{self.key} → {self.institution_id}"


class Round(models.Model):
    """One look at a plan. Once it is closed, the database refuses every change of what was answered in it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds")
    kind = models.CharField(_("clase"), max_length=14, choices=RoundKind.choices)
    begins = models.DateField(_("desde"))
    ends = models.DateField(_("hasta"))
    due_on = models.DateField(_("plazo"))
    opened_at = models.DateTimeField(_("abierta el"))
    opened_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(_("cerrada el"), null=True)
    closed_by = models.BigIntegerField(null=True)
    summary = models.CharField(_("resumen"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("ronda")
        verbose_name_plural = _("rondas")
        ordering = ("-begins", "plan", "kind")
        constraints = (
            models.UniqueConstraint(fields=("plan", "kind", "begins"), name="roadmap_round_once"),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("begins")), name="roadmap_round_days"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.begins:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.closed_at is None


class RoundAsk(Owned):
    """One question of a round to one institution, with what its plan expected by then; `counted` is filled in by the platform."""

    owner_institution = owner(db_index=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="asks")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("clase"), max_length=8, choices=AskKind.choices)
    key = models.CharField(max_length=60)  # of the row of the plan
    series = models.CharField(max_length=60, blank=True)  # of the target, if it is one
    title = models.CharField(_("título"), max_length=400)
    unit = models.CharField(max_length=12, blank=True)
    indicator = models.CharField(max_length=3, blank=True)
    planned = models.PositiveSmallIntegerField(_("avance previsto"), null=True)
    expected = models.DecimalField(_("meta del periodo"), max_digits=14, decimal_places=2, null=True)
    is_growth = models.BooleanField(_("es un crecimiento"), default=False)  # compared whole, not by the share of its time
    is_counted = models.BooleanField(_("la cuenta la plataforma"), default=False)
    counted = models.DecimalField(_("valor contado"), max_digits=14, decimal_places=2, null=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pregunta de la ronda")
        verbose_name_plural = _("preguntas de la ronda")
        ordering = ("round", "position", "owner_institution")
        indexes = (models.Index(fields=("owner_institution", "round"), name="roadmap_ask_owner"),)
        constraints = (
            models.UniqueConstraint(fields=("round", "key", "series", "owner_institution"), name="roadmap_ask_once"),
            models.UniqueConstraint(fields=("id", "owner_institution", "round"), name="roadmap_ask_id_owner"),
        )

    def __str__(self) -> str:
        return self.title


class RoundAnswer(Owned):
    """What the institution says: how far, which value, what hinders. `sending` counts how often it was handed in."""

    owner_institution = owner(db_index=False)
    ask = models.OneToOneField(RoundAsk, models.PROTECT, related_name="answer")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField(_("avance"), null=True)
    value = models.DecimalField(_("valor"), max_digits=14, decimal_places=2, null=True)
    done = models.CharField(_("qué se hizo"), max_length=2000, blank=True)
    difficulty = models.CharField(_("dificultad"), max_length=2000, blank=True)
    sending = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("respuesta")
        verbose_name_plural = _("respuestas")
        ordering = ("ask",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="roadmap_answer_percent", violation_error_message=_("El avance va de 0 a 100.")
            ),
            models.UniqueConstraint(fields=("id", "owner_institution", "round"), name="roadmap_answer_id_owner"),
        )

    def __str__(self) -> str:
        return f"{self.ask_id}"


class RoundVerdict(Owned):
    """What coordination said of one sending: accepted, or returned with a reason. It stays."""

    owner_institution = owner(db_index=False)
    answer = models.ForeignKey(RoundAnswer, models.PROTECT, related_name="verdicts")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    sending = models.PositiveSmallIntegerField()
    is_accepted = models.BooleanField()
    reason = models.CharField(_("motivo"), max_length=2000, blank=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("validación")
        verbose_name_plural = _("validaciones")
        ordering = ("answer", "sending")
        constraints = (
            models.UniqueConstraint(fields=("answer", "sending"), name="roadmap_verdict_once"),
            models.CheckConstraint(
                condition=models.Q(is_accepted=True) | ~models.Q(reason=""),
                name="roadmap_verdict_reason",
                violation_error_message=_("Diga qué falta."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.answer_id} {self.sending}"


class RoundEvidence(Owned):
    """A file, photograph or link behind an answer; a file is sealed with the key of the house."""

    owner_institution = owner(db_index=False)
    ask = models.ForeignKey(RoundAsk, models.PROTECT, related_name="evidence")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    kind = models.CharField(_("clase"), max_length=4, choices=EvidenceKind.choices)
    name = models.CharField(_("nombre"), max_length=200)
    url = models.URLField(_("enlace"), max_length=500, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # sha256 of what came
    sealed = models.BinaryField(null=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("evidencia")
        verbose_name_plural = _("evidencias")
        ordering = ("ask", "id")

    def __str__(self) -> str:
        return self.name


class RoundRemark(Owned):
    """A word between coordination and the institution about one question."""

    owner_institution = owner(db_index=False)
    ask = models.ForeignKey(RoundAsk, models.PROTECT, related_name="remarks")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    text = models.CharField(_("comentario"), max_length=2000)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("comentario")
        verbose_name_plural = _("comentarios")
        ordering = ("ask", "id")

    def __str__(self) -> str:
        return self.text
