"""What makes a row belong to an institution?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Owned(models.Model):
    """A row that belongs to one institution; row security compares this column with the actor's institution."""

    owner_institution = models.ForeignKey(
        "directory.Institution",
        models.PROTECT,
        db_column="owner_institution_id",
        related_name="+",
        verbose_name=_("institución dueña"),
    )

    class Meta:
        abstract = True
