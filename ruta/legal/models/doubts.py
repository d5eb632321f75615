"""Where are the norms silent or unclear, what does legal advice say, and what holds from then on?"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.legal.enums import CriterionState, GapState
from ruta.legal.models.instruments import CONFIG, Instrument


class Gap(models.Model):
    """A gap or doubt that somebody met at work. Read by their institution and by those who keep the compendium."""

    owner_institution_id = models.BigIntegerField()  # plain: institutions stand on a floor above
    question = models.CharField(_("pregunta"), max_length=200)
    situation = models.TextField(_("situación"))
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="gaps", verbose_name=_("norma"))
    key = models.CharField(_("artículo"), max_length=40, blank=True)
    state = models.CharField(_("estado"), max_length=10, choices=GapState.choices, default=GapState.OPEN)
    reported_by = models.BigIntegerField(null=True)
    reported_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("vacío o duda")
        verbose_name_plural = _("vacíos y dudas")
        ordering = ("-reported_at", "-id")
        constraints = [models.UniqueConstraint(fields=["id", "owner_institution_id"], name="legal_gap_id_owner")]
        indexes = [models.Index(fields=["owner_institution_id", "-reported_at"], name="legal_gap_latest")]

    def __str__(self) -> str:
        return self.question


class Opinion(models.Model):
    """What legal advice says of a gap. Written once."""

    owner_institution_id = models.BigIntegerField()  # of the gap
    gap = models.ForeignKey(Gap, models.CASCADE, related_name="opinions")
    text = models.TextField(_("dictamen"))
    basis = models.TextField(_("fundamento"), blank=True)
    given_by = models.BigIntegerField(null=True)
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dictamen")
        verbose_name_plural = _("dictámenes")
        ordering = ("-given_at", "-id")


class Criterion(models.Model):
    """An answer that holds for every like case, found in the same search as the norms. It names nobody."""

    number = models.CharField(_("número"), max_length=20, unique=True)
    question = models.CharField(_("pregunta"), max_length=200)
    answer = models.TextField(_("respuesta"))
    basis = models.TextField(_("fundamento"), blank=True)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="criteria", verbose_name=_("norma"))
    gap_ref = models.BigIntegerField(null=True)  # a plain number: whoever reads a criterion may not read the gap
    is_public = models.BooleanField(_("lo lee el público"), default=False)
    state = models.CharField(_("estado"), max_length=10, choices=CriterionState.choices)
    proposed_by = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("motivo"), max_length=400, blank=True)
    found_by = models.GeneratedField(
        expression=SearchVector("question", weight="A", config=CONFIG) + SearchVector("answer", "basis", weight="C", config=CONFIG),
        output_field=SearchVectorField(), db_persist=True,
    )  # fmt: skip

    class Meta:
        verbose_name = _("criterio")
        verbose_name_plural = _("criterios")
        ordering = ("-proposed_at", "-id")
        indexes = [GinIndex(fields=["found_by"], name="legal_criterion_found")]

    def __str__(self) -> str:
        return self.number
