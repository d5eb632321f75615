"""What do those who sat in an edition say of it? Nobody is named, and no column leads to who said it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned, owner
from ruta.training.models.courses import Edition

LOW, HIGH = 1, 5


class Appraisal(Owned):
    """What one of them said, once; written on a day, not at a moment, so that no other row tells who it was."""

    owner_institution = owner(db_index=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="appraisals")
    content = models.PositiveSmallIntegerField(_("contenido"))
    teaching = models.PositiveSmallIntegerField(_("quién facilitó"))
    use = models.PositiveSmallIntegerField(_("utilidad"))
    wish = models.TextField(_("qué cambiaría"), blank=True, default="", db_default="")
    once_sha256 = models.TextField(unique=True)  # of the badge, under our key: the same one cannot answer twice
    given_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(content__range=(LOW, HIGH), teaching__range=(LOW, HIGH), use__range=(LOW, HIGH)),
                name="training_appraisal_scale",
            ),
        )
        indexes = (models.Index(fields=("owner_institution", "edition"), name="training_appraisal_edition"),)
