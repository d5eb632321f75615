"""Which focal point was asked whether its services are still the same, and did it answer?"""

from django.db import models

from ruta.directory.models.institutions import Institution
from ruta.directory.models.services import FocalPoint


class OwnerQuestion(models.Model):
    """One question about all stale services of one focal point. Its link answers once; only the hash is kept, and no name."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    focal_point = models.ForeignKey(FocalPoint, models.CASCADE, related_name="+")
    token_sha256 = models.TextField(blank=True, default="", db_default="")  # none until the message leaves
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("token_sha256",), condition=~models.Q(token_sha256=""), name="directory_question_token"),
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("asked_at")), name="directory_question_ends"),
        )
        indexes = (models.Index(fields=("focal_point", "asked_at"), name="directory_question_asked"),)
