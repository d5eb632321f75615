"""Which norms are there, what is known of each, and who corrected what was said of it?"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.legal.enums import Certainty, Kind, Link, Scope, Standing

CONFIG = "ruta_spanish"  # Spanish stems without accents: a configuration of the database


class Instrument(models.Model):
    """A norm as the compendium lists it: facts and how sure each is, not its text. Dates are as known: year, month or day."""

    code = models.SlugField(_("código"), max_length=60, unique=True)  # part of permanent addresses
    position = models.PositiveIntegerField(_("orden"))
    title = models.CharField(_("título"), max_length=300)
    sort_title = models.CharField(max_length=300)
    kind = models.CharField(_("clase"), max_length=20, choices=Kind.choices)
    organisation = models.CharField(_("organismo"), max_length=20, blank=True)
    number = models.CharField(_("número"), max_length=60, blank=True)
    issued = models.CharField(_("emitida"), max_length=10, blank=True)
    gazette_number = models.CharField(_("número de La Gaceta"), max_length=20, blank=True)
    gazette_on = models.CharField(_("publicada en La Gaceta"), max_length=10, blank=True)
    scope = models.CharField(_("ámbito"), max_length=15, choices=Scope.choices)
    subject = models.CharField(_("tema"), max_length=60)
    standing = models.CharField(_("estado en Honduras"), max_length=15, choices=Standing.choices)
    standing_words = models.CharField(_("estado, como lo dice la fuente"), max_length=200, blank=True)
    certainty = models.CharField(_("certeza"), max_length=10, choices=Certainty.choices)
    certainty_words = models.CharField(_("qué se verificó"), max_length=200, blank=True)
    from_memory = models.JSONField(_("datos de memoria"), default=list, blank=True)  # names of fields that nobody checked
    source = models.CharField(_("fuente"), max_length=300, blank=True)
    notes = models.CharField(_("notas"), max_length=500, blank=True)
    is_reference = models.BooleanField(default=False)  # kept up to date by the data files until somebody corrects it
    is_synthetic = models.BooleanField(default=False, db_default=False)  # of a demonstration, and says so
    revision = models.PositiveIntegerField(default=1)
    found_by = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=CONFIG)
        + SearchVector("number", "subject", weight="B", config=CONFIG)
        + SearchVector("standing_words", "notes", weight="D", config=CONFIG),
        output_field=SearchVectorField(), db_persist=True,
    )  # fmt: skip

    class Meta:
        verbose_name = _("norma")
        verbose_name_plural = _("normas")
        ordering = ("position", "id")
        indexes = [GinIndex(fields=["found_by"], name="legal_instrument_found")]

    def __str__(self) -> str:
        return self.title


class Relation(models.Model):
    """What one norm does to another."""

    source = models.ForeignKey(Instrument, models.PROTECT, related_name="relations")
    kind = models.CharField(_("relación"), max_length=15, choices=Link.choices)
    target = models.ForeignKey(Instrument, models.PROTECT, related_name="received")

    class Meta:
        verbose_name = _("relación")
        verbose_name_plural = _("relaciones")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="legal_relation_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="legal_relation_other",
                violation_error_message=_("Una norma no se relaciona consigo misma."),
            ),
        ]  # fmt: skip


class Correction(models.Model):
    """What somebody changed in what is said of a norm. Written once, never changed."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=30)
    before = models.CharField(max_length=500, blank=True)
    after = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300)  # where it was seen
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("corrección")
        verbose_name_plural = _("correcciones")
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["instrument", "-at"], name="legal_correction_latest")]
