"""Who asks for what, with which papers, and where does it stand?"""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned, owner


class Dossier(Owned):
    """One application for one certificate. Its stage is the fold of its steps, kept here for lists; `facts` are what its procedure asks."""

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    procedure = models.TextField()
    procedure_version = models.TextField()
    number = models.TextField(default="", db_default="")
    holder_name = models.TextField(_("nombre"))
    sort_name = models.TextField(editable=False)
    document_kind = models.TextField()
    document = models.TextField()  # without signs, in capitals
    phone = models.TextField(default="", db_default="")
    email = models.TextField(default="", db_default="")
    municipality = models.TextField(default="", db_default="")  # DDMM
    department = models.TextField(default="", db_default="")
    facts = models.JSONField(default=dict, db_default={})
    stage = models.TextField(default="received", db_default="received")
    stage_since = models.DateTimeField(db_default=Now())
    stage_before = models.TextField(default="", db_default="")  # where it was observed
    waits_on = models.TextField(default="office", db_default="office")  # office | applicant | nobody
    due_on = models.DateField(null=True)
    days_left = models.PositiveIntegerField(default=0, db_default=0)  # of the step that waits for the applicant
    reason = models.TextField(default="", db_default="")  # of a denial
    received_by_id = models.BigIntegerField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    office_id = models.BigIntegerField(null=True)
    renews_id = models.BigIntegerField(null=True)  # the certificate that it would replace
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="permits_dossier_id_owner"),
            models.UniqueConstraint(
                fields=["owner_institution", "number"], condition=~models.Q(number=""), name="permits_dossier_number",
                violation_error_message=_("Ese número ya es de otro expediente."),
            ),
            models.UniqueConstraint(
                fields=["owner_institution", "procedure", "document"], condition=models.Q(closed_at=None), name="permits_dossier_once_open",
                violation_error_message=_("Este solicitante ya tiene un trámite igual abierto. Ábralo en lugar de recibir otro."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["owner_institution", "-stage_since", "-id"], name="permits_dossier_list"),
            models.Index(fields=["owner_institution", "sort_name", "id"], name="permits_dossier_name"),
            models.Index(fields=["owner_institution", "due_on"], name="permits_dossier_due", condition=models.Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.number


class DossierStep(Owned):
    """One verb done to a dossier or its certificate: who, from what, why. Append-only; the applicant reads what is told."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="steps")
    verb = models.TextField()
    party = models.TextField()  # desk | applicant
    stage = models.TextField()  # after it
    reason = models.TextField(default="", db_default="")
    note = models.TextField(default="", db_default="")
    is_told = models.BooleanField(default=True, db_default=True)
    actor_user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())


class Requirement(Owned):
    """One thing that the procedure asks for, and whether it is there."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="requirements")
    code = models.TextField()
    position = models.PositiveSmallIntegerField()
    state = models.TextField(default="missing", db_default="missing")
    note = models.TextField(default="", db_default="")  # what is wrong with it, read by the applicant
    judged_by_id = models.BigIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="permits_requirement_id_owner"),
            models.UniqueConstraint(fields=["dossier", "code"], name="permits_requirement_once"),
        ]


class Paper(Owned):
    """One document that was handed in, sealed with the key of the house. Never changed: a better one comes beside it."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="papers")
    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="papers")
    name = models.TextField()
    kind = models.TextField()  # pdf | jpeg | png
    size = models.PositiveIntegerField()
    digest = models.TextField()  # sha256 of what came
    sealed = models.BinaryField()
    by_applicant = models.BooleanField(default=False, db_default=False)
    given_by_id = models.BigIntegerField(null=True)
    given_at = models.DateTimeField(db_default=Now())


class Payment(Owned):
    """A payment that somebody noted from its receipt; the product moves no money."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="payments")
    code = models.TextField()
    amount = models.PositiveIntegerField()  # whole lempiras
    receipt = models.TextField()
    paid_on = models.DateField()
    noted_by_id = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_institution", "receipt"], name="permits_payment_receipt",
                violation_error_message=_("Ese recibo ya se anotó en un trámite."),
            )
        ]  # fmt: skip


class DossierLink(Owned):
    """The secret address by which an applicant sees the state and answers. Only the hash is kept."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="links")
    token_sha256 = models.TextField(unique=True)
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
