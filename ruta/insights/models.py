"""Which counts are kept ready, so that no figure is computed over everybody's rows while somebody waits?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution, Office
from ruta.insights.enums import PublicationState


class AttentionCube(models.Model):
    """Attentions to migrants of one month, office, modality, sex and age group. Counts only."""

    month = models.DateField()
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    modality = models.TextField()
    sex = models.TextField()
    age_group = models.TextField()
    n = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["month", "office"], name="insights_attention_month")]


class ReferralCube(models.Model):
    """Referrals sent in one month that reached a step, by the days they took: medians are read from the histogram."""

    month = models.DateField()
    sender = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    step = models.TextField()
    days = models.IntegerField()  # from the step before; 0 for sent
    n = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["month", "step"], name="insights_referral_month")]


class Refresh(models.Model):
    """When a cube was last brought up to date, and from how many rows."""

    cube = models.TextField(unique=True)
    at = models.DateTimeField()
    rows = models.BigIntegerField()


class Publication(models.Model):
    """A report as it was on one day, on its way to everybody. Only its state may move; the database sees to it."""

    slug = models.SlugField(_("dirección"), max_length=80, unique=True)
    name = models.CharField(max_length=40)
    period = models.CharField(_("período"), max_length=10)
    period_label = models.CharField(max_length=60)
    title = models.CharField(_("título"), max_length=200)
    body = models.TextField()  # the page, without the frame around it
    state = models.CharField(_("estado"), max_length=10, choices=PublicationState.choices)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    proposed_by = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("motivo"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("informe publicado")
        verbose_name_plural = _("informes publicados")
        ordering = ("-proposed_at", "-id")

    def __str__(self) -> str:
        return self.slug


class PublishedFile(models.Model):
    """One file of a publication. Its bytes never change."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    ending = models.CharField(max_length=5)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(_("huella"), max_length=64)

    class Meta:
        verbose_name = _("archivo publicado")
        verbose_name_plural = _("archivos publicados")
        ordering = ("publication", "id")
        constraints = (models.UniqueConstraint(fields=("publication", "ending"), name="insights_file_once"),)

    def __str__(self) -> str:
        return f"{self.publication_id}.{self.ending}"
