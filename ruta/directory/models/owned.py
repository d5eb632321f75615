"""What makes a row belong to an institution?"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def owner(*, db_index: bool = True) -> "models.ForeignKey[Any, Any]":
    """The institution of a row. Without an index of its own where a wider one begins with it: each row written would pay for both."""
    return models.ForeignKey(
        "directory.Institution", models.PROTECT, db_column="owner_institution_id", related_name="+", verbose_name=_("institución dueña"),
        db_index=db_index,
    )  # fmt: skip


class Owned(models.Model):
    """A row that belongs to one institution; row security compares this column with the actor's institution."""

    owner_institution = owner()

    class Meta:
        abstract = True
