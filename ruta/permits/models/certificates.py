"""What was certified to whom until when, and what did supervision find?"""

from django.db import models
from django.db.models.functions import Now

from ruta.directory.models import Owned
from ruta.permits.models.dossiers import Dossier


class Certificate(Owned):
    """What a granted dossier ended in. A public one holds nothing that the public may not know: its row is the public register."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="certificates")
    procedure = models.TextField()
    procedure_version = models.TextField()
    number = models.TextField(unique=True)
    is_public = models.BooleanField(default=False, db_default=False)
    holder_name = models.TextField()
    sort_name = models.TextField(editable=False)
    department = models.TextField(default="", db_default="")
    municipality = models.TextField(default="", db_default="")
    state = models.TextField(default="valid", db_default="valid")
    state_since = models.DateTimeField(db_default=Now())
    reason = models.TextField(default="", db_default="")  # of a suspension or revocation: the public reads it
    valid_from = models.DateField()
    valid_until = models.DateField()
    issued_by_id = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="permits_certificate_id_owner"),
            models.CheckConstraint(condition=models.Q(valid_until__gte=models.F("valid_from")), name="permits_certificate_days"),
        ]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="permits_certificate_register", condition=models.Q(is_public=True)),
            models.Index(fields=["owner_institution", "valid_until"], name="permits_certificate_until"),
        ]

    def __str__(self) -> str:
        return self.number


class Measure(Owned):
    """What supervision leaves: the note of a visit, a commitment of the action plan with its day, a sanction."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="measures")
    kind = models.TextField()  # inspection | improvement | sanction
    note = models.TextField()
    on_day = models.DateField()
    due_on = models.DateField(null=True)
    amount = models.PositiveIntegerField(null=True)  # of a fine, whole lempiras
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True)
    outcome = models.TextField(default="", db_default="")
    noted_by_id = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id", "owner_institution"], name="permits_measure_id_owner")]
        indexes = [models.Index(fields=["owner_institution", "due_on"], name="permits_measure_open", condition=models.Q(done_at=None))]
