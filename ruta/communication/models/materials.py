"""Which materials tell people something, in which versions, and who approved each?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.communication.enums import MaterialKind, Segment, VersionState
from ruta.directory.models import Institution


class Material(models.Model):
    """Something to hand out, hang up or read out; its versions follow one another."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = models.TextField(choices=MaterialKind.choices)
    title = models.TextField()
    sort_title = models.TextField(editable=False)
    purpose = models.TextField()
    segment = models.TextField(choices=Segment.choices, default=Segment.ALL)
    language = models.CharField(max_length=5, default="es")
    is_public = models.BooleanField(default=True, db_default=True)  # whether anybody may take the approved version along
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "title"), name="communication_material_once",
                violation_error_message=_("Ya hay un material con ese título. Ábralo y súbale una versión nueva."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class MaterialVersion(models.Model):
    """One file of a material. What was handed in stays; a withdrawn one keeps its file and why, for those who may read it."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    changes = models.TextField(blank=True, default="", db_default="")
    file_kind = models.TextField()  # pdf | jpeg | png
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    state = models.TextField(choices=VersionState.choices, default=VersionState.SUBMITTED)
    submitted_at = models.DateTimeField()
    submitted_by = models.BigIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.BigIntegerField(null=True)
    note = models.TextField(blank=True, default="", db_default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    why_withdrawn = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("material", "number"), name="communication_version_number"),
            models.UniqueConstraint(fields=("material",), condition=models.Q(state="approved"), name="communication_version_approved"),
            models.CheckConstraint(
                condition=models.Q(judged_by=None) | ~models.Q(judged_by=models.F("submitted_by")), name="communication_version_two_eyes",
                violation_error_message=_("La aprueba otra persona, no quien la subió."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.material} {self.number}"
