"""Which data files were loaded last?"""

from django.db import models


class ReferenceLoad(models.Model):
    """The hash of the data files of one domain when they were last loaded: nothing changed, nothing to do."""

    domain = models.CharField(primary_key=True, max_length=20)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.domain
