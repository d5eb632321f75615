"""Which employers does an institution know, where do they work, and whom does one call?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned, owner
from ruta.employers.enums import EmployerKind, Size, Verification


class Employer(Owned):
    """Whoever offers work. Its RTN is unique in the institution; without one it can be noted, never verified."""

    owner_institution = owner(db_index=False)  # the indexes below begin with it
    rtn = models.TextField(_("RTN"), blank=True, default="", db_default="")
    name = models.TextField(_("nombre o razón social"))
    trade_name = models.TextField(_("nombre comercial"), blank=True, default="", db_default="")
    sort_name = models.TextField(editable=False)
    kind = models.TextField(choices=EmployerKind.choices, default=EmployerKind.COMPANY)
    sector = models.TextField(_("actividad (CIIU)"), blank=True, default="", db_default="")  # section, division or class
    section = models.TextField(blank=True, default="", db_default="")  # the letter of the sector
    size = models.TextField(choices=Size.choices, blank=True, default="", db_default="")
    municipality = models.TextField(blank=True, default="", db_default="")  # DDMM of its seat
    department = models.TextField(blank=True, default="", db_default="")
    address = models.TextField(blank=True, default="", db_default="")
    website = models.TextField(blank=True, default="", db_default="")
    notes = models.TextField(blank=True, default="", db_default="")
    segment = models.TextField(blank=True, default="", db_default="")  # of its newest expectations: partner, prospect, maintain
    verification = models.TextField(choices=Verification.choices, default=Verification.PENDING)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.BigIntegerField(null=True)
    verification_note = models.TextField(blank=True, default="", db_default="")
    last_vacancy_on = models.DateField(null=True)  # who offered nothing for a year is a non-user
    registered_at = models.DateTimeField()
    registered_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_institution", "rtn"], condition=~models.Q(rtn=""), name="employers_employer_rtn",
                violation_error_message=_("Ese RTN ya es de otro empleador."),
            ),
            models.UniqueConstraint(fields=["id", "owner_institution"], name="employers_employer_id_owner"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["owner_institution", "sort_name", "id"], name="employers_employer_name"),
            models.Index(fields=["owner_institution", "section", "department", "size"], name="employers_employer_segment"),
        ]

    def __str__(self) -> str:
        return self.trade_name or self.name


class EmployerPlace(Owned):
    """One more place where an employer has work."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="places")
    municipality = models.TextField()
    name = models.TextField(blank=True, default="", db_default="")
    address = models.TextField(blank=True, default="", db_default="")

    def __str__(self) -> str:
        return self.name or self.municipality


class EmployerContact(Owned):
    """Whom one calls at an employer: personal data, read by its institution alone."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="contacts")
    name = models.TextField()
    position = models.TextField(blank=True, default="", db_default="")
    phone = models.TextField(blank=True, default="", db_default="")
    email = models.TextField(blank=True, default="", db_default="")
    is_main = models.BooleanField(default=False, db_default=False)
    is_active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer"], condition=models.Q(is_main=True, is_active=True), name="employers_contact_main")
        ]

    def __str__(self) -> str:
        return self.name


class EmployerLink(Owned):
    """The secret address by which an employer proposes vacancies and sees what became of its own. Only the hash is kept."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="links")
    token_sha256 = models.TextField(unique=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer"], condition=models.Q(revoked_at=None), name="employers_link_one")]
