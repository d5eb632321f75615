"""Which counts are kept ready, so that no figure is computed over everybody's rows while somebody waits?"""

from django.db import models

from ruta.directory.models import Institution, Office


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
