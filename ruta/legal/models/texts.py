"""What does a norm say, article by article and day by day; and which text is on its way in?"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.legal.enums import RevisionState
from ruta.legal.models.instruments import CONFIG, Instrument


class Revision(models.Model):
    """A text on its way in, or in: the whole of a norm, or the articles that an amendment writes anew. A second person publishes it."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="revisions")
    is_amendment = models.BooleanField(_("es una reforma"), default=False)
    amending = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="+", verbose_name=_("norma que reforma"))
    in_force_from = models.DateField(_("vigente desde"))
    source = models.CharField(_("de dónde se tomó"), max_length=300)
    state = models.CharField(_("estado"), max_length=10, choices=RevisionState.choices)
    file_name = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=100, blank=True)  # where an upload waits for the worker
    sha256 = models.CharField(_("huella"), max_length=64, blank=True)
    done = models.PositiveIntegerField(default=0)  # pages read
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    written_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("motivo"), max_length=400, blank=True)
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(_("por qué se retiró"), max_length=400, blank=True, default="", db_default="")
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("texto")
        verbose_name_plural = _("textos")
        ordering = ("-made_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=RevisionState.WITHDRAWN)
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="legal_revision_withdrawn_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.file_name or str(self.instrument)


class Passage(models.Model):
    """An article as it is proposed, beside what the file said."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=40)
    label = models.CharField(_("rótulo"), max_length=80)
    heading = models.CharField(_("epígrafe"), max_length=300, blank=True)
    part = models.JSONField(default=list, blank=True)  # [[kind, label, heading], …] from the outside in
    text = models.TextField(_("texto"), blank=True)
    raw = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True)
    is_repeal = models.BooleanField(_("se deroga"), default=False)

    class Meta:
        verbose_name = _("artículo propuesto")
        verbose_name_plural = _("artículos propuestos")
        ordering = ("revision", "position", "id")
        constraints = [models.UniqueConstraint(fields=["revision", "key"], name="legal_passage_once")]

    def __str__(self) -> str:
        return self.label


class Article(models.Model):
    """One wording of one article, in force from a day until another. Its words never change; the database sees to it."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="articles")
    key = models.SlugField(max_length=40)
    position = models.BigIntegerField()
    label = models.CharField(_("rótulo"), max_length=80)
    heading = models.CharField(_("epígrafe"), max_length=300, blank=True)
    part = models.JSONField(default=list)
    text = models.TextField(_("texto"))
    in_force_from = models.DateField(_("vigente desde"))
    in_force_until = models.DateField(
        _("vigente hasta"), null=True
    )  # the first day on which it no longer was; its first one, where it was withdrawn
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="articles")
    ended_by = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    found_by = models.GeneratedField(
        expression=SearchVector("label", "heading", weight="A", config=CONFIG) + SearchVector("text", weight="C", config=CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("artículo")
        verbose_name_plural = _("artículos")
        ordering = ("instrument", "position", "in_force_from")
        indexes = [
            GinIndex(fields=["found_by"], name="legal_article_found"),
            models.Index(fields=["instrument", "position"], name="legal_article_place"),
        ]
        constraints = [
            ExclusionConstraint(
                name="legal_article_one_a_day",
                expressions=[
                    ("instrument", RangeOperators.EQUAL), ("key", RangeOperators.EQUAL),
                    (
                        models.Func("in_force_from", "in_force_until", function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Ese artículo ya tiene un texto vigente ese día."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label

    @property
    def is_withdrawn(self) -> bool:
        """Whether its text was taken back: it ruled on no day."""
        return self.in_force_until == self.in_force_from


class Citation(models.Model):
    """Where an article names a norm, or an article of it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    target = models.ForeignKey(Instrument, models.PROTECT, related_name="cited_by")
    key = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("cita")
        verbose_name_plural = _("citas")
        ordering = ("article", "start")
        indexes = [models.Index(fields=["target", "key"], name="legal_citation_target")]
